"""One function for each transaction; it says where the transaction ends."""

from hashlib import sha256
from uuid import UUID, uuid4

from src.application.ports import UnitOfWork
from src.domain.errors import IdempotencyKeyReusedError
from src.domain.orders import Invoice, NewOrder, Order


async def create_order_once(unit: UnitOfWork, key: UUID, order: NewOrder) -> Order:
    """Create the order, or return the one that the key has created before."""
    body_hash = sha256(repr(order).encode()).hexdigest()
    order_id = uuid4()
    owner, known_hash = await unit.orders.claim_key(key, body_hash, order_id)
    if known_hash != body_hash:
        raise IdempotencyKeyReusedError(key)
    if owner == order_id:
        await unit.orders.add(order_id, order.customer_id, order.total_cents, order.chat_id)
    created = await unit.orders.get(owner)
    await unit.commit()
    return created


async def get_order(unit: UnitOfWork, order_id: UUID) -> Order:
    """Return the order as it is stored."""
    return await unit.orders.get(order_id)


async def put_invoice(unit: UnitOfWork, invoice: Invoice) -> Invoice:
    """Store the invoice and mark its order as billed; repeating it changes nothing."""
    if await unit.orders.bill(invoice):
        await unit.commit()
    return invoice
