"""What routes may ask for."""

from typing import Annotated

from fastapi import Depends, Request

from src.application.order_events import OrderEventStore


async def get_order_events(request: Request) -> OrderEventStore:
    events: OrderEventStore = request.app.state.order_events
    return events


OrderEventsDep = Annotated[OrderEventStore, Depends(get_order_events)]
