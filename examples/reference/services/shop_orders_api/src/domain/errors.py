"""What can go wrong, in the language of the domain; no status codes."""

from uuid import UUID


class DomainError(Exception):
    code = "domain_error"


class OrderNotFoundError(DomainError):
    code = "order_not_found"

    def __init__(self, order_id: UUID) -> None:
        super().__init__(f"order {order_id} does not exist")
        self.order_id = order_id


class ConflictError(DomainError):
    code = "conflict"


class ConstraintViolatedError(DomainError):
    code = "constraint_violated"


class PeerError(DomainError):
    """A service that this one needs did not do its part."""

    def __init__(self, service: str) -> None:
        super().__init__(f"{service} could not be used")
        self.service = service


class PeerUnavailableError(PeerError):
    code = "peer_unavailable"


class PeerTimeoutError(PeerError):
    code = "peer_timeout"


class PeerRejectedError(PeerError):
    code = "peer_rejected"
