"""Routes of the order events resource; the caller makes the id, so a repetition is harmless."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from src.application.order_events import history, record
from src.dependencies import OrderEventsDep
from src.schemas.order_events import OrderEventPage, OrderEventPublic, OrderEventPut

router = APIRouter(prefix="/order-events", tags=["order-events"])


@router.get("")
async def list_events(
    order_id: UUID, events: OrderEventsDep, limit: Annotated[int, Query(ge=1, le=100)] = 50
) -> OrderEventPage:
    found = await history(events, order_id, limit)
    return OrderEventPage(items=[OrderEventPublic.model_validate(event) for event in found])


@router.put("/{event_id}")
async def put_event(
    event_id: UUID, event: OrderEventPut, events: OrderEventsDep
) -> OrderEventPublic:
    return OrderEventPublic.model_validate(await record(events, event.to_command(event_id)))
