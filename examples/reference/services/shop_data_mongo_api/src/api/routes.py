"""Mounts the versions of the API; the only place that knows their prefix."""

from fastapi import APIRouter, FastAPI

from src.api.health import router as health_router
from src.api.metrics import router as metrics_router
from src.api.v1.order_events import router as order_events_router


def register_routers(app: FastAPI) -> None:
    """Mount all routes: resources under their version, probes and metrics at the root."""
    v1 = APIRouter(prefix="/api/v1")
    v1.include_router(order_events_router)
    app.include_router(v1)
    app.include_router(health_router)
    app.include_router(metrics_router)
