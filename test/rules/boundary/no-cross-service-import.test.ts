import { describeRule } from '../../support/describeRule';

describeRule('boundary/no-cross-service-import', ({ catches, leaves }) => {
  catches('an absolute import from the root of the repository', `
    //- services/orders_api/src/__init__.py
    //- services/users_api/src/__init__.py
    //- services/users_api/src/users.py kind:api
    from fastapi import APIRouter

    router = APIRouter()
    //- services/orders_api/src/main.py kind:api
    from services.users_api.src.users import router
    #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: boundary/no-cross-service-import: \`orders_api\` imports \`services.users_api.src.users\` of the service \`users_api\`, which it is deployed without; call it over HTTP, or move the contract to \`shared/\`.
  `);

  catches('an import inside a function, and one under an alias', `
    //- services/orders_api/src/__init__.py
    //- services/users_api/src/__init__.py
    //- services/users_api/src/users.py kind:api
    from fastapi import APIRouter

    router = APIRouter()
    //- services/orders_api/src/main.py kind:api
    def later():
        import services.users_api.src.users as users
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: boundary/no-cross-service-import

        return users.router
  `);

  catches('a relative import that climbs out of the service', `
    //- services/__init__.py
    //- services/orders_api/__init__.py
    //- services/users_data/__init__.py
    //- services/users_data/models.py kind:data-postgres
    class User: ...
    //- services/orders_api/main.py kind:api
    from ..users_data.models import User
    #    ^^^^^^^^^^^^^^^^^^^ error: boundary/no-cross-service-import
  `);

  catches('a package that lies on the path of the project', `
    //- services/users_data/users_data/__init__.py kind:data-postgres
    class User: ...
    //- services/orders_api/orders_api/__init__.py
    //- services/orders_api/orders_api/main.py kind:api
    from users_data import User
    #    ^^^^^^^^^^ error: boundary/no-cross-service-import
    //- services/users_data/pyproject.toml
    [project]
    name = "users-data"
    //- services/orders_api/pyproject.toml
    [project]
    name = "orders-api"
    dependencies = ["users-data"]
  `);

  leaves('a name that any service may have, which only another one has', `
    //- services/users_api/utils/__init__.py
    def snake(text: str) -> str: ...
    //- services/users_api/main.py kind:api
    from utils import snake
    //- services/users_api/pyproject.toml
    [project]
    name = "users-api"
    //- services/orders_api/__init__.py
    //- services/orders_api/main.py kind:api
    from utils import snake
  `);

  leaves('shared libraries', `
    //- shared/events/__init__.py
    class OrderPlaced: ...
    //- services/orders_api/main.py kind:api
    from shared.events import OrderPlaced
  `);

  leaves('types, and the service\'s own modules', `
    //- services/orders_api/src/__init__.py
    //- services/users_api/src/__init__.py
    //- services/users_api/src/users.py kind:api
    from fastapi import APIRouter

    router = APIRouter()
    //- services/orders_api/src/items.py
    item = 1
    //- services/orders_api/src/main.py kind:api
    from typing import TYPE_CHECKING

    from src.items import item
    from services.orders_api.src.items import item as same

    from . import items

    if TYPE_CHECKING:
        from services.users_api.src.users import router
  `);

  leaves('the same module name in each service', `
    //- services/orders_api/app/settings.py
    a = 1
    //- services/users_api/app/settings.py
    a = 2
    //- services/users_api/app/main.py kind:api
    from app.settings import a
    //- services/orders_api/app/main.py kind:api
    from app.settings import a
  `);

  leaves('tests that start several services', `
    //- services/orders_api/src/__init__.py
    //- services/users_api/src/__init__.py
    //- services/users_api/src/users.py kind:api
    from fastapi import APIRouter

    router = APIRouter()
    //- services/orders_api/src/main.py kind:api
    a = 1
    //- tests/e2e/test_both.py
    from services.orders_api.src.main import a
    from services.users_api.src.users import router


    def test_both() -> None: ...
  `);

  leaves('an API and a worker that are one code base', `
    //- services/shop/app/orders.py kind:api
    x = 1
    //- services/shop/app/main.py
    from fastapi import FastAPI

    from app.orders import x

    app = FastAPI()
    //- services/shop/app/worker.py
    import asyncio

    from app.orders import x

    if __name__ == "__main__":
        asyncio.run(x)
    //- docker-compose.yml
    services:
      api:
        build: ./services/shop
        command: uvicorn app.main:app
      worker:
        build: ./services/shop
        command: python -m app.worker
  `);

  leaves('a package that takes its own submodules by their full name, where another service has a package of that name', `
    //- services/orders_api/core/schemas/__init__.py kind:api
    from core.schemas import orders
    //- services/orders_api/core/__init__.py
    x = 1
    //- services/orders_api/core/schemas/orders.py
    x = 1
    //- services/orders_api/main.py
    from core.schemas import orders
    from fastapi import FastAPI

    app = FastAPI()
    //- services/users_api/core/__init__.py
    x = 1
    //- services/users_api/core/schemas/__init__.py
    x = 1
    //- services/users_api/main.py kind:api
    from core import schemas
    from fastapi import FastAPI

    app = FastAPI()
    //- docker-compose.yml
    services:
      orders_api:
        build: ./services/orders_api
        command: uvicorn main:app
      users_api:
        build: ./services/users_api
        command: uvicorn main:app
  `);

  leaves('the environment of migrations that has an image of its own', `
    //- app/bot/settings.py kind:bot
    url = "x"
    //- app/bot/main.py
    from aiogram import Bot, Dispatcher
    from settings import url

    if __name__ == "__main__":
        Dispatcher().run_polling(Bot(url))
    //- app/migrations/env.py
    import asyncio

    from alembic import context
    from settings import url


    async def migrate() -> None:
        context.configure(url=url)


    asyncio.run(migrate())
    //- app/migrations/Dockerfile
    FROM python:3.12-slim
    WORKDIR /app
    COPY . /app/
    //- docker-compose.yml
    services:
      bot:
        build: ./app/bot
        command: python main.py
      migrations:
        build: ./app/migrations
        volumes: ["./app/bot/settings.py:/app/settings.py:ro"]
  `);
});
