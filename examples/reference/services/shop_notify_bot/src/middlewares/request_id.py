"""An id for each update, bound to the log and to outgoing calls."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, Update
from structlog.contextvars import bound_contextvars


class RequestIdMiddleware(BaseMiddleware):
    """First outer middleware; the context ends with the update."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:  # noqa: ANN401 - what the handler returns is aiogram's business
        request_id = f"req-{uuid4()}"
        # Put into the dictionary itself: error handlers, which run outside this block, get it too.
        data["request_id"] = request_id
        update_id = event.update_id if isinstance(event, Update) else None
        with bound_contextvars(request_id=request_id, update_id=update_id):
            return await handler(event, data)
