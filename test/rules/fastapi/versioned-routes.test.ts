import { describeRule } from '../../support/describeRule';

describeRule('fastapi/versioned-routes', ({ catches, leaves }) => {
  catches('a router that is mounted without a version', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI
    from src.api import orders, users

    app = FastAPI()
    app.include_router(orders.router)
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/versioned-routes: \`orders.router\` is mounted without a version; include it under \`/api/v1\`.
    app.include_router(users.router, prefix="/users")
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/versioned-routes
    //- services/orders_api/src/api/__init__.py
    //- services/orders_api/src/api/orders.py
    from fastapi import APIRouter

    router = APIRouter(prefix="/orders")


    @router.get("/{number}")
    async def order(number: int) -> int:
        return number
    //- services/orders_api/src/api/users.py
    from fastapi import APIRouter

    router = APIRouter()


    @router.get("/{number}")
    async def user(number: int) -> int:
        return number
  `);

  catches('a route on the application', `
    from fastapi import FastAPI

    app = FastAPI()


    @app.get("/orders/{number}")
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/versioned-routes: The route \`/orders/{number}\` is mounted without a version; include it under \`/api/v1\`.
    async def order(number: int) -> int:
        return number
  `);

  catches('a version without api, in a factory with nested routers', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI
    from src.api import api_router


    def create_app() -> FastAPI:
        app = FastAPI()
        app.include_router(api_router, prefix="/v1")
    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/versioned-routes
        return app
    //- services/orders_api/src/api/__init__.py
    from fastapi import APIRouter

    from .orders import router

    api_router = APIRouter()
    api_router.include_router(router, prefix="/orders")
    //- services/orders_api/src/api/orders.py
    from fastapi import APIRouter

    router = APIRouter()


    @router.get("/{number}")
    async def order(number: int) -> int:
        return number
  `);

  leaves('versions wherever the prefix is given', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI
    from src.api import api_router
    from src.orders import router as orders
    from src.users import router as users

    app = FastAPI()
    app.include_router(orders, prefix="/api/v1")
    app.include_router(router=users)
    app.include_router(api_router, prefix="/api")
    //- services/orders_api/src/orders.py
    from fastapi import APIRouter

    router = APIRouter(prefix="/orders")


    @router.get("/")
    async def orders() -> None: ...
    //- services/orders_api/src/users.py
    from fastapi import APIRouter

    router = APIRouter(prefix="/api/v2/users")


    @router.get("/")
    async def users() -> None: ...
    //- services/orders_api/src/api.py
    from fastapi import APIRouter
    from src.orders import router

    api_router = APIRouter(prefix="/v1")
    api_router.include_router(router)
  `);

  leaves('health, metrics, documentation and webhooks at the root', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI
    from src.health import router

    app = FastAPI()
    app.include_router(router)


    @app.get("/")
    async def root() -> None: ...


    @app.get("/metrics")
    async def metrics() -> None: ...


    @app.post("/webhook/{secret}")
    async def webhook(secret: str) -> None: ...
    //- services/orders_api/src/health.py
    from fastapi import APIRouter

    router = APIRouter()


    @router.get("/ready")
    async def ready() -> None: ...
  `);

  leaves('prefixes that cannot be told, and routers that cannot be seen', `
    from fastapi import FastAPI
    from somewhere import router as foreign
    from src.config import settings
    from src.orders import router

    app = FastAPI()
    app.include_router(foreign)
    app.include_router(router, prefix=settings.api_prefix)
    app.include_router(router, prefix=f"{settings.api_prefix}/orders")
  `);

  leaves('tests, and workspaces that do not follow the architecture', `
    //- app/main.py
    from fastapi import FastAPI

    app = FastAPI()


    @app.get("/orders")
    async def orders() -> None: ...
  `, { follows: false });
});
