"""Bills placed orders."""

import asyncio
import json
import os
from typing import Any

import aio_pika
import asyncpg
#      ^^^^^^^ error: boundary/no-direct-database
from redis.asyncio import Redis

from services.shop_data_postgres_api.src.limits import MAX_TOTAL_CENTS
#    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: boundary/no-cross-service-import


class BillingConsumer:
    def __init__(self) -> None:
        self._redis: Redis = Redis.from_url(os.environ["REDIS_URL"])

    async def run(self, channel: aio_pika.abc.AbstractRobustChannel) -> None:
        queue = await channel.declare_queue("q.shop_billing_worker.order_placed", durable=True)
        #             ^^^^^^^^^^^^^^^^^^^^^ hint: rabbitmq/dead-letter
        await queue.consume(self.on_message)
        #     ^^^^^^^^^^^^^ warning: rabbitmq/prefetch
        #                   ^^^^^^^^^^^^^^^ error: rabbitmq/explicit-ack
        #                   ^^^^^^^^^^^^^^^ hint: rabbitmq/idempotent-consumer
        await asyncio.Future()

    async def on_message(self, message: aio_pika.abc.AbstractIncomingMessage) -> None:
        order: dict[str, Any] = json.loads(message.body)
        #                       ^^^^^^^^^^ warning: rabbitmq/validate-message
        if order["total_cents"] > MAX_TOTAL_CENTS:
            return
        connection = await asyncpg.connect(user="shop", database="shop")
        await connection.execute("INSERT INTO invoices (order_id) VALUES ($1)", order["id"])
        await connection.close()
        await self._redis.set(f"shop:billed:{order['id']}", "1")
        #     ^^^^^^^^^^^^^^^ warning: redis/ttl-required
