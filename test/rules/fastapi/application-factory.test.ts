import { describeRule } from '../../support/describeRule';

describeRule('fastapi/application-factory', ({ catches, leaves }) => {
  catches('an application at module level', `
    from fastapi import FastAPI

    app = FastAPI(title="orders")
    #     ^^^^^^^ information: fastapi/application-factory: \`FastAPI()\` makes the application at import, for which the whole environment must be set; make it in \`create_app(settings)\`, started by \`uvicorn --factory\`.
  `);

  catches('an application of a data service under another name, and one that is wrapped', `
    import fastapi as fa
    from src.metrics import instrumented

    api = instrumented(fa.FastAPI())
    #                  ^^^^^^^^^^ information: fastapi/application-factory
  `, { kind: 'data-mongo' });

  catches('an application in a branch or in the body of a class', `
    from fastapi import FastAPI
    from src.config import settings

    if settings.docs_enabled:
        app = FastAPI()
    #         ^^^^^^^ information: fastapi/application-factory
    else:
        app = FastAPI(openapi_url=None)
    #         ^^^^^^^ information: fastapi/application-factory


    class Server:
        app = FastAPI()
    #         ^^^^^^^ information: fastapi/application-factory
  `);

  catches('more quietly where the kind of service is not known', `
    //- tool/server.py
    from fastapi import FastAPI as Application

    server = Application
    app = server()
    #     ^^^^^^ hint: fastapi/application-factory
    //- archguide.yaml
    packs: [improved-hybrid]
    services: { tool: unknown }
  `);

  leaves('factories, also one that is called at module level', `
    from fastapi import FastAPI


    def create_app() -> FastAPI:
        app = FastAPI()
        app.mount("/admin", FastAPI())
        return app


    app = create_app()
  `);

  leaves('a class of the project, and an application made on demand', `
    from collections.abc import Callable

    from fastapi import FastAPI


    class Application:
        def __init__(self) -> None:
            self.app = FastAPI()


    make: Callable[[], FastAPI] = lambda: FastAPI(title="orders")
  `);

  leaves('applications of tests and scripts, and of bots', `
    //- services/orders_api/tests/test_routes.py
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_api/scripts/export.py
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_api/src/main.py kind:api
    async def main() -> None: ...
    //- services/notify_bot/src/main.py kind:bot
    from fastapi import FastAPI

    app = FastAPI()
  `);

  leaves('workspaces that do not follow the architecture', `
    //- app/main.py
    from fastapi import FastAPI

    app = FastAPI()
  `, { follows: false });
});
