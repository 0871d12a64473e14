import { describeRule } from '../../support/describeRule';

describeRule('aiogram/v3-api', ({ catches, leaves }) => {
  catches('a bot that is written for aiogram 2', `
    import logging

    from aiogram import Bot, Dispatcher, executor, types
    #    ^^^^^^^ error: aiogram/v3-api: \`aiogram.executor\` was removed in aiogram 3, so this fails; start the bot by \`await dp.start_polling(bot)\`.
    from aiogram.contrib.fsm_storage.memory import MemoryStorage
    #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: aiogram/v3-api
    from aiogram.dispatcher import FSMContext
    #    ^^^^^^^^^^^^^^^^^^ error: aiogram/v3-api
    from aiogram.dispatcher.filters.state import State, StatesGroup
    #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: aiogram/v3-api: \`aiogram.dispatcher.filters.state.State\` was removed in aiogram 3, so this fails; take states from \`aiogram.fsm.state\`.

    bot = Bot(token="x", parse_mode=types.ParseMode.HTML)
    #                               ^^^^^^^^^^^^^^^^^^^^ error: aiogram/v3-api: \`types.ParseMode.HTML\` was removed in aiogram 3, so this fails; import it from \`aiogram.enums\`.
    dp = Dispatcher(bot, storage=MemoryStorage())
    #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: aiogram/v3-api: \`Dispatcher(bot)\` was removed in aiogram 3, so this fails; make it without the bot, and hand the bot to \`dp.start_polling(bot)\`.


    class Order(StatesGroup):
        number = State()


    @dp.message_handler(commands=["start"], state="*")
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: aiogram/v3-api: \`@dp.message_handler\` was removed in aiogram 3, so this fails; register the handler by \`@router.message\` of a \`Router\`.
    async def start(message: types.Message, state: FSMContext) -> None:
        await message.answer("?")


    if __name__ == "__main__":
        logging.basicConfig()
        executor.start_polling(dp, skip_updates=True)
  `, { kind: 'bot' });

  catches('handlers on a dispatcher of another file, and handlers that are registered by a function', `
    //- services/orders_bot/src/loader.py kind:bot
    import aiogram

    dp = aiogram.Dispatcher(aiogram.Bot("x"))
    #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: aiogram/v3-api
    //- services/orders_bot/src/handlers/orders.py
    from src.loader import dp


    @dp.callback_query_handler(
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^> error: aiogram/v3-api
        lambda query: query.data == "x",
    )
    async def on_query(query: object) -> None: ...


    @dp.errors_handler()
    ^^^^^^^^^^^^^^^^^^^^ error: aiogram/v3-api
    async def on_error(update: object, error: Exception) -> None: ...
    //- services/orders_bot/src/handlers/users.py
    from aiogram import Dispatcher, types


    async def start(message: types.Message) -> None:
        await message.answer_chat_action(types.ChatActions.TYPING)
    #                                    ^^^^^^^^^^^^^^^^^^^^^^^^ error: aiogram/v3-api


    def setup(dp: Dispatcher) -> None:
        dp.register_message_handler(start, commands=["start"])
    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: aiogram/v3-api: \`dp.register_message_handler\` was removed in aiogram 3, so this fails; register the handler by \`router.message.register\` of a \`Router\`.
  `);

  catches('what is gone from the helpers, and from a context of aiogram 3', `
    from aiogram.contrib.middlewares.logging import LoggingMiddleware
    #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: aiogram/v3-api
    from aiogram.dispatcher.middlewares import BaseMiddleware
    #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: aiogram/v3-api
    from aiogram.fsm.context import FSMContext
    from aiogram.types import Message, ParseMode
    #    ^^^^^^^^^^^^^ error: aiogram/v3-api
    from aiogram.utils import exceptions, markdown
    #    ^^^^^^^^^^^^^ error: aiogram/v3-api
    from aiogram.utils.callback_data import CallbackData
    #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: aiogram/v3-api: \`aiogram.utils.callback_data.CallbackData\` was removed in aiogram 3, so this fails; derive the data from \`aiogram.filters.callback_data.CallbackData\`.


    async def finish(message: Message, state: FSMContext) -> None:
        try:
            await message.answer(markdown.bold("x"), parse_mode=ParseMode.HTML)
        except exceptions.BotBlocked:
            await state.finish()
    #             ^^^^^^^^^^^^ error: aiogram/v3-api
  `, { kind: 'bot' });

  catches('it wherever it is, also where no architecture is followed', `
    //- bot.py
    from aiogram import Bot, Dispatcher
    from aiogram.utils import executor
    #    ^^^^^^^^^^^^^ error: aiogram/v3-api

    dp = Dispatcher()
    executor.start_polling(dp)
    //- requirements.txt
    aiogram>=2.25
  `, { follows: false });

  catches('aiogram 2 that is pinned where the architecture wants aiogram 3', `
    //- services/orders_bot/src/main.py kind:bot
    from aiogram import executor
    #    ^^^^^^^ error: aiogram/v3-api
    //- services/orders_bot/requirements.txt
    aiogram==2.25.1
  `);

  leaves('a bot of aiogram 3', `
    import asyncio

    from aiogram import BaseMiddleware, Bot, Dispatcher, F, Router, types
    from aiogram.dispatcher.event.bases import SkipHandler
    from aiogram.dispatcher.flags import get_flag
    from aiogram.dispatcher.middlewares.base import BaseMiddleware as Base
    from aiogram.enums import ChatType, ContentType, ParseMode
    from aiogram.exceptions import TelegramBadRequest
    from aiogram.filters import Command, CommandStart, StateFilter
    from aiogram.filters.callback_data import CallbackData
    from aiogram.fsm.context import FSMContext
    from aiogram.fsm.storage.redis import RedisStorage
    from aiogram.utils import markdown
    from aiogram.utils.i18n import I18n
    from aiogram.webhook.aiohttp_server import SimpleRequestHandler

    router = Router()


    @router.message(CommandStart(), F.chat.type == ChatType.PRIVATE)
    async def start(message: types.Message, state: FSMContext) -> None:
        await message.answer(markdown.hbold("x"), parse_mode=ParseMode.HTML)
        await state.clear()


    async def main(bot: Bot, storage: RedisStorage) -> None:
        dp = Dispatcher(storage=storage, bot_name="x")
        dp.include_router(router)
        dp.message.register(start, Command("x"), F.content_type == types.ContentType.TEXT)
        await dp.start_polling(bot)
  `, { kind: 'bot' });

  leaves('the package aiogram-contrib, which is for aiogram 3', `
    from aiogram import Bot
    from aiogram.contrib.middlewares import RetryRequestMiddleware
    from aiogram.contrib.middlewares.retry_request import RetryRequestMiddleware as Retry
    from aiogram.contrib.paginator import Paginator

    bot = Bot("x")
    bot.session.middleware(RetryRequestMiddleware())
  `, { kind: 'bot' });

  leaves('code that knows both versions', `
    try:
        from aiogram.exceptions import TelegramAPIError
    except ImportError:
        from aiogram.utils.exceptions import TelegramAPIError
    from typing import TYPE_CHECKING

    if TYPE_CHECKING:
        from aiogram.dispatcher import FSMContext
  `, { kind: 'bot' });

  leaves('other bots, and dispatchers of the project', `
    import telebot
    from aiogram.types import Message
    from src.dispatching import Dispatcher

    bot = telebot.TeleBot("x")
    dispatcher = Dispatcher(bot)


    @bot.message_handler(commands=["start"])
    def start(message: Message) -> None: ...


    class Registry:
        def message_handler(self, name: str) -> object: ...


    registry = Registry()


    @registry.message_handler("x")
    def handle() -> None: ...
  `, { kind: 'bot' });

  for (const [file, text] of [
    ['requirements.txt', 'aiogram==2.25.1'], ['requirements/base.txt', 'aiogram~=2.14\nredis'], ['pyproject.toml', '[project]\nname = "bot"\ndependencies = ["aiogram>=2.20,<3"]'],
    ['pyproject.toml', '[tool.poetry.dependencies]\npython = "^3.11"\naiogram = "^2.25"'],
  ] as const) {
    leaves(`aiogram 2 where the project pins it: ${text.split('\n').find((line) => line.includes('aiogram')) ?? ''}`, `
//- bot/main.py
from aiogram import Bot, Dispatcher, executor

dp = Dispatcher(Bot("x"))
executor.start_polling(dp)
//- ${file}
${text}
`, { follows: false });
  }
});
