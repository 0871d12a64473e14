import { describeRule } from '../../support/describeRule';

describeRule('fastapi/no-debug-server', ({ catches, leaves, fixes }) => {
  catches('reload and debug in what starts the service', `
    import uvicorn
    from fastapi import FastAPI

    app = FastAPI(debug=True)
    #             ^^^^^^^^^^ warning: fastapi/no-debug-server: \`debug=True\` sends tracebacks with source code to whoever makes a request fail; leave it out, or take it from the settings.

    if __name__ == "__main__":
        uvicorn.run("src.main:app", host="0.0.0.0", reload=True)
    #                                               ^^^^^^^^^^^ warning: fastapi/no-debug-server: \`reload=True\` watches files and runs the server under a supervisor, in production too; leave it out, and pass \`--reload\` on the command line in development.
  `);

  catches('a server that is configured, under other names', `
    from uvicorn import Config, Server, run as serve


    async def main() -> None:
        config = Config("src.main:app", reload=True, debug=True)
    #                                   ^^^^^^^^^^^ warning: fastapi/no-debug-server
    #                                                ^^^^^^^^^^ warning: fastapi/no-debug-server
        await Server(config).serve()


    def start() -> None:
        serve("src.main:app", reload=True)
    #                         ^^^^^^^^^^^ warning: fastapi/no-debug-server
  `, { kind: 'data-mongo' });

  catches('the file that the container runs, and what it calls', `
    //- services/orders_api/Dockerfile
    FROM python:3.12-slim
    WORKDIR /app
    COPY . .
    CMD ["python", "-m", "src"]
    //- services/orders_api/src/__init__.py
    //- services/orders_api/src/__main__.py kind:api
    from src.server import start

    if __name__ == "__main__":
        start()
    //- services/orders_api/src/server.py
    import uvicorn


    def start() -> None:
        uvicorn.run("src.main:app", reload=True)
    #                               ^^^^^^^^^^^ warning: fastapi/no-debug-server


    if __name__ == "__main__":
        uvicorn.run("src.main:app", reload=True)
    //- services/orders_api/src/main.py
    from fastapi import FastAPI

    app = FastAPI()
  `);

  catches('what production starts, by a condition', `
    import uvicorn
    from fastapi import FastAPI
    from src.config import settings

    if not settings.debug:
        app = FastAPI(debug=True)
    #                 ^^^^^^^^^^ warning: fastapi/no-debug-server
    elif settings.environment != "local":
        app = FastAPI(debug=True)
    #                 ^^^^^^^^^^ warning: fastapi/no-debug-server

    if settings.is_production:
        uvicorn.run("src.main:app", reload=True)
    #                               ^^^^^^^^^^^ warning: fastapi/no-debug-server
  `);

  leaves('a main guard in a service that its container starts by uvicorn', `
    //- services/orders_api/Dockerfile
    FROM python:3.12-slim
    WORKDIR /app
    COPY . .
    CMD ["uvicorn", "src.main:app", "--host", "0.0.0.0"]
    //- services/orders_api/src/main.py kind:api
    import uvicorn
    from fastapi import FastAPI

    app = FastAPI()

    if __name__ == "__main__":
        uvicorn.run("src.main:app", reload=True)
    //- services/orders_api/src/run_locally.py
    import uvicorn


    def main() -> None:
        uvicorn.run("src.main:app", reload=True)
  `);

  leaves('options of the settings, and code for development', `
    import os

    import uvicorn
    from fastapi import FastAPI
    from src.config import settings

    app = FastAPI(debug=settings.debug)

    if __name__ == "__main__":
        if settings.environment == "development":
            uvicorn.run("src.main:app", reload=True)
        elif not settings.is_production:
            uvicorn.run(
                "src.main:app",
                reload=True,
            )
        else:
            uvicorn.run("src.main:app", reload=False, reload_dirs=None)
        uvicorn.run("src.main:app", reload=settings.reload)
        uvicorn.run("src.main:app", reload=os.environ.get("RELOAD") == "1")
  `);

  leaves('other functions called run, and other options called so', `
    import importlib
    import asyncio
    from src.jobs import run
    from structlog import get_logger

    run("orders", reload=True, debug=True)
    asyncio.run(main(), debug=True)
    get_logger().bind(debug=True)
    importlib.reload(asyncio)
  `);

  leaves('scripts, tests, and files that developers start', `
    //- services/orders_api/src/run_dev.py
    import uvicorn

    uvicorn.run("src.main:app", reload=True)
    //- services/orders_api/scripts/serve.py
    import uvicorn

    uvicorn.run("src.main:app", reload=True)
    //- services/orders_api/tests/server.py
    import uvicorn

    uvicorn.run("src.main:app", reload=True)
    //- services/orders_api/src/main.py kind:api
    async def main() -> None: ...
  `);

  fixes('the last argument, and one among others', `
    import uvicorn

    uvicorn.run("src.main:app", port=8000, reload=True)
  `, `
    import uvicorn

    uvicorn.run("src.main:app", port=8000)
  `, { title: 'Remove reload=True' });

  fixes('one that has a line of its own', `
    from fastapi import FastAPI


    def create_app() -> FastAPI:
        return FastAPI(
            title="orders",
            debug=True,  # until the release
        )
  `, `
    from fastapi import FastAPI


    def create_app() -> FastAPI:
        return FastAPI(
            title="orders",
        )
  `);

  fixes('the first and the only one', `
    from fastapi import FastAPI


    def create_app() -> FastAPI:
        return FastAPI(debug=True, title="orders")


    def create_other() -> FastAPI:
        return FastAPI(debug=True)
  `, `
    from fastapi import FastAPI


    def create_app() -> FastAPI:
        return FastAPI(title="orders")


    def create_other() -> FastAPI:
        return FastAPI(debug=True)
  `);
});
