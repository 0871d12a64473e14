"""Builds bot and dispatcher; neither opens a connection."""

from datetime import timedelta

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.enums import ParseMode
from aiogram.fsm.storage.base import DefaultKeyBuilder
from aiogram.fsm.storage.redis import RedisEventIsolation, RedisStorage
from aiogram.types import BotCommand
from redis.asyncio import Redis

from src.core.config import Settings
from src.handlers import errors, orders
from src.hooks import on_shutdown, on_startup
from src.infrastructure.redis import build_redis
from src.middlewares.request_id import RequestIdMiddleware

REQUEST_TIMEOUT_S = 10.0
DIALOGUE_TTL = timedelta(hours=24)
LOCK_TIMEOUT_S = 60


def build_bot(settings: Settings) -> Bot:
    """Return the client of the Telegram API."""
    return Bot(
        token=settings.bot_token.get_secret_value(),
        session=AiohttpSession(timeout=REQUEST_TIMEOUT_S),
        default=DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview_is_disabled=True),
    )


def build_key_builder() -> DefaultKeyBuilder:
    return DefaultKeyBuilder(prefix="shop:fsm", with_bot_id=True, with_destiny=True)


def build_storage(redis: Redis) -> RedisStorage:
    """Dialogues survive a deployment and end after a day."""
    return RedisStorage(
        redis,
        key_builder=build_key_builder(),
        state_ttl=DIALOGUE_TTL,
        data_ttl=DIALOGUE_TTL,
    )


def build_isolation(redis: Redis) -> RedisEventIsolation:
    """Updates of one user wait for each other."""
    return RedisEventIsolation(
        redis,
        key_builder=build_key_builder(),
        lock_kwargs={"timeout": LOCK_TIMEOUT_S, "blocking_timeout": 10},
    )


def build_dispatcher(settings: Settings) -> Dispatcher:
    """Return the dispatcher with routers, middlewares and hooks; may be called more than once."""
    redis = build_redis(settings)
    dispatcher = Dispatcher(
        storage=build_storage(redis),
        events_isolation=build_isolation(redis),
        settings=settings,
    )
    dispatcher.update.outer_middleware(RequestIdMiddleware())
    dispatcher.include_routers(orders.build_router(), errors.build_router())
    dispatcher.startup.register(on_startup)
    dispatcher.startup.register(publish_commands)
    dispatcher.shutdown.register(on_shutdown)
    return dispatcher


async def publish_commands(bot: Bot) -> None:
    """Tell Telegram which commands there are."""
    await bot.set_my_commands([BotCommand(command="order", description="Where is my order?")])
