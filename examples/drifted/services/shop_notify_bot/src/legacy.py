"""Commands that are still written for aiogram 2; nobody has called them since the upgrade."""

import os

from aiogram import Bot, Dispatcher, executor, types
#    ^^^^^^^ error: aiogram/v3-api

bot = Bot(token=os.environ["BOT_TOKEN"], parse_mode=types.ParseMode.HTML)
#                                                   ^^^^^^^^^^^^^^^^^^^^ error: aiogram/v3-api
dispatcher = Dispatcher(bot)
#            ^^^^^^^^^^^^^^^ error: aiogram/v3-api


@dispatcher.message_handler(commands=["start"])
# finding: error: aiogram/v3-api at `@dispatcher.message_handler(commands=["start"])`
async def start(message: types.Message) -> None:
    await message.reply("Send /order and a number.")


def run() -> None:
    executor.start_polling(dispatcher)
