import { describeRule } from '../../support/describeRule';

describeRule('aiogram/router', ({ catches, leaves }) => {
  catches('handlers that decorate themselves with the dispatcher', `
    from aiogram import Dispatcher, F
    from aiogram.filters import CommandStart
    from aiogram.types import CallbackQuery, Message


    def build() -> Dispatcher:
        dp = Dispatcher()

        @dp.message(CommandStart())
    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: aiogram/router: \`start\` is registered on the dispatcher, which tries it before the handlers of all routers; register it on a \`Router\` that the dispatcher includes.
        async def start(message: Message) -> None:
            await message.answer("Hello")

        @dp.callback_query(F.data == "pay")
    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: aiogram/router
        async def pay(query: CallbackQuery) -> None:
            await query.answer()

        return dp
  `, { kind: 'bot' });

  catches('handlers that are registered in a function', `
    from aiogram import Dispatcher
    from aiogram.types import Message


    async def echo(message: Message) -> None:
        await message.answer("Hello")


    def register(dispatcher: Dispatcher) -> None:
        dispatcher.message.register(echo)
    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: aiogram/router
        dispatcher.inline_query.register(echo)
    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: aiogram/router
  `, { kind: 'bot' });

  catches('a dispatcher of another file', `
    //- services/orders_bot/src/handlers.py kind:bot
    from aiogram.types import Message
    from src.loader import dp


    class Handlers:
        @dp.message()
    #   ^^^^^^^^^^^^^ information: aiogram/router
        async def echo(message: Message) -> None:
            await message.answer("Hello")
    //- services/orders_bot/src/loader.py
    from aiogram import Dispatcher

    dp = Dispatcher()
  `);

  leaves('handlers on routers', `
    from aiogram import Dispatcher, Router
    from aiogram.filters import Command
    from aiogram.types import Message

    router = Router()


    @router.message(Command("start"))
    async def start(message: Message) -> None:
        await message.answer("Hello")


    def build_dispatcher() -> Dispatcher:
        dispatcher = Dispatcher()
        dispatcher.include_router(router)
        router.callback_query.register(start)
        return dispatcher
  `, { kind: 'bot' });

  leaves('hooks, middlewares and failures, which belong to the dispatcher', `
    from aiogram import Bot, Dispatcher
    from aiogram.types import ErrorEvent
    from src.middlewares import RequestIdMiddleware

    dp = Dispatcher()


    @dp.startup()
    async def on_startup(bot: Bot) -> None: ...


    @dp.errors()
    async def on_error(event: ErrorEvent) -> None: ...


    dp.shutdown.register(on_startup)
    dp.errors.register(on_error)
    dp.update.outer_middleware(RequestIdMiddleware())
    dp.message.middleware(RequestIdMiddleware())
  `, { kind: 'bot' });

  leaves('other dispatchers', `
    from src.events import Dispatcher
    from telebot.async_telebot import AsyncTeleBot

    dp = Dispatcher()
    bot = AsyncTeleBot("token")


    @dp.message()
    async def on_message(message: object) -> None: ...


    dp.message.register(on_message)
  `, { kind: 'bot' });
});
