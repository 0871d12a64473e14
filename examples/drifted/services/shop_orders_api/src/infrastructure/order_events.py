"""Events of orders."""

import json
from typing import Any

import aio_pika

from src.core.config import Settings
from src.infrastructure.stock import client


async def connect() -> aio_pika.abc.AbstractConnection:
    return await aio_pika.connect(Settings().rabbitmq_url)
    #            ^^^^^^^^^^^^^^^^ warning: rabbitmq/robust-connection


async def publish_order_placed(order: dict[str, Any]) -> None:
    async with await connect() as connection:
        channel = await connection.channel()
        exchange = await channel.declare_exchange("shop.events", aio_pika.ExchangeType.TOPIC, durable=True)
        message = aio_pika.Message(json.dumps(order).encode(), content_type="application/json")
        #         ^^^^^^^^^^^^^^^^ warning: rabbitmq/persistent-message
        #         ^^^^^^^^^^^^^^^^ warning: rabbitmq/request-id-header
        await exchange.publish(message, routing_key="OrderPlaced")
        #                                           ^^^^^^^^^^^^^ information: rabbitmq/routing-key-name


async def publish_unsent(batch: int) -> None:
    for order in await read_unsent(batch):
        await publish_order_placed(order)


async def read_unsent(batch: int) -> list[dict[str, Any]]:
    response = await client.get("/api/v1/orders", params={"unsent": "true", "limit": batch})
    #                ^^^^^^^^^^ information: http/request-id
    response.raise_for_status()
    orders: list[dict[str, Any]] = response.json()
    return orders
