import { describeRule } from '../../support/describeRule';

describeRule('fastapi/annotated-dependencies', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('dependencies as defaults, in routes and in dependencies', `
    from fastapi import APIRouter, Depends, Security
    from src.auth import current_user, has_scope
    from src.db import Session, get_session

    router = APIRouter()


    def get_orders(session: Session = Depends(get_session)) -> list[int]:
    #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: fastapi/annotated-dependencies: \`session\` of \`get_orders\` has a dependency as its default, which a direct call takes for the value; write \`Annotated[…, Depends(…)]\`.
        return []


    @router.get("/")
    async def orders(found: list[int] = Depends(get_orders), user: str = Security(current_user, scopes=["orders"])) -> list[int]:
    #                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: fastapi/annotated-dependencies: 2 parameters of \`orders\` have dependencies as their defaults, which a direct call takes for the value; write \`Annotated[…, Depends(…)]\`.
        return found
  `);

  catches('an alias of the module, a marker with a name, a class as its own dependency', `
    import fastapi as fa
    from src.db import Page, Session, get_session

    Db = fa.Depends(get_session)


    class Orders:
        def __init__(self, session: Session = Db) -> None: ...
    #                      ^^^^^^^^^^^^^^^^^^^^^ hint: fastapi/annotated-dependencies

        async def all(self, *, page: Page = fa.Depends()) -> None: ...
    #                          ^^^^^^^^^^^^^^^^^^^^^^^^^ hint: fastapi/annotated-dependencies
  `, { kind: 'data-postgres' });

  catches('a dependency without a type', `
    from fastapi import Depends, FastAPI
    from src.db import get_session


    def create_app() -> FastAPI:
        app = FastAPI()

        @app.get("/orders")
        async def orders(session=Depends(get_session)) -> None: ...
    #                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: fastapi/annotated-dependencies

        return app
  `);

  leaves('Annotated, and aliases of it', `
    from typing import Annotated

    from fastapi import APIRouter, Depends, Query
    from src.db import Session, get_session
    from src.dependencies import OrdersDep

    router = APIRouter(dependencies=[Depends(get_session)])
    SessionDep = Annotated[Session, Depends(get_session)]


    @router.get("/", dependencies=[Depends(get_session)])
    async def orders(
        session: SessionDep,
        other: Annotated[Session, Depends(get_session)],
        orders: OrdersDep,
        page: int = Query(1),
        limit: int = 100,
    ) -> None: ...
  `);

  leaves('dependencies of other libraries, and names that only look alike', `
    from faststream import Depends as Provide
    from src.container import Depends, Security
    from taskiq import TaskiqDepends

    from src.db import Session, get_session


    def own(function: object) -> Session: ...


    async def first(session: Session = Provide(get_session)) -> None: ...
    async def second(session: Session = Depends(get_session)) -> None: ...
    async def third(session: Session = TaskiqDepends(get_session)) -> None: ...
    async def fourth(session: Session = own(get_session)) -> None: ...
  `);

  leaves('attributes of a view, and calls that are no default', `
    from fastapi import Depends
    from fastapi_utils.cbv import cbv
    from src.db import Session, get_session
    from src.routes import router


    @cbv(router)
    class Orders:
        session: Session = Depends(get_session)


    def provider() -> object:
        return Depends(get_session)
  `);

  leaves('tests, and workspaces that do not follow the architecture', `
    //- app/main.py
    from fastapi import Depends, FastAPI

    app = FastAPI()


    @app.get("/orders")
    async def orders(user: str = Depends(str)) -> None: ...
  `, { follows: false });

  fixes('one dependency, with the import of Annotated', `
    from fastapi import APIRouter, Depends
    from src.db import Session, get_session

    router = APIRouter()


    @router.get("/")
    async def orders(session: Session = Depends(get_session)) -> None: ...
  `, `
    from typing import Annotated

    from fastapi import APIRouter, Depends
    from src.db import Session, get_session

    router = APIRouter()


    @router.get("/")
    async def orders(session: Annotated[Session, Depends(get_session)]) -> None: ...
  `, { title: 'Use Annotated' });

  fixes('several at once, which move before what has a default', `
    import typing as t

    from fastapi import APIRouter, Depends
    from src.auth import User, current_user
    from src.db import Session, get_session

    router = APIRouter()


    @router.get("/{number}")
    async def orders(
        number: int,
        limit: int = 100,
        user: User | None = Depends(current_user),
        session: "Session" = Depends(
            get_session,
            use_cache=False,
        ),
    ) -> None: ...
  `, `
    import typing as t

    from fastapi import APIRouter, Depends
    from src.auth import User, current_user
    from src.db import Session, get_session

    router = APIRouter()


    @router.get("/{number}")
    async def orders(
        number: int,
        user: t.Annotated[User | None, Depends(current_user)],
        session: t.Annotated["Session", Depends(
            get_session,
            use_cache=False,
        )],
        limit: int = 100,
    ) -> None: ...
  `, { mends: 1, title: 'Use Annotated for all dependencies' });

  fixes('a parameter that is passed by keyword only', `
    from typing import Annotated

    from fastapi import Depends
    from src.db import Session, get_session

    Number = Annotated[int, "number"]


    async def orders(number: Number = 1, *, session: Session = Depends(get_session)) -> None: ...
  `, `
    from typing import Annotated

    from fastapi import Depends
    from src.db import Session, get_session

    Number = Annotated[int, "number"]


    async def orders(number: Number = 1, *, session: Annotated[Session, Depends(get_session)]) -> None: ...
  `, { newline: '\r\n' });

  offersNoFix('what would have to move and may be called by position, or has a comment', `
    from fastapi import APIRouter, Depends
    from src.db import Session, get_session

    router = APIRouter()


    def page(limit: int = 10, session: Session = Depends(get_session)) -> None: ...
    #                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: fastapi/annotated-dependencies


    @router.get("/")
    def first(
        limit: int = 10,  # rows
        session: Session = Depends(get_session),
    #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: fastapi/annotated-dependencies
    ) -> None: ...


    @router.get("/second")
    def second(limit: int = 10, session: Session = Depends(get_session)) -> None: ...
    #                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: fastapi/annotated-dependencies


    def third() -> None:
        second(20)
  `);

  offersNoFix('parameters without a type, and functions whose annotations FastAPI could not resolve', `
    from __future__ import annotations

    from fastapi import APIRouter, Depends
    from src.db import Session


    def untyped(session=Depends(Session)) -> None: ...
    #           ^^^^^^^^^^^^^^^^^^^^^^^^ hint: fastapi/annotated-dependencies


    def build() -> APIRouter:
        router = APIRouter()

        def get_session() -> Session: ...

        @router.get("/")
        def orders(session: Session = Depends(get_session)) -> None: ...
    #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: fastapi/annotated-dependencies

        return router
  `);

  offersNoFix('a version of FastAPI that does not read Annotated', `
    //- services/orders_api/src/routes.py kind:api
    from fastapi import APIRouter, Depends

    from src.store import Store, get_store

    router = APIRouter()


    @router.get("/orders")
    async def orders(store: Store = Depends(get_store)) -> list[str]:
        #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: fastapi/annotated-dependencies
        return await store.all()
    //- services/orders_api/pyproject.toml
    [tool.poetry.dependencies]
    fastapi = "^0.79.1"
  `);
});
