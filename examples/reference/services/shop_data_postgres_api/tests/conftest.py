"""The application over a dictionary; PostgreSQL itself is for integration tests."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from types import TracebackType
from typing import Self
from uuid import UUID

import httpx
import pytest
from pydantic import SecretStr

from src.core.config import Settings
from src.dependencies import get_unit_of_work
from src.domain.errors import InvoiceMismatchError, OrderNotFoundError
from src.domain.orders import Invoice, Order, OrderStatus
from src.main import create_app


@dataclass
class DictionaryOrders:
    rows: dict[UUID, Order] = field(default_factory=dict)
    keys: dict[UUID, tuple[UUID, str]] = field(default_factory=dict)
    invoices: dict[UUID, Invoice] = field(default_factory=dict)

    async def get(self, order_id: UUID) -> Order:
        if order_id not in self.rows:
            raise OrderNotFoundError(order_id)
        return self.rows[order_id]

    async def add(self, order_id: UUID, customer_id: UUID, total: int, chat: int | None) -> None:
        now = datetime(2025, 6, 2, 9, 14, tzinfo=UTC)
        self.rows[order_id] = Order(order_id, customer_id, chat, OrderStatus.PLACED, total, 1, now)

    async def claim_key(self, key: UUID, body_hash: str, order_id: UUID) -> tuple[UUID, str]:
        return self.keys.setdefault(key, (order_id, body_hash))

    async def bill(self, invoice: Invoice) -> bool:
        if invoice.id in self.invoices:
            return False
        if any(other.order_id == invoice.order_id for other in self.invoices.values()):
            raise InvoiceMismatchError(invoice.order_id)
        order = await self.get(invoice.order_id)
        self.invoices[invoice.id] = invoice
        self.rows[order.id] = replace(order, status=OrderStatus.BILLED, version=order.version + 1)
        return True


@dataclass
class DictionaryUnitOfWork:
    orders: DictionaryOrders = field(default_factory=DictionaryOrders)
    commits: int = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        return None

    async def commit(self) -> None:
        self.commits += 1


@pytest.fixture
def unit() -> DictionaryUnitOfWork:
    return DictionaryUnitOfWork()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings that no .env file and no secret of the machine can change."""
    return Settings(
        _env_file=None,
        _secrets_dir=tmp_path,
        environment="development",
        postgres_host="127.0.0.1",
        postgres_port=1,
        postgres_db="shop",
        postgres_user="shop",
        postgres_password=SecretStr(token_hex(8)),
    )


@pytest.fixture
async def client(
    settings: Settings, unit: DictionaryUnitOfWork
) -> AsyncIterator[httpx.AsyncClient]:
    """A client that calls the started application in this loop."""
    app = create_app(settings)
    app.dependency_overrides[get_unit_of_work] = lambda: unit
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://data.test", timeout=5.0
        ) as http:
            yield http
