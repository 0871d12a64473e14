"""Routes of the orders resource."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Response, status

from src.application import orders as use_cases
from src.dependencies import UnitOfWorkDep
from src.schemas.orders import OrderCreate, OrderPublic

router = APIRouter(prefix="/orders", tags=["orders"])


@router.post("", status_code=status.HTTP_201_CREATED)
async def create_order(
    order: OrderCreate,
    idempotency_key: Annotated[UUID, Header()],
    unit: UnitOfWorkDep,
    response: Response,
) -> OrderPublic:
    created = await use_cases.create_order_once(unit, idempotency_key, order.to_command())
    response.headers["Location"] = f"/api/v1/orders/{created.id}"
    response.headers["ETag"] = f'"{created.version}"'
    return OrderPublic.model_validate(created)


@router.get("/{order_id}")
async def get_order(order_id: UUID, unit: UnitOfWorkDep, response: Response) -> OrderPublic:
    order = await use_cases.get_order(unit, order_id)
    response.headers["ETag"] = f'"{order.version}"'
    return OrderPublic.model_validate(order)
