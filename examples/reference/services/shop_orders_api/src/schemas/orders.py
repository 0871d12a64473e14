"""What clients send and get."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from src.domain.orders import NewOrder, OrderStatus


class OrderCreate(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    customer_id: UUID
    total_cents: Annotated[int, Field(gt=0, le=100_000_00)]
    chat_id: int | None = None

    def to_command(self) -> NewOrder:
        return NewOrder(
            customer_id=self.customer_id, total_cents=self.total_cents, chat_id=self.chat_id
        )


class OrderPublic(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    customer_id: UUID
    status: OrderStatus
    total_cents: int
    placed_at: AwareDatetime
