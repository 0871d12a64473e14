"""Which notices were sent, and the sending itself."""

import asyncio
from uuid import UUID

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramForbiddenError, TelegramRetryAfter
from redis.asyncio import Redis

SENT_SECONDS = 7 * 86_400
ATTEMPTS = 3
logger = structlog.get_logger(__name__)


class NoticeClaims:
    """One atomic claim for each notice; a crash between claim and sending loses the notice."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def claim(self, event_id: UUID) -> bool:
        """Whether this attempt may send."""
        return bool(await self._redis.set(self._key(event_id), "sent", nx=True, ex=SENT_SECONDS))

    async def release(self, event_id: UUID) -> None:
        """Let a later attempt send."""
        await self._redis.unlink(self._key(event_id))

    @staticmethod
    def _key(event_id: UUID) -> str:
        return f"shop:notice:{event_id}"


class TelegramNotices:
    """Sends notices, and waits as long as Telegram says."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def billed(self, chat_id: int, order_id: UUID, total_cents: int) -> None:
        text = f"The invoice of order <b>{order_id}</b> is {total_cents / 100:.2f}."
        for _ in range(ATTEMPTS - 1):
            try:
                await self._send(chat_id, text)
            except TelegramRetryAfter as error:
                await asyncio.sleep(error.retry_after)
            else:
                return
        await self._send(chat_id, text)

    async def _send(self, chat_id: int, text: str) -> None:
        try:
            await self._bot.send_message(chat_id, text)
        except TelegramForbiddenError:
            logger.info("telegram_chat_unreachable", chat_id=chat_id)  # the user blocked the bot
