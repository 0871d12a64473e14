"""Events of the orders context: immutable, versioned, with integer cents and aware times."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field


class Event(BaseModel):
    """What every event says about itself; the creating side fills identity and time."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    event_id: UUID
    event_type: str
    version: int = Field(ge=1)
    occurred_at: AwareDatetime


class OrderPlaced(Event):
    """A customer has placed an order."""

    event_type: Literal["order.placed"] = "order.placed"
    version: Literal[1] = 1
    order_id: UUID
    customer_id: UUID
    chat_id: int | None = None
    total_cents: int = Field(ge=0)


class OrderBilled(Event):
    """An invoice was issued for an order."""

    event_type: Literal["order.billed"] = "order.billed"
    version: Literal[1] = 1
    order_id: UUID
    invoice_id: UUID
    chat_id: int | None = None
    total_cents: int = Field(ge=0)
