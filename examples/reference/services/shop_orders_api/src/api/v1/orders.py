"""Routes of the orders resource: they translate and decide nothing."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Response, status

from src.dependencies import FindOrderDep, PlaceOrderDep
from src.schemas.orders import OrderCreate, OrderPublic

router = APIRouter(prefix="/orders", tags=["orders"])


@router.post("", status_code=status.HTTP_201_CREATED)
async def place_order(
    order: OrderCreate,
    idempotency_key: Annotated[UUID, Header()],
    place: PlaceOrderDep,
    response: Response,
) -> OrderPublic:
    placed = await place(order.to_command(), idempotency_key)
    response.headers["Location"] = f"/api/v1/orders/{placed.id}"
    return OrderPublic.model_validate(placed)


@router.get("/{order_id}")
async def get_order(order_id: UUID, find: FindOrderDep) -> OrderPublic:
    return OrderPublic.model_validate(await find(order_id))
