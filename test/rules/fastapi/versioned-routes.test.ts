import { describeRule } from '../../support/describeRule';

describeRule('fastapi/versioned-routes', ({ catches, leaves }) => {
  catches('a router that is mounted without a version', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI
    from src.api import orders, users

    app = FastAPI()
    app.include_router(orders.router)
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/versioned-routes: \`orders.router\` has no version in its path, so it cannot change while old clients run; put it under \`/api/v1\`.
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
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/versioned-routes: The route \`/orders/{number}\` has no version in its path, so it cannot change while old clients run; put it under \`/api/v1\`.
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

  catches('routes that are added by a call, and an application that is mounted without a version', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI
    from src.admin import admin
    from src.orders import order, router

    app = FastAPI()
    app.add_api_route("/orders/{number}", order, methods=["GET"])
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/versioned-routes: The route \`/orders/{number}\` has no version in its path, so it cannot change while old clients run; put it under \`/api/v1\`.
    app.include_router(router)
    ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/versioned-routes
    app.mount("/admin", admin)
    //- services/orders_api/src/orders.py
    from fastapi import APIRouter

    router = APIRouter()


    async def order(number: int) -> int:
        return number


    router.add_api_route("/orders", order)
    //- services/orders_api/src/admin.py
    from fastapi import FastAPI

    admin = FastAPI()


    @admin.get("/users")
    #^^^^^^^^^^^^^^^^^^^ warning: fastapi/versioned-routes: The route \`/admin/users\` has no version in its path, so it cannot change while old clients run; put it under \`/api/v1\`.
    async def users() -> None: ...
  `);

  catches('a router that one of two factories includes without a version', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import APIRouter, FastAPI
    from src.orders import build_router


    def create_app() -> FastAPI:
        app = FastAPI()
        app.include_router(build_router(), prefix="/api/v1")
        return app


    def create_internal_app() -> FastAPI:
        app = FastAPI()
        app.include_router(build_router())
    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/versioned-routes: \`build_router()\` has no version in its path, so it cannot change while old clients run; put it under \`/api/v1\`.
        return app
    //- services/orders_api/src/orders.py
    from fastapi import APIRouter


    def build_router() -> APIRouter:
        router = APIRouter(prefix="/orders")

        @router.get("/{number}")
        async def order(number: int) -> int:
            return number

        return router
  `);

  leaves('applications that are mounted under a version', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI
    from src.orders import router
    from src.v1 import v1
    from src.v2 import create_v2

    app = FastAPI()
    app.mount("/api", v1)
    app.mount("/api/v2", app=create_v2())


    def create_app() -> FastAPI:
        outer = FastAPI()
        inner = FastAPI()
        inner.include_router(router)
        outer.mount("/api/v3", inner)
        return outer
    //- services/orders_api/src/v1.py
    from fastapi import FastAPI
    from src.orders import router
    from src.users import users

    v1 = FastAPI()
    v1.include_router(router)
    v1.mount("/v1/users", users)
    v1.mount("/v1/more", FastAPI())


    @v1.get("/v1/customers")
    async def customers() -> None: ...
    //- services/orders_api/src/users.py
    from fastapi import FastAPI

    users = FastAPI()


    @users.get("/all")
    async def all_users() -> None: ...
    //- services/orders_api/src/v2.py
    from fastapi import FastAPI
    from src.orders import add_routes


    def create_v2() -> FastAPI:
        v2 = FastAPI()
        add_routes(v2)

        @v2.get("/customers")
        async def customers() -> None: ...

        return v2
    //- services/orders_api/src/orders.py
    from fastapi import APIRouter, FastAPI

    router = APIRouter(prefix="/v1/orders")


    @router.get("/")
    async def orders() -> None: ...


    def add_routes(app: FastAPI) -> None:
        app.add_api_route("/orders", orders)
  `);

  leaves('routers that two factories put together, and an application behind a proxy', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import APIRouter, FastAPI
    from src.orders import build_router

    proxied = FastAPI(root_path="/api/v1")
    proxied.include_router(build_router())


    def build_api() -> APIRouter:
        api = APIRouter(prefix="/api/v1")
        api.include_router(build_router())
        return api


    def create_app() -> FastAPI:
        app = FastAPI()
        app.include_router(build_api())
        return app
    //- services/orders_api/src/orders.py
    from fastapi import APIRouter


    def build_router() -> APIRouter:
        router = APIRouter(prefix="/orders")

        @router.get("/{number}")
        async def order(number: int) -> int:
            return number

        return router
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

  leaves('a version that is a parameter, and what passes requests on with the version in them', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import APIRouter, FastAPI, Request

    router = APIRouter()


    @router.get("/api/v{version}/orders")
    async def orders(version: int) -> None: ...


    @router.api_route("/{service}/{path:path}", methods=["GET", "POST"])
    async def forward(service: str, path: str) -> None: ...


    app = FastAPI()
    app.include_router(router)


    @app.api_route("/api/{api_version}/{path:path}", methods=["GET", "POST"])
    async def gateway(request: Request, api_version: str, path: str) -> None: ...


    @app.get("/{full_path:path}")
    async def front_end(full_path: str) -> None: ...
  `);

  catches('a resource whose name is a path', `
    //- services/files_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()


    @app.get("/files/{path:path}")
    #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/versioned-routes
    async def read(path: str) -> None: ...
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

  leaves('pages for a browser', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI
    from fastapi.openapi.docs import get_swagger_ui_html
    from fastapi.responses import HTMLResponse, RedirectResponse
    from src.sign_in import router

    app = FastAPI(docs_url=None)
    app.include_router(router)


    @app.get("/about", response_class=HTMLResponse)
    async def about():
        return "<p>"


    @app.get("/handbook")
    async def handbook():
        return get_swagger_ui_html(openapi_url="/openapi.json", title="Orders")


    @app.get("/start")
    async def start():
        return RedirectResponse("/about")
    //- services/orders_api/src/templates.py
    from fastapi.templating import Jinja2Templates

    templates = Jinja2Templates(directory="templates")
    //- services/orders_api/src/sign_in.py
    from fastapi import APIRouter, Request
    from src.templates import templates

    router = APIRouter()


    @router.get("/sign-in")
    async def sign_in(request: Request):
        return templates.TemplateResponse(request, "sign_in.html")
  `);

  catches('files and streams, which clients ask for by their path', `
    from fastapi import FastAPI
    from fastapi.responses import HTMLResponse, StreamingResponse

    app = FastAPI()


    @app.get("/orders/export")
    #^^^^^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/versioned-routes
    async def export():
        return StreamingResponse(iter([]))


    @app.get("/orders/summary")
    #^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/versioned-routes
    async def summary(page: bool):
        return HTMLResponse("<p>") if page else {"orders": 1}
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
