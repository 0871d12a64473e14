"""What Prometheus asks for; nginx has no location for it."""

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

router = APIRouter(include_in_schema=False)


@router.get("/metrics")
def metrics() -> Response:
    """Return the present value of all metrics, rendered in the thread pool."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
