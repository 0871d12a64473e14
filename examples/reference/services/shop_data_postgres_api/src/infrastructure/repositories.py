"""Repositories: domain objects in and out, violations translated by the constraint's name."""

from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from src.domain.errors import InvoiceMismatchError, OrderNotFoundError
from src.domain.orders import Invoice, Order, OrderStatus
from src.infrastructure.models import IdempotencyKeyRow, InvoiceRow, OrderRow


class SqlAlchemyOrders:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, order_id: UUID) -> Order:
        row = await self._session.scalar(select(OrderRow).where(OrderRow.id == order_id))
        if row is None:
            raise OrderNotFoundError(order_id)
        return Order(
            id=row.id,
            customer_id=row.customer_id,
            chat_id=row.chat_id,
            status=OrderStatus(row.status),
            total_cents=row.total_cents,
            version=row.version,
            created_at=row.created_at,
        )

    async def add(self, order_id: UUID, customer_id: UUID, total: int, chat: int | None) -> None:
        self._session.add(
            OrderRow(
                id=order_id,
                customer_id=customer_id,
                chat_id=chat,
                status=OrderStatus.PLACED,
                total_cents=total,
                version=1,
            )
        )
        await self._session.flush()

    async def claim_key(self, key: UUID, body_hash: str, order_id: UUID) -> tuple[UUID, str]:
        """Store the key or, after the transaction that holds it, return what it stands for."""
        await self._session.execute(
            insert(IdempotencyKeyRow)
            .values(key=key, body_hash=body_hash, order_id=order_id)
            .on_conflict_do_nothing()
        )
        statement = select(IdempotencyKeyRow.order_id, IdempotencyKeyRow.body_hash).where(
            IdempotencyKeyRow.key == key
        )
        row = (await self._session.execute(statement)).one()
        return row.order_id, row.body_hash

    async def bill(self, invoice: Invoice) -> bool:
        """Store the invoice and mark its order; False where the same invoice is there already."""
        try:
            stored = await self._session.scalar(
                insert(InvoiceRow)
                .values(id=invoice.id, order_id=invoice.order_id, amount_cents=invoice.amount_cents)
                .on_conflict_do_nothing(index_elements=[InvoiceRow.id])
                .returning(InvoiceRow.id)
            )
        except IntegrityError as error:
            if "uq_invoices_order_id" in str(error.orig):
                raise InvoiceMismatchError(invoice.order_id) from error
            if "fk_invoices_order_id_orders" in str(error.orig):
                raise OrderNotFoundError(invoice.order_id) from error
            raise
        if stored is None:
            return False
        await self._session.execute(
            update(OrderRow)
            .where(OrderRow.id == invoice.order_id)
            .values(status=OrderStatus.BILLED, version=OrderRow.version + 1, updated_at=func.now())
            .execution_options(synchronize_session=False)
        )
        return True
