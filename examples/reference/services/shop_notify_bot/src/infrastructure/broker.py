"""The process's connection to RabbitMQ, and the queue that it owns."""

from aio_pika import ExchangeType, connect_robust
from aio_pika.abc import AbstractChannel, AbstractQueue, AbstractRobustConnection

from src.core.config import Settings

EXCHANGE = "shop.events"
DEAD_EXCHANGE = "shop.events.dlx"
QUEUE = "q.shop_notify_bot.order_billed"


async def open_broker(settings: Settings) -> AbstractRobustConnection:
    """Open the process's connection; raises if the first attempt fails."""
    return await connect_robust(
        host=settings.rabbitmq_host,
        port=settings.rabbitmq_port,
        login=settings.rabbitmq_user,
        password=settings.rabbitmq_password.get_secret_value(),
        virtualhost=settings.rabbitmq_vhost,
        timeout=10,
        heartbeat=30,
        name=settings.service_name,
    )


async def declare_order_billed(channel: AbstractChannel) -> AbstractQueue:
    """Declare everything that the consumer needs, dead letters first, and return its queue."""
    events = await channel.declare_exchange(EXCHANGE, ExchangeType.TOPIC, durable=True)
    dead = await channel.declare_exchange(DEAD_EXCHANGE, ExchangeType.DIRECT, durable=True)
    dead_queue = await channel.declare_queue(
        f"{QUEUE}.dlq", durable=True, arguments={"x-queue-type": "quorum"}
    )
    await dead_queue.bind(dead, routing_key=QUEUE)
    queue = await channel.declare_queue(
        QUEUE,
        durable=True,
        arguments={
            "x-queue-type": "quorum",
            "x-dead-letter-exchange": DEAD_EXCHANGE,
            "x-dead-letter-routing-key": QUEUE,
            "x-delivery-limit": 5,
        },
    )
    await queue.bind(events, routing_key="order.billed")
    return queue
