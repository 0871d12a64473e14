"""The PostgreSQL data service: `uvicorn src.main:create_app --factory`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from src.api.errors import register_exception_handlers
from src.api.routes import register_routers
from src.core.config import Settings
from src.core.logging import configure_logging
from src.core.request_id import RequestIdMiddleware
from src.infrastructure.database import build_engine, build_session_factory, ping


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Own the engine; the schema is not touched here."""
    engine = build_engine(app.state.settings)
    app.state.session_factory = build_session_factory(engine)
    app.state.is_draining = False
    app.state.readiness_checks = {"postgres": lambda: ping(engine)}
    try:
        yield
        app.state.is_draining = True
    finally:
        await engine.dispose()


def create_app(settings: Settings | None = None) -> FastAPI:
    """Build the application; opens nothing and may be called any number of times."""
    settings = settings or Settings()
    configure_logging(settings.service_name, settings.log_level)
    app = FastAPI(title=settings.service_name, lifespan=lifespan)
    app.state.settings = settings
    register_exception_handlers(app)
    register_routers(app)
    app.add_middleware(RequestIdMiddleware)  # added last, therefore outermost
    return app
