# with: atomic/services/aiogram/testing-strategies
import pytest
from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from pydantic import ValidationError
from src.core.config import Settings
from src.handlers.common import build_router
from tests.recording import RecordingSession, text_update


def test_the_token_is_a_secret_without_a_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://redis:6379/0")
    monkeypatch.setenv("DATA_POSTGRES_SERVICE_URL", "http://data.test")
    with pytest.raises(ValidationError):
        Settings(_env_file=None)
    monkeypatch.setenv("BOT_TOKEN", "42:secret")
    settings = Settings(_env_file=None)
    assert "secret" not in repr(settings) and settings.bot_token.get_secret_value() == "42:secret"


async def test_each_dispatcher_has_its_own_router() -> None:
    session = RecordingSession()
    bot = Bot(token="42:test", session=session)
    for _ in range(2):
        dispatcher = Dispatcher()
        dispatcher.include_router(build_router())
        assert await dispatcher.feed_update(bot, text_update("/start")) is not UNHANDLED
        assert await dispatcher.feed_update(bot, text_update("other")) is UNHANDLED
    assert len(session.requests) == 2 and "order number" in session.requests[0].text
