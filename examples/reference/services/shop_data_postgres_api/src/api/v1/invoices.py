"""Routes of the invoices resource; the caller makes the id, so a repetition is harmless."""

from uuid import UUID

from fastapi import APIRouter

from src.application.orders import put_invoice
from src.dependencies import UnitOfWorkDep
from src.schemas.orders import InvoicePublic, InvoicePut

router = APIRouter(prefix="/invoices", tags=["invoices"])


@router.put("/{invoice_id}")
async def store_invoice(invoice_id: UUID, body: InvoicePut, unit: UnitOfWorkDep) -> InvoicePublic:
    return InvoicePublic.model_validate(await put_invoice(unit, body.to_command(invoice_id)))
