# with: atomic/services/aiogram/testing-strategies
from contextlib import asynccontextmanager
from types import SimpleNamespace

import httpx
from aiogram import Bot, Dispatcher
from aiogram.methods import SetWebhook
from aiogram.types import Message
from asgi_lifespan import LifespanManager
from examples_plugin import stand_in
from fastapi import APIRouter
from pydantic import SecretStr
from tests.recording import RecordingSession, text_update

session = RecordingSession()
texts: list[str | None] = []
hooks: list[str] = []


class Settings(SimpleNamespace): ...


class UpdateLog:
    def __init__(self) -> None:
        self.seen: set[int] = set()

    async def claim(self, update_id: int) -> bool:
        return update_id not in self.seen and not self.seen.add(update_id)


@asynccontextmanager
async def open_update_log(settings: Settings):
    yield UpdateLog()


async def on_message(message: Message) -> None:
    texts.append(message.text)
    if message.text == "broken":
        raise RuntimeError


async def started() -> None:
    hooks.append("start")


async def stopped() -> None:
    hooks.append("stop")


def build_dispatcher(settings: Settings) -> Dispatcher:
    dispatcher = Dispatcher()
    dispatcher.message.register(on_message)
    dispatcher.startup.register(started)
    dispatcher.shutdown.register(stopped)
    return dispatcher


class Passing:
    def __init__(self, app) -> None:
        self.app = app

    async def __call__(self, scope, receive, send) -> None:
        await self.app(scope, receive, send)


stand_in("src.bot", build_bot=lambda settings: Bot(token="42:test", session=session), build_dispatcher=build_dispatcher)
stand_in("src.core.config", Settings=Settings)
stand_in("src.core.health", router=APIRouter())
stand_in("src.core.request_id", RequestIdMiddleware=Passing)
stand_in("src.infrastructure.updates", UpdateLog=UpdateLog, open_update_log=open_update_log)


async def test_a_secret_no_duplicates_and_hooks() -> None:
    from src.webhook import create_app

    app = create_app(Settings(webhook_secret=SecretStr("s3cret"), webhook_url="https://shop.test/telegram/webhook"))
    async with LifespanManager(app):
        assert hooks == ["start"]
        (request,) = session.requests
        assert isinstance(request, SetWebhook) and request.secret_token == "s3cret" and request.allowed_updates == ["message"]
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as client:
            async def post(text: str, update_id: int, secret: str = "s3cret") -> int:
                body = text_update(text, update_id=update_id).model_dump_json(exclude_none=True)
                headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
                return (await client.post("/telegram/webhook", content=body, headers=headers)).status_code

            assert await post("hello", 1, "wrong") == 401
            assert [await post("hello", 1), await post("hello", 1), await post("broken", 2)] == [204, 204, 204]
    assert texts == ["hello", "broken"] and hooks == ["start", "stop"]
