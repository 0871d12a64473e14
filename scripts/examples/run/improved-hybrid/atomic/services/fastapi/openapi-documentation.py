# with: atomic/services/fastapi/error-handling
import json
from contextlib import asynccontextmanager
from types import SimpleNamespace

from examples_plugin import block, stand_in
from fastapi import APIRouter, FastAPI
from pydantic import BaseModel


class Order(BaseModel):
    id: int


router = APIRouter(prefix="/orders", tags=["orders"])


@router.get("/{order_id}")
async def get_order(order_id: int) -> Order:
    return Order(id=order_id)


@asynccontextmanager
async def lifespan(app: FastAPI):
    yield


stand_in("src.api.routes", register_routers=lambda app: app.include_router(router))
stand_in("src.core.config", Settings=SimpleNamespace)
stand_in("src.core.lifespan", lifespan=lifespan)
stand_in("src.core.request_id", RequestIdMiddleware=lambda app: app)
settings = SimpleNamespace(version="2.0.0", public_path="/shop", docs_enabled=True)


def test_the_document() -> None:
    from src.export_openapi import render

    text = render(settings)
    assert text == render(settings), "the same bytes each time"
    document = json.loads(text)
    operation = document["paths"]["/orders/{order_id}"]["get"]
    assert operation["operationId"] == "orders_get_order"
    assert {"200", "400", "404", "409", "422", "503"} <= set(operation["responses"])
    assert "application/problem+json" in operation["responses"]["404"]["content"]
    assert document["servers"] == [{"url": "/shop"}] and document["info"]["version"] == "2.0.0"


def test_the_pages_test_passes_and_can_fail(tmp_path, monkeypatch) -> None:
    tests = block("test_the_contract_is_the_committed_one").load()
    monkeypatch.setattr(tests, "COMMITTED", tmp_path / "openapi.json")
    from src.export_openapi import render

    tests.COMMITTED.write_text(render(settings))
    tests.test_the_contract_is_the_committed_one(settings)
    tests.test_every_operation_promises_a_body(settings)
    tests.COMMITTED.write_text("{}")
    try:
        tests.test_the_contract_is_the_committed_one(settings)
    except AssertionError:
        return
    raise AssertionError("a changed contract is not noticed")
