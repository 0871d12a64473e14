"""From domain errors to problem documents (RFC 7807); one shape for all of them."""

from http import HTTPStatus

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from src.domain.order_events import DomainError, StoreUnavailableError

logger = structlog.get_logger(__name__)
STATUS_OF: dict[type[DomainError], HTTPStatus] = {
    StoreUnavailableError: HTTPStatus.SERVICE_UNAVAILABLE,
}


class Problem(BaseModel):
    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[dict[str, str]] | None = None


def problem_response(
    request: Request,
    status: int,
    code: str,
    detail: str,
    errors: list[dict[str, str]] | None = None,
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    """Return a problem document that carries the request id."""
    problem = Problem(
        type=f"urn:problem:{code}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=request.url.path,
        errors=errors,
    )
    return JSONResponse(
        problem.model_dump(exclude_none=True),
        status_code=status,
        media_type="application/problem+json",
        headers={"X-Request-ID": request.state.request_id, **(headers or {})},
    )


async def on_domain_error(request: Request, error: DomainError) -> JSONResponse:
    status = STATUS_OF.get(type(error), HTTPStatus.UNPROCESSABLE_ENTITY)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        logger.warning("store_unavailable", exc_info=error)
    headers = {"Retry-After": "1"} if status == HTTPStatus.SERVICE_UNAVAILABLE else None
    return problem_response(request, status, error.code, str(error), headers=headers)


async def on_validation_error(request: Request, error: RequestValidationError) -> JSONResponse:
    errors = [
        {"field": ".".join(str(part) for part in item["loc"]), "message": item["msg"]}
        for item in error.errors()
    ]
    return problem_response(
        request, HTTPStatus.BAD_REQUEST, "malformed_request", "The request is malformed.", errors
    )


async def on_http_error(request: Request, error: HTTPException) -> JSONResponse:
    headers = dict(error.headers or {})
    return problem_response(
        request, error.status_code, "http_error", str(error.detail), headers=headers
    )


async def on_unexpected_error(request: Request, error: Exception) -> JSONResponse:
    logger.error("request_failed", path=request.url.path, exc_info=error)
    return problem_response(
        request,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "internal_error",
        "The request could not be processed.",
    )


def register_exception_handlers(app: FastAPI) -> None:
    """Register one handler for each family of errors."""
    app.exception_handler(DomainError)(on_domain_error)
    app.exception_handler(RequestValidationError)(on_validation_error)
    app.exception_handler(HTTPException)(on_http_error)
    app.exception_handler(Exception)(on_unexpected_error)
