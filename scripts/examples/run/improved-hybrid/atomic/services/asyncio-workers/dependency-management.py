# needs: redis, rabbitmq
import os
from types import SimpleNamespace

import pytest
from aio_pika import connect_robust
from aio_pika.abc import AbstractRobustConnection
from examples_plugin import stand_in
from redis.exceptions import ConnectionError as RedisConnectionError
from structlog.contextvars import get_contextvars


class Holder:
    def __init__(self, *values: object, **named: object) -> None:
        self.values, self.named = values, named


async def add_request_id(request: object) -> None: ...


async def open_broker(settings: object) -> AbstractRobustConnection:
    return await connect_robust(os.environ["RABBITMQ_URL"], timeout=10)


stand_in("src.application.fulfilment", Fulfilment=Holder)
stand_in("src.core.config", Settings=SimpleNamespace)
stand_in("src.infrastructure.broker", open_broker=open_broker)
stand_in("src.infrastructure.claims", RedisClaims=Holder)
stand_in("src.infrastructure.events", EventPublisher=Holder)
stand_in("src.infrastructure.orders", HttpOrderGateway=Holder)
stand_in("src.infrastructure.http", add_request_id=add_request_id)


def settings(redis_url: str) -> SimpleNamespace:
    return SimpleNamespace(redis_url=redis_url, prefetch_count=10, data_postgres_service_url="http://data.test")


async def test_opened_and_closed(redis_url: str) -> None:
    from src.resources import open_resources

    async with open_resources(settings(redis_url)) as resources:
        assert not resources.broker.is_closed
        redis = resources.claims.values[0]
        assert await redis.ping()
        http = resources.fulfilment.values[0].values[0]
        assert not http.is_closed
    assert resources.broker.is_closed and http.is_closed


async def test_nothing_is_half_open() -> None:
    from src.resources import open_resources

    with pytest.raises(RedisConnectionError):
        async with open_resources(settings("redis://127.0.0.1:1/0")):
            pass


def test_values_of_one_message() -> None:
    from src.scope import message_scope

    message = SimpleNamespace(headers={"x-request-id": "req-1", "x-attempt": 3}, message_id="m", delivery_tag=1)
    with message_scope(message) as scope:
        assert (scope.request_id, scope.attempt) == ("req-1", 3) and get_contextvars()["attempt"] == 3
    assert "attempt" not in get_contextvars()
