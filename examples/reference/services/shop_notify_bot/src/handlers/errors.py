"""One place for failures of handlers."""

import structlog
from aiogram import F, Router
from aiogram.types import ErrorEvent, Message

logger = structlog.get_logger(__name__)


async def on_failed_message(event: ErrorEvent, message: Message, request_id: str) -> None:
    log_failure(event, request_id)
    await message.answer(f"That did not work. Please try again in a moment ({request_id}).")


async def on_failed_update(event: ErrorEvent, request_id: str) -> None:
    log_failure(event, request_id)


def log_failure(event: ErrorEvent, request_id: str) -> None:
    logger.error(
        "update_failed",
        request_id=request_id,
        update_id=event.update.update_id,
        exc_info=event.exception,
    )


def build_router() -> Router:
    """Return a new router with the handlers of errors of all routers."""
    router = Router(name="errors")
    router.errors.register(on_failed_message, F.update.message.as_("message"))
    router.errors.register(on_failed_update)
    return router
