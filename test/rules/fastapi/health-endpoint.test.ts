import { describeRule } from '../../support/describeRule';

describeRule('fastapi/health-endpoint', ({ catches, leaves }) => {
  catches('a service whose routes are all of its API', `
    from fastapi import APIRouter, FastAPI

    router = APIRouter(prefix="/api/v1/orders")


    @router.get("/{number}")
    async def order(number: int) -> int:
        return number


    def create_app() -> FastAPI:
        app = FastAPI()
    #         ^^^^^^^^^ information: fastapi/health-endpoint: \`orders_api\` has no health route, so nothing can tell whether it works; add \`/health\` and \`/ready\` at the root.
        app.include_router(router)
        return app
  `);

  catches('a service of several files, once, at the application that its container starts', `
    //- services/orders_data/Dockerfile
    FROM python:3.12-slim
    WORKDIR /app
    COPY . .
    CMD ["uvicorn", "src.main:app"]
    //- services/orders_data/src/admin.py kind:data-postgres
    from fastapi import FastAPI

    admin = FastAPI()
    //- services/orders_data/src/main.py
    from fastapi import FastAPI

    from src.admin import admin
    from src.orders import router

    app = FastAPI(title="orders")
    #     ^^^^^^^^^^^^^^^^^^^^^^^ information: fastapi/health-endpoint
    app.include_router(router)
    app.mount("/admin", admin)
    //- services/orders_data/src/orders.py
    from fastapi import APIRouter

    router = APIRouter(prefix="/api/v1")


    @router.get("/ready-orders")
    async def orders() -> None: ...


    @router.get("/alive-ness")
    async def already_ordered() -> None: ...
  `);

  catches('one of two services', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()
    #     ^^^^^^^^^ information: fastapi/health-endpoint
    //- services/users_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()


    @app.get("/health")
    async def check() -> None: ...
  `);

  leaves('health routes wherever they are registered', `
    //- services/a_api/src/main.py kind:api
    from fastapi import FastAPI

    from src.monitoring import router

    app = FastAPI()
    app.include_router(router)
    //- services/a_api/src/monitoring.py
    from fastapi import APIRouter

    router = APIRouter()


    @router.get("/readyz")
    async def check() -> None: ...
    //- services/b_api/src/main.py kind:api
    from fastapi import FastAPI


    async def check() -> None: ...


    def create_app() -> FastAPI:
        app = FastAPI()
        app.add_api_route("/healthz", check)
        return app
    //- services/c_api/src/main.py kind:api
    from fastapi import APIRouter, FastAPI

    PATH = "/" + "health"
    router = APIRouter()
    app = FastAPI()


    @router.get(PATH)
    async def health() -> None: ...
    //- services/d_api/src/main.py kind:api
    from fastapi import APIRouter, FastAPI

    router = APIRouter(prefix="/ping")
    app = FastAPI()
    app.include_router(router)
  `);

  leaves('a shared module, and a library that brings the route along', `
    //- shared/probes.py
    from fastapi import APIRouter

    router = APIRouter()


    @router.get("/live")
    async def answer() -> None: ...
    //- services/a_api/src/main.py kind:api
    from fastapi import FastAPI
    from shared.probes import router

    app = FastAPI()
    app.include_router(router)
    //- services/b_api/src/main.py kind:api
    from fastapi import FastAPI
    from fastapi_healthchecks.api.router import HealthcheckRouter

    app = FastAPI()
    app.include_router(HealthcheckRouter())
    //- services/c_api/src/main.py kind:api
    from company_platform.fastapi import system_router
    from fastapi import FastAPI

    app = FastAPI()
    app.include_router(system_router)
  `);

  leaves('services of which not all is seen, and those without an application', `
    //- services/a_api/src/main.py kind:api
    from fastapi import FastAPI

    from src.generated_routes import register

    app = FastAPI()
    register(app)
    //- services/b_api/src/main.py kind:api
    from src.server import app
    //- services/c_bot/src/main.py kind:bot
    from fastapi import FastAPI

    app = FastAPI()
  `);

  leaves('workspaces that do not follow the architecture', `
    //- app/main.py
    from fastapi import FastAPI

    app = FastAPI()
  `, { follows: false });
});
