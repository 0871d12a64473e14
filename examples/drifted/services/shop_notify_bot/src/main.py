"""The notification bot, half-way from aiogram 2 to 3."""

import asyncio
import os

from aiogram import Bot, Dispatcher
from aiogram.fsm.storage.memory import MemoryStorage

from src.consumer import consume_billed_orders
from src.handlers import router


async def main() -> None:
    bot = Bot(token=os.environ["BOT_TOKEN"])
    dispatcher = Dispatcher(storage=MemoryStorage())
    #                               ^^^^^^^^^^^^^ warning: aiogram/persistent-storage
    dispatcher.include_router(router)
    consumer = asyncio.create_task(consume_billed_orders(bot))
    await dispatcher.start_polling(bot)
    await consumer


if __name__ == "__main__":
    asyncio.run(main())
