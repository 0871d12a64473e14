"""Buttons below the messages."""

import os

from aiogram import Dispatcher, F
from aiogram.types import CallbackQuery
from redis.asyncio import Redis

presses = Redis.from_url(os.environ["REDIS_URL"])
#         ^^^^^^^^^^^^^^ information: aiogram/startup-hooks


async def cancel_order(query: CallbackQuery) -> None:
#         ^^^^^^^^^^^^ information: aiogram/callback-answer
    await presses.incr(f"shop:press:{query.from_user.id}")


def register(dispatcher: Dispatcher) -> None:
    dispatcher.callback_query.register(cancel_order, F.data == "cancel")
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: aiogram/router
