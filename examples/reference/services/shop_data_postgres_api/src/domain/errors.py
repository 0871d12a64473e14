"""What the store refuses, in the language of the domain."""

from uuid import UUID


class DomainError(Exception):
    code = "domain_error"


class OrderNotFoundError(DomainError):
    code = "order_not_found"

    def __init__(self, order_id: UUID) -> None:
        super().__init__(f"order {order_id} does not exist")


class IdempotencyKeyReusedError(DomainError):
    code = "idempotency_key_reused"

    def __init__(self, key: UUID) -> None:
        super().__init__(f"key {key} was used with another body")


class InvoiceMismatchError(DomainError):
    code = "invoice_mismatch"

    def __init__(self, order_id: UUID) -> None:
        super().__init__(f"order {order_id} has another invoice")


class StoreUnavailableError(DomainError):
    code = "store_unavailable"

    def __init__(self) -> None:
        super().__init__("the store could not be used")
