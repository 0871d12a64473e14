"""The orders API. It polls Telegram as well, since the admins wanted alerts and "a bot is only a task"."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from src.admin_bot import bot, dispatcher
from src.api import orders, promotions, reports
from src.infrastructure import order_events


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
    #                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: boundary/one-framework-per-process
    yield
    polling.cancel()


app = FastAPI(title="shop_orders_api", lifespan=lifespan)
#     ^^^^^^^ information: fastapi/application-factory
app.add_middleware(
    CORSMiddleware,
    allow_origins=["*"],
#   ^^^^^^^^^^^^^^^^^^^ error: fastapi/cors
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["*"],
)
app.include_router(orders.router)
# finding: warning: fastapi/versioned-routes at `app.include_router(orders.router)`
app.include_router(reports.router, prefix="/api/v1")
app.include_router(promotions.router, prefix="/api/v1")


# Never called: an application with a lifespan skips event handlers.
@app.on_event("startup")
# finding: warning: fastapi/lifespan at `@app.on_event("startup")`
async def connect() -> None:
    await order_events.connect()


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}
