import { describeRule } from '../../support/describeRule';

describeRule('aiogram/callback-answer', ({ catches, leaves }) => {
  catches('handlers that only edit or send', `
    from aiogram import F, Router
    from aiogram.types import CallbackQuery

    router = Router()


    @router.callback_query(F.data == "pay")
    async def pay(query: CallbackQuery) -> None:
    #         ^^^ information: aiogram/callback-answer: \`pay\` handles a callback query and never answers it, so the button keeps spinning; begin with \`await query.answer()\`.
        await query.message.edit_text("Paid")


    @router.callback_query()
    async def other(call: CallbackQuery) -> None:
    #         ^^^^^ information: aiogram/callback-answer
        await call.message.answer("Unknown button")
        await call.message.answer_photo("photo")
        print(call)
  `, { kind: 'bot' });

  catches('a handler that is registered by call', `
    from aiogram import Dispatcher, Router, types


    async def cancel(callback, state) -> None:
    #         ^^^^^^ information: aiogram/callback-answer
        await state.clear()


    def build_router() -> Router:
        router = Router()
        router.callback_query.register(cancel)
        return router
  `, { kind: 'bot' });

  catches('a handler that hands the query to a function that does not answer it either', `
    from aiogram import Router
    from aiogram.types import CallbackQuery

    router = Router()


    async def show(query: CallbackQuery) -> None:
        await query.message.edit_text("Menu")


    @router.callback_query()
    async def menu(query: CallbackQuery) -> None:
    #         ^^^^ information: aiogram/callback-answer
        if isinstance(query.message, object):
            await show(query)
  `, { kind: 'bot' });

  catches('a handler that another file registers', `
    //- services/orders_bot/src/handlers.py kind:bot
    from aiogram.types import CallbackQuery


    async def pay(query: CallbackQuery) -> None:
    #         ^^^ information: aiogram/callback-answer
        await query.message.edit_text("Paid")
    //- services/orders_bot/src/routers.py
    from aiogram import F, Router

    from src.handlers import pay


    def build_router() -> Router:
        router = Router()
        router.callback_query.register(pay, F.data == "pay")
        return router
  `);

  leaves('handlers that answer', `
    import asyncio

    from aiogram import Bot, Router
    from aiogram.methods import AnswerCallbackQuery
    from aiogram.types import CallbackQuery

    router = Router()


    @router.callback_query()
    async def first(query: CallbackQuery) -> None:
        await query.answer()


    @router.callback_query()
    async def second(call: CallbackQuery, bot: Bot) -> None:
        await bot.answer_callback_query(call.id, text="Done")


    @router.callback_query()
    async def third(call: CallbackQuery) -> AnswerCallbackQuery:
        return AnswerCallbackQuery(callback_query_id=call.id)


    @router.callback_query()
    async def fourth(call: CallbackQuery) -> None:
        async def reply() -> None:
            await call.answer("Done", show_alert=True)

        await asyncio.gather(reply(), call.message.delete())
  `, { kind: 'bot' });

  leaves('a query that is handed on', `
    from aiogram import Router
    from aiogram.types import CallbackQuery
    from src.menu import show
    from src.wizard import Wizard

    router = Router()


    async def close(query: CallbackQuery) -> None:
        await query.answer()


    @router.callback_query()
    async def first(query: CallbackQuery) -> None:
        await show(query)


    @router.callback_query()
    async def second(query: CallbackQuery, wizard: Wizard) -> None:
        await wizard.next(event=query)


    @router.callback_query()
    async def third(query: CallbackQuery) -> None:
        event = query
        await event.answer()


    @router.callback_query()
    async def fourth(query: CallbackQuery) -> None:
        await close(query)


    @router.callback_query()
    async def fifth(query: CallbackQuery, wizard: Wizard) -> None:
        await wizard.next()
        await wizard.answer_callback()


    @router.callback_query()
    async def sixth(query: CallbackQuery, wizard: Wizard) -> None:
        await wizard.next(event=query.model_copy(update={"data": "next"}))
  `, { kind: 'bot' });

  leaves('queries that a middleware or a decorator answers', `
    //- services/orders_bot/src/handlers.py kind:bot
    from aiogram import Router
    from aiogram.types import CallbackQuery
    from src.bot import answered

    router = Router()


    @router.callback_query()
    @answered
    async def pay(query: CallbackQuery) -> None:
        await query.message.edit_text("Paid")
    //- services/orders_bot/src/bot.py
    def answered(handler): ...
    //- services/menu_bot/src/handlers.py kind:bot
    from aiogram import Router
    from aiogram.types import CallbackQuery

    router = Router()


    @router.callback_query()
    async def pay(query: CallbackQuery) -> None:
        await query.message.edit_text("Paid")
    //- services/menu_bot/src/main.py
    from aiogram import Dispatcher
    from aiogram.utils.callback_answer import CallbackAnswerMiddleware

    dp = Dispatcher()
    dp.callback_query.middleware(CallbackAnswerMiddleware())
  `);

  leaves('handlers that delete the message and its button', `
    from aiogram import Bot, Router
    from aiogram.types import CallbackQuery

    router = Router()


    @router.callback_query()
    async def close(query: CallbackQuery) -> None:
        await query.message.delete()


    @router.callback_query()
    async def hide(query: CallbackQuery, bot: Bot) -> None:
        await bot.delete_message(chat_id=query.from_user.id, message_id=query.message.message_id)
  `, { kind: 'bot' });

  leaves('other updates', `
    from aiogram import Router
    from aiogram.types import CallbackQuery, Message

    router = Router()


    @router.message()
    async def echo(message: Message) -> None:
        await message.edit_text("Hello")


    async def helper(query: CallbackQuery) -> None:
        await query.message.delete()
  `, { kind: 'bot' });
});
