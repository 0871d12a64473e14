import { describeRule } from '../../support/describeRule';

describeRule('fastapi/typed-response', ({ catches, leaves, relates }) => {
  catches('routes without a type of their answer', `
    from fastapi import APIRouter, FastAPI, status

    app = FastAPI()
    router = APIRouter()


    @router.get("/{number}")
    async def order(number: int):
    #         ^^^^^ warning: fastapi/typed-response: \`order\` declares no type of its answer, so whatever it returns is sent unfiltered; annotate it with the schema that clients get.
        return {"number": number}


    @app.post("/", status_code=status.HTTP_201_CREATED)
    def create(number: int):
    #   ^^^^^^ warning: fastapi/typed-response
        return await_order(number)


    @router.delete("/{number}")
    async def remove(number: int):
    #         ^^^^^^ warning: fastapi/typed-response: \`remove\` declares no type of its answer, although it is empty; annotate it with \`-> None\`.
        print(number)
  `);

  catches('JSON that is built by hand, and classes of JSON responses', `
    from fastapi import APIRouter
    from fastapi.responses import JSONResponse, ORJSONResponse, RedirectResponse

    router = APIRouter(default_response_class=ORJSONResponse)


    @router.get("/a")
    async def by_hand():
    #         ^^^^^^^ warning: fastapi/typed-response
        return JSONResponse({"number": 1})


    @router.get("/b", response_class=ORJSONResponse)
    async def fast():
    #         ^^^^ warning: fastapi/typed-response
        return {"number": 1}


    @router.get("/c")
    async def either(number: int):
    #         ^^^^^^ warning: fastapi/typed-response
        if number > 1:
            return RedirectResponse("/d")
        return {"number": number}
  `, { kind: 'data-postgres' });

  catches('methods of a view, routes of a sub-application and of an own router class', `
    from fastapi import APIRouter, FastAPI
    from fastapi_utils.cbv import cbv


    class Routes(APIRouter):
        pass


    routes = Routes()
    admin = FastAPI()


    @cbv(routes)
    class Orders:
        @routes.get("/")
        async def all(self):
    #             ^^^ warning: fastapi/typed-response
            return []


    def create_app() -> FastAPI:
        app = FastAPI()
        app.mount("/admin", admin)

        @admin.put("/orders")
        async def put():
    #             ^^^ warning: fastapi/typed-response
            return {}

        return app
  `);

  relates('a route of another file that is added by a call', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import APIRouter

    from src.orders import Orders, order

    router = APIRouter()
    router.add_api_route("/{number}", order, methods=["GET"])
    #                                 ^^^^^ warning: fastapi/typed-response
    router.add_api_route("/", endpoint=Orders().all)
    #                                  ^^^^^^^^^^^^ warning: fastapi/typed-response
    router.add_api_route("/typed", order, response_model=dict[str, int])
    //- services/orders_api/src/orders.py
    async def order(number: int):
        return {"number": number}


    class Orders:
        async def all(self):
            return []
  `, [
    'services/orders_api/src/orders.py: order(number: int):: `order` declares no return type',
    'services/orders_api/src/orders.py: all(self):: `all` declares no return type',
  ]);

  leaves('annotations, models, and answers without a body', `
    from http import HTTPStatus

    from fastapi import APIRouter, status
    from src.schemas import Order

    router = APIRouter()
    options = {"response_model": Order}


    @router.get("/a")
    async def annotated(number: int) -> Order:
        return Order(number=number)


    @router.get("/b", response_model=Order)
    async def with_model(number: int):
        return {"number": number}


    @router.get("/c", response_model=None)
    async def without_model(number: int):
        return {"number": number}


    @router.delete("/d", status_code=204)
    async def deleted(number: int):
        print(number)


    @router.delete("/e", status_code=status.HTTP_204_NO_CONTENT)
    async def deleted_by_name(number: int):
        print(number)


    @router.delete("/f", status_code=HTTPStatus.NO_CONTENT)
    async def deleted_by_enum(number: int):
        print(number)


    @router.get("/g", **options)
    async def with_options(number: int):
        return {"number": number}
  `);

  leaves('files, streams, redirects and pages', `
    from fastapi import APIRouter, FastAPI, Request, Response
    from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, StreamingResponse
    from fastapi.templating import Jinja2Templates
    from sse_starlette.sse import EventSourceResponse
    from src.views import templates

    pages = FastAPI(default_response_class=HTMLResponse)
    router = APIRouter()
    local = Jinja2Templates(directory="templates")


    class Csv(Response):
        media_type = "text/csv"


    @router.get("/report")
    async def report(kind: str):
        if kind == "csv":
            return Csv("a;b")
        return FileResponse("report.pdf")


    @router.get("/login")
    async def login():
        response = RedirectResponse("/", status_code=303)
        response.set_cookie("session", "x")
        return response


    @router.get("/stream")
    async def stream():
        return StreamingResponse(iter([]))


    @router.get("/events")
    async def events():
        return EventSourceResponse(iter([]))


    @router.get("/page", response_class=HTMLResponse)
    async def page():
        return "<p>"


    @router.get("/index")
    async def index(request: Request):
        return local.TemplateResponse(request, "index.html")


    @router.get("/foreign")
    async def foreign(request: Request):
        return templates.TemplateResponse("index.html", {"request": request})


    @pages.get("/")
    async def start():
        return "<p>"
  `);

  leaves('pages of documentation that FastAPI makes', `
    from fastapi import FastAPI
    from fastapi.openapi.docs import get_redoc_html, get_swagger_ui_html, get_swagger_ui_oauth2_redirect_html


    def create_app() -> FastAPI:
        app = FastAPI(docs_url=None, redoc_url=None)

        @app.get("/docs", include_in_schema=False)
        async def swagger():
            return get_swagger_ui_html(openapi_url=app.openapi_url, title=app.title)

        @app.get("/docs/oauth2-redirect", include_in_schema=False)
        async def redirect():
            return get_swagger_ui_oauth2_redirect_html()

        @app.get("/redoc", include_in_schema=False)
        async def redoc():
            return get_redoc_html(openapi_url=app.openapi_url, title=app.title)

        return app
  `);

  leaves('what is no route of FastAPI', `
    import httpx
    from fastapi import APIRouter, Depends, FastAPI, Request, WebSocket
    from src.cli import app as cli

    app = FastAPI()
    router = APIRouter()
    client = httpx.AsyncClient(timeout=5.0)


    @router.websocket("/ws")
    async def socket(socket: WebSocket):
        await socket.accept()


    @app.exception_handler(ValueError)
    async def on_value_error(request: Request, error: ValueError):
        return None


    @app.middleware("http")
    async def timed(request: Request, call_next):
        return await call_next(request)


    @cli.get("/orders")
    async def command():
        return {}


    async def current_user():
        return {}


    async def fetch(user=Depends(current_user)):
        return await client.get("/orders")


    class Router:
        def get(self, path: str): ...


    own = Router()


    @own.get("/orders")
    def orders():
        return {}
  `);

  leaves('tests, and workspaces that do not follow the architecture', `
    //- app/main.py
    from fastapi import FastAPI

    app = FastAPI()


    @app.get("/orders")
    async def orders():
        return {}
  `, { follows: false });
});
