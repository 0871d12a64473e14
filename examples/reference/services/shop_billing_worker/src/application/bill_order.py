"""Billing of a placed order, and the ports that it needs."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from src.domain.orders import Invoice, PlacedOrder


class InvoiceStore(Protocol):
    async def put(self, invoice: Invoice, cause: UUID) -> None: ...


class OrderHistory(Protocol):
    async def record_billed(self, invoice: Invoice, event_id: UUID) -> None: ...


class BillingEvents(Protocol):
    async def order_billed(self, invoice: Invoice, event_id: UUID) -> None: ...


@dataclass(frozen=True, slots=True)
class BillOrder:
    invoices: InvoiceStore
    history: OrderHistory
    events: BillingEvents

    async def __call__(self, order: PlacedOrder, cause: UUID) -> Invoice:
        """Issue the invoice; each step may be repeated, and what cannot be undone comes last."""
        invoice = Invoice.of(order)
        event_id = invoice.event_id("order.billed")
        await self.invoices.put(invoice, cause)
        await self.history.record_billed(invoice, event_id)
        await self.events.order_billed(invoice, event_id)
        return invoice
