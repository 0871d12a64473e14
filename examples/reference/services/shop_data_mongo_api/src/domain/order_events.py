"""What has happened to an order, and what the store refuses."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


class DomainError(Exception):
    code = "domain_error"


class StoreUnavailableError(DomainError):
    code = "store_unavailable"

    def __init__(self) -> None:
        super().__init__("the store could not be used")


@dataclass(frozen=True, slots=True)
class OrderEvent:
    event_id: UUID
    order_id: UUID
    event_type: str
    occurred_at: datetime
