"""Liveness touches nothing; readiness asks what no request can do without."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Literal

import structlog
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

logger = structlog.get_logger(__name__)
router = APIRouter(tags=["health"])

CHECK_TIMEOUT_S = 1.0
type Check = Callable[[], Awaitable[object]]


class Liveness(BaseModel):
    status: Literal["alive"] = "alive"


class Readiness(BaseModel):
    status: Literal["ready", "unready"]
    checks: Mapping[str, bool]


async def passes(name: str, check: Check) -> bool:
    """Whether the check ends well within its time limit."""
    try:
        async with asyncio.timeout(CHECK_TIMEOUT_S):
            await check()
    except Exception:  # noqa: BLE001 - whatever fails, the service is not ready
        logger.warning("readiness_check_failed", check=name, exc_info=True)
        return False
    return True


@router.get("/health")
async def health() -> Liveness:
    return Liveness()


@router.get("/ready")
async def ready(request: Request, response: Response) -> Readiness:
    checks: Mapping[str, Check] = request.app.state.readiness_checks
    results = await asyncio.gather(*(passes(name, check) for name, check in checks.items()))
    is_ready = all(results) and not request.app.state.is_draining
    if not is_ready:
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    outcome = dict(zip(checks, results, strict=True))
    return Readiness(status="ready" if is_ready else "unready", checks=outcome)
