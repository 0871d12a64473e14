import asyncio
from types import SimpleNamespace

import pytest
from examples_plugin import block, stand_in
from pydantic import BaseModel, ValidationError


class TransientError(Exception): ...


class DomainError(Exception): ...


class OrderPaid(BaseModel):
    event_id: str
    order_id: str


stand_in("src.application.errors", TransientError=TransientError)
stand_in("src.domain.errors", DomainError=DomainError)
stand_in("src.application.ports", LabelPrinter=object, CarrierGateway=object)
stand_in("src.domain.parcels", Parcel=object)
stand_in("shared.events.orders", OrderPaid=OrderPaid)
stand_in("src.infrastructure.retries", RetryPublisher=object, attempt_of=lambda message: message.attempt)
stand_in("src.resources", Resources=object)


def test_the_policy() -> None:
    from src.failure import MAX_ATTEMPTS, Outcome, decide, delay_s

    invalid = pytest.raises(ValidationError, OrderPaid.model_validate, {}).value
    rows = [(DomainError(), 1, Outcome.ACK), (invalid, 1, Outcome.DEAD_LETTER), (TransientError(), 1, Outcome.RETRY),
            (TimeoutError(), 4, Outcome.RETRY), (TransientError(), MAX_ATTEMPTS, Outcome.DEAD_LETTER), (RuntimeError(), 1, Outcome.DEAD_LETTER)]
    for error, attempt, outcome in rows:
        assert decide(error, attempt) is outcome
    assert [delay_s(attempt) for attempt in (1, 2, 9)] == [2, 4, 60]


async def test_a_group_is_one_failure_for_the_consumer() -> None:
    from src.application.shipping import book_all

    class Carrier:
        async def book(self, parcel: SimpleNamespace) -> None:
            raise TransientError(parcel.id)

    with pytest.raises(TransientError, match="bookings failed"):
        await book_all([SimpleNamespace(id=number) for number in range(3)], Carrier())


async def test_a_printer_that_is_away_is_transient() -> None:
    from src.application.labels import print_label

    class Printer:
        async def print(self, parcel: object) -> None:
            raise ConnectionRefusedError

    with pytest.raises(TransientError):
        await print_label(object(), Printer())
