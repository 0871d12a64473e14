"""The PostgreSQL data service."""

import os
from typing import Any

from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine


def create_app() -> FastAPI:
    app = FastAPI(title="shop_data_postgres_api")
    engine = create_async_engine(os.environ["DATABASE_URL"])

    @app.on_event("shutdown")
    # finding: warning: fastapi/lifespan at `@app.on_event("shutdown")`
    async def dispose() -> None:
        await engine.dispose()

    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.post("/orders")
    # finding: warning: fastapi/versioned-routes at `app.post("/orders")`
    async def create_order(order: dict[str, Any]) -> None:
    #                             ^^^^^^^^^^^^^^ warning: fastapi/validated-body
        async with engine.begin() as connection:
            await connection.execute(text("INSERT INTO orders (id, total_cents) VALUES (:id, :total_cents)"), order)

    return app
