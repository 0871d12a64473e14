"""Alerts for admins."""

from aiogram import Bot, Dispatcher
from aiogram.filters import Command
from aiogram.types import Message

from src.core.config import Settings

bot = Bot(token=Settings().bot_token)
dispatcher = Dispatcher()


@dispatcher.message(Command("health"))
async def health(message: Message) -> None:
    await message.answer("The API is up.")
