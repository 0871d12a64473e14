import json
from uuid import uuid4

import httpx
import pytest
from examples_plugin import stand_in

names = ["NotFound", "Conflict", "ConstraintViolated", "PeerRejected", "PeerTimeout", "PeerUnavailable"]
errors = stand_in("src.domain.errors", **{name: type(name, (Exception,), {"__init__": lambda self, *a, **k: None}) for name in names})


async def test_reads_writes_and_bounds() -> None:
    from src.infrastructure.orders_client import OrderCreate, OrdersClient

    order = {"id": str(uuid4()), "customer_id": str(uuid4()), "status": "placed", "total_cents": 990, "version": 1, "added_later": True}
    seen: list[httpx.Request] = []

    def reply(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        if request.method == "POST":
            return httpx.Response(201, json=order)
        if request.url.path == "/api/v1/orders":
            return httpx.Response(200, json=[order])
        return httpx.Response(200, json=order) if request.url.path.endswith(order["id"]) else httpx.Response(404)

    async with httpx.AsyncClient(base_url="http://data.test", transport=httpx.MockTransport(reply)) as http:
        client = OrdersClient(http)
        found = await client.get(order["id"])
        assert found is not None and found.total_cents == 990
        assert await client.get(uuid4()) is None
        many = await client.get_many([uuid4(), uuid4()])
        assert [one.status for one in many] == ["placed"]
        assert len(seen[-1].url.params.get_list("ids")) == 2
        with pytest.raises(ValueError, match="at most 100"):
            await client.get_many([uuid4()] * 101)
        await client.create(OrderCreate(customer_id=uuid4(), total_cents=990), "key-1")
        assert seen[-1].headers["Idempotency-Key"] == "key-1" and json.loads(seen[-1].content)["total_cents"] == 990


async def test_a_dead_peer_has_a_name() -> None:
    from src.infrastructure.orders_client import OrdersClient

    transport = httpx.MockTransport(lambda request: httpx.Response(503))
    async with httpx.AsyncClient(base_url="http://data.test", transport=transport) as http:
        with pytest.raises(errors.PeerUnavailable):
            await OrdersClient(http).get(uuid4())
