from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace
from uuid import uuid4

import pytest
from examples_plugin import stand_in
from pydantic import ValidationError

stand_in("src.schemas.orders", OrderPublic=SimpleNamespace)


def test_an_event_goes_and_comes_back() -> None:
    from shared.events.orders import OrderCancelled, OrderPlaced
    from src.application.events import order_placed
    from src.consumers.parsing import parse_order_event

    order = SimpleNamespace(order_id=uuid4(), customer_id=uuid4(), total=Decimal("12.50"), currency="EUR")
    event = order_placed(order)
    assert event.occurred_at.tzinfo is UTC
    assert parse_order_event(event.model_dump_json().encode()) == event
    cancelled = OrderCancelled(event_id=uuid4(), occurred_at=datetime.now(UTC), order_id=uuid4(), reason="late")
    assert parse_order_event(cancelled.model_dump_json().encode()) == cancelled
    assert isinstance(parse_order_event(event.model_dump_json().encode()), OrderPlaced)


@pytest.mark.parametrize("body", [b"{}", b"no json", b'{"event_type": "order.shipped"}'])
def test_another_body_is_refused(body: bytes) -> None:
    from src.consumers.parsing import parse_order_event

    with pytest.raises(ValidationError):
        parse_order_event(body)


def test_an_event_does_not_change_and_has_a_zone() -> None:
    from shared.events.orders import OrderPlaced

    values = {"event_id": uuid4(), "order_id": uuid4(), "customer_id": uuid4(), "total": "1.00", "currency": "EUR"}
    event = OrderPlaced(**values, occurred_at=datetime.now(UTC), added_later=1)
    with pytest.raises(ValidationError):
        event.currency = "USD"
    with pytest.raises(ValidationError):
        OrderPlaced(**values, occurred_at=datetime(2026, 1, 1))
