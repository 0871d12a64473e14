# needs: rabbitmq
import os
from types import SimpleNamespace

import pytest
from aio_pika.exceptions import DeliveryError
from aio_pika import Message
from asgi_lifespan import LifespanManager
from examples_plugin import block, stand_in
from fastapi import FastAPI
from pydantic import SecretStr

stand_in("src.core.config", Settings=SimpleNamespace)


def settings() -> SimpleNamespace:
    return SimpleNamespace(
        rabbitmq_host=os.environ["RABBITMQ_HOST"], rabbitmq_port=int(os.environ["RABBITMQ_PORT"]), rabbitmq_user="guest",
        rabbitmq_password=SecretStr("guest"), rabbitmq_vhost=os.environ["RABBITMQ_VHOST"], service_name="shop_orders_api",
    )


async def test_one_connection_and_channel_for_the_process() -> None:
    open_broker = block("from aio_pika import connect_robust").load().open_broker
    stand_in("src.infrastructure.broker", open_broker=open_broker)
    lifespan = block("app.state.publish_channel").load().lifespan
    app = FastAPI(lifespan=lifespan)
    app.state.settings = settings()
    async with LifespanManager(app):
        assert not app.state.rabbitmq.is_closed
        with pytest.raises(DeliveryError):
            await app.state.publish_channel.default_exchange.publish(Message(b"x"), routing_key="nobody", mandatory=True, timeout=5)
    assert app.state.rabbitmq.is_closed


async def test_the_first_attempt_may_fail() -> None:
    open_broker = block("from aio_pika import connect_robust").load().open_broker
    wrong = settings()
    wrong.rabbitmq_port = 1
    with pytest.raises(ConnectionError):
        await open_broker(wrong)
