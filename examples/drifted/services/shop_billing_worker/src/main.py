"""The billing worker."""

import asyncio
import os

import aio_pika

from src.consumer import BillingConsumer


async def main() -> None:
    connection = await aio_pika.connect_robust(os.environ["RABBITMQ_URL"])
    async with connection:
        channel = await connection.channel()
        await BillingConsumer().run(channel)


if __name__ == "__main__":
    asyncio.run(main())
#   ^^^^^^^^^^^ hint: event-loop/graceful-shutdown
