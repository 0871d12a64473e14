# needs: redis
# kind: bot
# with: atomic/services/aiogram/dependency-injection, atomic/services/aiogram/state-management, atomic/services/aiogram/testing-strategies
from types import SimpleNamespace

from aiogram import Bot, Router
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramForbiddenError, TelegramRetryAfter
from aiogram.fsm.storage.redis import RedisStorage
from aiogram.methods import SendMessage, SetMyCommands
from examples_plugin import block, stand_in
from pydantic import SecretStr
from tests.recording import RecordingSession


async def nothing() -> None: ...


settings = SimpleNamespace
stand_in("src.core.config", Settings=SimpleNamespace)
stand_in("src.handlers.common", build_router=Router)
stand_in("src.handlers.orders", build_router=Router)
stand_in("src.hooks", on_startup=nothing, on_shutdown=nothing)


async def test_explicit_defaults_and_durable_storage(redis_url: str) -> None:
    from src.bot import build_bot, build_dispatcher

    settings = SimpleNamespace(bot_token=SecretStr("42:test"), redis_url=redis_url)
    bot = build_bot(settings)
    assert bot.default.parse_mode is ParseMode.HTML and bot.session.timeout == 10.0
    session = bot.session = RecordingSession()
    dispatcher = build_dispatcher(settings)
    assert isinstance(dispatcher.storage, RedisStorage)
    await dispatcher.emit_startup(bot=bot)
    assert isinstance(session.requests[0], SetMyCommands) and session.requests[0].commands[0].command == "order"
    await dispatcher.storage.close()


async def test_waits_as_telegram_says() -> None:
    send_notice = block("async def send_notice").load().send_notice
    failures = [TelegramRetryAfter(method=SendMessage(chat_id=1, text="a"), message="flood", retry_after=0)]

    class Failing:
        calls = 0

        async def send_message(self, chat_id: int, text: str) -> None:
            self.calls += 1
            if failures:
                raise failures.pop()

    bot = Failing()
    assert await send_notice(bot, 7, "hello") and bot.calls == 2
    failures.append(TelegramForbiddenError(method=SendMessage(chat_id=1, text="a"), message="blocked"))
    assert not await send_notice(bot, 7, "hello")
    failures += [TelegramRetryAfter(method=SendMessage(chat_id=1, text="a"), message="flood", retry_after=0)] * 5
    bot.calls = 0
    assert not await send_notice(bot, 7, "hello") and bot.calls == 3
