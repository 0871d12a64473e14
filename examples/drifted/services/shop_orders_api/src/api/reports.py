"""Routes of reports."""

from fastapi import APIRouter

from src.infrastructure.report_export import export_month, monthly_total

router = APIRouter(prefix="/reports", tags=["reports"])


@router.get("/{month}")
async def read_report(month: str) -> dict[str, int]:
    return {"total_cents": await monthly_total(month)}


@router.get("/{month}/file")
def download_report(month: str) -> str:
    return export_month(month)
