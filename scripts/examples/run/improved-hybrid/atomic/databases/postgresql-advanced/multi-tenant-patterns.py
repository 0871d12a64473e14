# needs: postgres
from contextlib import contextmanager
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine
from src.dependencies import TenantDep
from src.infrastructure.database import build_session_factory
from src.infrastructure.tenancy import TenantMissingError, current_tenant

SCHEMA = """
create table notes (tenant_id uuid not null default current_setting('app.tenant_id')::uuid, body text);
alter table notes enable row level security;
alter table notes force row level security;
create policy tenant on notes using (tenant_id = current_setting('app.tenant_id')::uuid);
drop role if exists tenant_app;
create role tenant_app login;
grant all on notes to tenant_app;
"""


@contextmanager
def tenant(value: UUID):
    token = current_tenant.set(value)
    yield
    current_tenant.reset(token)


async def test_each_tenant_sees_its_own_rows(database_url: str) -> None:
    owner = create_async_engine(database_url)
    async with owner.begin() as connection:
        for statement in SCHEMA.strip().split(";\n"):
            await connection.execute(text(statement))
    await owner.dispose()
    engine = create_async_engine(make_url(database_url).set(username="tenant_app"), pool_size=1, max_overflow=0)
    factory, one, two = build_session_factory(engine), uuid4(), uuid4()
    for value in (one, two):
        with tenant(value):
            async with factory() as session:
                await session.execute(text("insert into notes (body) values ('x')"))
                await session.commit()
                assert await session.scalar(text("select count(*) from notes")) == 1, "also in the next transaction"
    with pytest.raises(TenantMissingError):
        async with factory() as session:
            await session.execute(text("select 1"))

    app = FastAPI()

    @app.get("/")
    async def notes(tenant_id: TenantDep) -> int:
        async with factory() as session:
            return await session.scalar(text("select count(*) from notes where tenant_id = :id"), {"id": tenant_id}) or 0

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop") as client:
        assert (await client.get("/", headers={"X-Tenant-ID": str(one)})).json() == 1
        assert (await client.get("/", headers={"X-Tenant-ID": str(uuid4())})).json() == 0
        assert (await client.get("/")).status_code == 422
    assert current_tenant.get() is None
    await engine.dispose()
