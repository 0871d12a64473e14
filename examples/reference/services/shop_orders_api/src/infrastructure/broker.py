"""The process's connection to RabbitMQ."""

from aio_pika import connect_robust
from aio_pika.abc import AbstractRobustConnection

from src.core.config import Settings


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


async def is_connected(broker: AbstractRobustConnection) -> None:
    """Raise unless the connection stands; `is_closed` says nothing while it is being restored."""
    if not broker.connected.is_set():
        raise ConnectionError("RabbitMQ is being reconnected")
