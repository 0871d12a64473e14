"""What routes may ask for. The only module beside the lifespan that knows adapters and routes."""

from typing import Annotated

from fastapi import Depends, Request

from src.application.orders import FindOrder, PlaceOrder
from src.infrastructure.order_events import OrderEventPublisher
from src.infrastructure.orders_client import OrdersClient


async def get_orders(request: Request) -> OrdersClient:
    orders: OrdersClient = request.app.state.orders
    return orders


async def get_events(request: Request) -> OrderEventPublisher:
    events: OrderEventPublisher = request.app.state.events
    return events


async def get_place_order(
    orders: Annotated[OrdersClient, Depends(get_orders)],
    events: Annotated[OrderEventPublisher, Depends(get_events)],
) -> PlaceOrder:
    return PlaceOrder(orders=orders, events=events)


async def get_find_order(orders: Annotated[OrdersClient, Depends(get_orders)]) -> FindOrder:
    return FindOrder(orders=orders)


PlaceOrderDep = Annotated[PlaceOrder, Depends(get_place_order)]
FindOrderDep = Annotated[FindOrder, Depends(get_find_order)]
