import { describeRule } from '../../support/describeRule';

describeRule('boundary/no-direct-database', ({ catches, leaves, relates }) => {
  catches('an import inside a function, under an alias', `
    def connect():
        from sqlalchemy.ext.asyncio import create_async_engine as engine
    #        ^^^^^^^^^^^^^^^^^^^^^^ error: boundary/no-direct-database: \`sqlalchemy.ext.asyncio\` ties this service to a database; call the data service that owns it over HTTP instead.

        return engine("x")
  `);

  catches('one import of several on a line, and a submodule', `
    import json, motor.motor_asyncio, logging
    #            ^^^^^^^^^^^^^^^^^^^ error: boundary/no-direct-database
    import sqlalchemy as sa
    #      ^^^^^^^^^^ error: boundary/no-direct-database
    from pymongo.errors import DuplicateKeyError
    #    ^^^^^^^^^^^^^^ error: boundary/no-direct-database
  `, { kind: 'worker' });

  catches('an import that may fail: where the driver is installed, it is used', `
    try:
        import asyncpg
    #          ^^^^^^^ error: boundary/no-direct-database
    except ImportError:
        asyncpg = None
  `);

  catches('each library once a file, at its first import', `
    import asyncpg
    #      ^^^^^^^ error: boundary/no-direct-database
    from sqlalchemy import select, update
    #    ^^^^^^^^^^ error: boundary/no-direct-database
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import selectinload
  `);

  relates('the other imports of the library', `
    from sqlalchemy import select, update
    #    ^^^^^^^^^^ error: boundary/no-direct-database
    from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
  `, ['services/orders_api/src/main.py: sqlalchemy.ext.asyncio import AsyncSession, create_async_engine: `sqlalchemy.ext.asyncio` too']);

  catches('a from-import over several lines', `
    from sqlalchemy import (
    #    ^^^^^^^^^^ error: boundary/no-direct-database
        select,
        update,
    )
  `, { kind: 'bot' });

  catches('a driver in a module that the service\'s own package hands on', `
    //- services/orders_api/src/main.py kind:api
    from src.db import engine
    //- services/orders_api/src/db/__init__.py
    from .session import engine
    //- services/orders_api/src/db/session.py
    from sqlalchemy.ext.asyncio import create_async_engine
    #    ^^^^^^^^^^^^^^^^^^^^^^ error: boundary/no-direct-database

    engine = create_async_engine("x")
  `);

  catches('one severity lower where the kind of service is not known', `
    //- services/thing/util.py kind:unknown
    import psycopg
    #      ^^^^^^^ warning: boundary/no-direct-database
  `);

  catches('a dialogue storage that connects the bot to MongoDB', `
    from aiogram.fsm.storage.mongo import MongoStorage
    #    ^^^^^^^^^^^^^^^^^^^^^^^^^ error: boundary/no-direct-database
  `, { kind: 'bot' });

  catches('beside a line that is half typed', `
    import asyncpg
    #      ^^^^^^^ error: boundary/no-direct-database


    def price(
  `);

  leaves('imports for types only', `
    from typing import TYPE_CHECKING
    import typing as t

    if TYPE_CHECKING:
        from sqlalchemy.orm import Session
    if t.TYPE_CHECKING:
        import asyncpg
  `);

  leaves('the data service', `
    //- services/orders_data/src/main.py kind:data-postgres
    import asyncpg
    from sqlalchemy.ext.asyncio import AsyncSession
  `);

  leaves('tests, migrations and scripts', `
    //- services/orders_api/src/main.py kind:api
    async def main() -> None: ...
    //- services/orders_api/tests/test_orders.py
    import asyncpg
    import pytest
    //- services/orders_api/conftest.py
    import sqlalchemy
    //- services/orders_api/migrations/versions/0001_first.py
    import sqlalchemy as sa
    from alembic import op
    //- scripts/copy_orders.py
    import psycopg2
  `);

  leaves('the project\'s own packages of the same names', `
    //- services/orders_api/src/main.py kind:api
    from databases import replicas
    from .databases import primary
    from src.motor import speed
    //- services/orders_api/src/databases/__init__.py
    primary = 1
    replicas = 2
    //- services/orders_api/src/motor.py
    speed = 3
    //- services/orders_api/databases/__init__.py
    replicas = 2
  `);

  leaves('libraries that only sound alike', `
    import asyncpg_listen_stub
    import redis.asyncio
    from sqlalchemy_mixins_free import x
    from aiogram.fsm.storage.redis import RedisStorage
  `);

  leaves('a shared library', `
    //- shared/models/base.py
    from sqlalchemy.orm import DeclarativeBase
    //- archguide.yaml
    packs: [improved-hybrid]
    services: { shared: library }
  `);

  leaves('workspaces that do not follow the architecture', `
    //- app/main.py
    from fastapi import FastAPI
    from sqlalchemy.orm import Session

    app = FastAPI()
  `, { follows: false });
});
