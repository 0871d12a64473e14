"""The contract that business services see."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints

from src.domain.order_events import OrderEvent

EventType = Annotated[str, StringConstraints(pattern=r"^[a-z_]+(\.[a-z_]+)+$", max_length=64)]


class OrderEventPut(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    order_id: UUID
    event_type: EventType
    occurred_at: AwareDatetime

    def to_command(self, event_id: UUID) -> OrderEvent:
        return OrderEvent(
            event_id=event_id,
            order_id=self.order_id,
            event_type=self.event_type,
            occurred_at=self.occurred_at,
        )


class OrderEventPublic(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    event_id: UUID
    order_id: UUID
    event_type: str
    occurred_at: AwareDatetime


class OrderEventPage(BaseModel):
    items: list[OrderEventPublic]
