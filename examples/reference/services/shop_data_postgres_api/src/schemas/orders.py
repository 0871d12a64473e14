"""The contract that business services see."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from src.domain.orders import Invoice, NewOrder, OrderStatus


class OrderCreate(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    customer_id: UUID
    total_cents: Annotated[int, Field(gt=0)]
    chat_id: int | None = None

    def to_command(self) -> NewOrder:
        return NewOrder(
            customer_id=self.customer_id, total_cents=self.total_cents, chat_id=self.chat_id
        )


class OrderPublic(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    customer_id: UUID
    chat_id: int | None
    status: OrderStatus
    total_cents: int
    version: int
    created_at: AwareDatetime


class InvoicePut(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    order_id: UUID
    amount_cents: Annotated[int, Field(gt=0)]

    def to_command(self, invoice_id: UUID) -> Invoice:
        return Invoice(id=invoice_id, order_id=self.order_id, amount_cents=self.amount_cents)


class InvoicePublic(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    order_id: UUID
    amount_cents: int
