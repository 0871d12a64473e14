import { describeRule } from '../../support/describeRule';

describeRule('fastapi/lifespan', ({ catches, leaves, fixes, offersNoFix, relates }) => {
  catches('handlers of an application and of a router', `
    from fastapi import APIRouter, FastAPI

    app = FastAPI()
    router = APIRouter()


    @app.on_event("startup")
    ^^^^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/lifespan: \`on_event("startup")\` registers a handler that is skipped once the application has a lifespan; move its code into the \`lifespan\` context manager.
    async def connect() -> None: ...


    @router.on_event("shutdown")
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/lifespan
    def close() -> None: ...
  `);

  catches('a handler in a factory, and those that are added by a call', `
    from fastapi import FastAPI


    async def connect() -> None: ...


    def create_app() -> FastAPI:
        app = FastAPI(on_shutdown=[connect])
    #                 ^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/lifespan
        app.add_event_handler("startup", connect)
    #   ^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/lifespan

        @app.on_event("startup")
    #   ^^^^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/lifespan
        async def warm_up() -> None: ...

        return app
  `);

  catches('an application of another file, also where no architecture is followed', `
    //- app/main.py
    import fastapi

    app = fastapi.FastAPI()
    //- app/events.py
    from app.main import app


    @app.on_event("shutdown")
    ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/lifespan
    async def close() -> None: ...
  `, { follows: false });

  relates('the application of another file, and the handler that it registers', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    from src.events import close

    app = FastAPI(title="orders")
    app.add_event_handler("shutdown", close)
    ^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/lifespan
    //- services/orders_api/src/events.py
    from src import main


    @main.app.on_event("startup")
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/lifespan
    async def connect() -> None: ...


    async def close() -> None: ...
  `, [
    'services/orders_api/src/main.py: FastAPI(title="orders"): `app`, which the handler is registered on, is made here',
    'services/orders_api/src/events.py: close() -> None: ...: `close` is the handler',
  ]);

  leaves('a lifespan', `
    from collections.abc import AsyncIterator
    from contextlib import asynccontextmanager

    from fastapi import FastAPI


    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.ready = True
        yield


    app = FastAPI(lifespan=lifespan)
  `);

  leaves('events of other libraries and of the project', `
    from sqlalchemy import event
    from src.events import bus


    class Bus:
        def on_event(self, name: str) -> object: ...

        def add_event_handler(self, name: str) -> None: ...


    own = Bus()


    @own.on_event("startup")
    def started() -> None: ...


    @bus.on_event("shutdown")
    def stopped() -> None: ...


    own.add_event_handler("startup")
  `);

  leaves('tests', `
    //- services/orders_api/src/main.py kind:api
    async def main() -> None: ...
    //- services/orders_api/tests/test_app.py
    from fastapi import FastAPI

    app = FastAPI()


    @app.on_event("startup")
    async def connect() -> None: ...
  `);

  fixes('all handlers at once', `
    from fastapi import FastAPI

    app = FastAPI(title="orders")


    @app.on_event("startup")
    async def connect() -> None:
        print("up")


    @app.on_event("startup")
    def warm_up() -> None:
        print("warm")


    @app.on_event("shutdown")
    async def close() -> None:
        print("down")
  `, `
    from collections.abc import AsyncIterator
    from contextlib import asynccontextmanager

    from fastapi import FastAPI


    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await connect()
        warm_up()
        try:
            yield
        finally:
            await close()


    app = FastAPI(title="orders", lifespan=lifespan)


    async def connect() -> None:
        print("up")


    def warm_up() -> None:
        print("warm")


    async def close() -> None:
        print("down")
  `, { mends: 3, title: 'Turn on_event handlers into a lifespan' });

  fixes('above the comment of the application', `
    from fastapi import FastAPI

    # The API of the shop
    app = FastAPI()


    @app.on_event("startup")
    async def connect() -> None: ...
  `, `
    from collections.abc import AsyncIterator
    from contextlib import asynccontextmanager

    from fastapi import FastAPI


    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await connect()
        yield


    # The API of the shop
    app = FastAPI(lifespan=lifespan)


    async def connect() -> None: ...
  `);

  offersNoFix('an application that has a lifespan, or is made in a function', `
    from fastapi import FastAPI
    from src.start import lifespan

    app = FastAPI(lifespan=lifespan)


    @app.on_event("startup")
    ^^^^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/lifespan
    async def connect() -> None: ...
  `);

  offersNoFix('a handler with more than one purpose', `
    from fastapi import FastAPI

    app = FastAPI()


    @app.on_event("startup")
    ^^^^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/lifespan
    @app.on_event("shutdown")
    ^^^^^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/lifespan
    async def note() -> None: ...
  `);

  leaves('a version of FastAPI that knows no lifespan, where the project pins it', `
    //- src/main.py
    from fastapi import FastAPI

    app = FastAPI()


    @app.on_event("startup")
    async def open_store() -> None:
        await app.state.store.open()
    //- requirements.txt
    fastapi==0.92.0
  `, { follows: false });

  offersNoFix('a version of FastAPI that would ignore it', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI

    app = FastAPI()


    @app.on_event("startup")
    ^^^^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/lifespan
    async def open_store() -> None:
        await app.state.store.open()
    //- services/orders_api/requirements.txt
    fastapi==0.92.0
  `);
});
