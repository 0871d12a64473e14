import { describeRule } from '../../support/describeRule';

describeRule('fastapi/cors', ({ catches, leaves, relates }) => {
  catches('a wildcard, and one with credentials', `
    from fastapi import FastAPI
    from fastapi.middleware.cors import CORSMiddleware
    from starlette.middleware import Middleware

    app = FastAPI()
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["*"])
    #                                  ^^^^^^^^^^^^^^^^^^^ warning: fastapi/cors: \`allow_origins=["*"]\` lets every origin in, so any page may read what this service answers; list the origins of your front ends in the settings.
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["https://shop.example.com", "*"],
    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: fastapi/cors: \`allow_origins=["https://shop.example.com", "*"]\` lets every origin in with credentials, so any page may act as the user who visits it; list the origins of your front ends in the settings.
        allow_credentials=True,
    )
    other = FastAPI(middleware=[Middleware(CORSMiddleware, allow_origin_regex=r"https?://.*")])
    #                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/cors
  `);

  catches('constants of this and of other files, and options that are unpacked', `
    //- services/orders_api/src/main.py kind:api
    from starlette.middleware.cors import CORSMiddleware as Cors

    from src.app import app
    from src.options import ALLOWED, OPTIONS

    origins = ["*"]


    def setup() -> None:
        app.add_middleware(Cors, allow_origins=origins)
    #                            ^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/cors
        app.add_middleware(middleware_class=Cors, allow_origins=ALLOWED, allow_credentials=True)
    #                                             ^^^^^^^^^^^^^^^^^^^^^ error: fastapi/cors
        app.add_middleware(Cors, **OPTIONS)
    #                            ^^^^^^^^^ error: fastapi/cors


    wrapped = Cors(app, allow_origins="*")
    #                   ^^^^^^^^^^^^^^^^^ warning: fastapi/cors
    //- services/orders_api/src/app.py
    from fastapi import FastAPI

    app = FastAPI()
    //- services/orders_api/src/options.py
    ALLOWED = ("*",)
    OPTIONS = {"allow_origins": ["*"], "allow_credentials": True}
  `);

  catches('credentials also where no architecture is followed', `
    //- app/main.py
    from fastapi import FastAPI
    from fastapi.middleware.cors import CORSMiddleware


    def create_app() -> FastAPI:
        app = FastAPI()
        app.add_middleware(
            CORSMiddleware,
            allow_origins=["*"],
    #       ^^^^^^^^^^^^^^^^^^^ error: fastapi/cors
            allow_credentials=True,
        )
        return app
  `, { follows: false });

  catches('with the severity that the team set', `
    //- services/orders_api/src/main.py
    from fastapi import FastAPI
    from fastapi.middleware.cors import CORSMiddleware

    app = FastAPI()
    app.add_middleware(CORSMiddleware, allow_origin_regex="^(.*)$", allow_credentials=True)
    #                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: fastapi/cors
    //- archguide.yaml
    packs: [improved-hybrid]
    services: { services/orders_api: api }
    rules: { fastapi/cors: information }
  `);

  relates('the place where the wildcard is written', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import FastAPI
    from fastapi.middleware.cors import CORSMiddleware

    from src.options import ALLOWED

    app = FastAPI()
    app.add_middleware(CORSMiddleware, allow_origins=ALLOWED)
    #                                  ^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/cors
    app.add_middleware(CORSMiddleware, allow_origins=["*"])
    #                                  ^^^^^^^^^^^^^^^^^^^ warning: fastapi/cors
    //- services/orders_api/src/options.py
    ALLOWED = ["*"]
  `, ['services/orders_api/src/options.py: ["*"]: what `allow_origins` gets']);

  leaves('origins that are named, and those of the settings', `
    //- services/orders_api/src/main.py kind:api
    import os

    from fastapi import FastAPI
    from fastapi.middleware.cors import CORSMiddleware

    from src.config import settings

    app = FastAPI()
    app.add_middleware(CORSMiddleware, allow_origins=["https://shop.example.com"], allow_credentials=True)
    app.add_middleware(CORSMiddleware, allow_origins=settings.origins, allow_credentials=True)
    app.add_middleware(CORSMiddleware, allow_origins=os.getenv("ORIGINS", "*").split(","), allow_credentials=True)
    app.add_middleware(CORSMiddleware, allow_origin_regex=r"https://[a-z-]+\\.example\\.com", allow_methods=["*"], allow_headers=["*"])
    app.add_middleware(CORSMiddleware, allow_origins=[origin.strip() for origin in settings.origins])
    //- services/orders_api/src/config.py
    from pydantic_settings import BaseSettings


    class Settings(BaseSettings):
        origins: list[str] = ["*"]


    settings = Settings()
  `);

  leaves('development, and what depends on it', `
    from fastapi import FastAPI
    from fastapi.middleware.cors import CORSMiddleware
    from src.config import settings

    app = FastAPI()
    app.add_middleware(CORSMiddleware, allow_origins=["*"] if settings.debug else settings.origins, allow_credentials=True)

    if settings.environment == "local":
        app.add_middleware(
            CORSMiddleware,
            allow_origins=["*"],
            allow_credentials=True,
        )

    if settings.is_production:
        app.add_middleware(CORSMiddleware, allow_origins=["https://shop.example.com"])
    else:
        app.add_middleware(CORSMiddleware, allow_origins=["*"])
  `);

  leaves('other middleware', `
    from fastapi import FastAPI
    from fastapi.middleware.trustedhost import TrustedHostMiddleware
    from src.middleware import CORSMiddleware

    app = FastAPI()
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["*"])
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)
  `);

  leaves('a wildcard without credentials where no architecture is followed', `
    //- app/main.py
    from fastapi import FastAPI
    from fastapi.middleware.cors import CORSMiddleware

    app = FastAPI()
    app.add_middleware(CORSMiddleware, allow_origins=["*"])
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=False)
  `, { follows: false });

  leaves('tests', `
    //- services/orders_api/src/main.py kind:api
    async def main() -> None: ...
    //- services/orders_api/tests/app.py
    from fastapi import FastAPI
    from fastapi.middleware.cors import CORSMiddleware

    app = FastAPI()
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)
  `);
});
