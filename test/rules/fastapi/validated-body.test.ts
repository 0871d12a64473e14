import { describeRule } from '../../support/describeRule';

describeRule('fastapi/validated-body', ({ catches, leaves }) => {
  catches('bodies without a type of their own', `
    from typing import Annotated, Any, Dict, Optional

    from fastapi import APIRouter, Body

    router = APIRouter()


    @router.post("/api/v1/orders")
    async def create(order: dict[str, Any]) -> None: ...
    #                       ^^^^^^^^^^^^^^ warning: fastapi/validated-body: \`create\` gets its body as \`dict[str, Any]\`, which nothing validates; declare a Pydantic model for it.


    @router.put("/api/v1/orders/{number}")
    async def replace(number: int, order: Annotated[dict, Body()]) -> None: ...
    #                                     ^^^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/validated-body


    @router.patch("/api/v1/orders/{number}")
    def change(number: int, order: Optional[Dict[str, str]] = None, note: Any = Body(...)) -> None: ...
    #                              ^^^^^^^^^^^^^^^^^^^^^^^^ warning: fastapi/validated-body
    #                                                                     ^^^ warning: fastapi/validated-body
  `);

  catches('a body that is read from the request', `
    from fastapi import FastAPI, Request

    app = FastAPI()


    @app.post("/api/v1/orders")
    async def create(request: Request) -> str:
        data = await request.json()
    #                ^^^^^^^^^^^^ warning: fastapi/validated-body: \`create\` gets its body as \`request.json()\`, which nothing validates; declare a Pydantic model for it.
        return str(data["number"])
  `);

  catches('a route of a data service, and one of several methods', `
    from fastapi import APIRouter as Routes

    routes = Routes(prefix="/api/v1/orders")


    @routes.api_route("/", methods=["GET", "POST"])
    async def orders(body: dict) -> None: ...
    #                      ^^^^ warning: fastapi/validated-body
  `, { kind: 'data-postgres' });

  leaves('models, and what is no body', `
    from typing import Annotated, Any

    from fastapi import APIRouter, Depends, Header, Query, Request
    from pydantic import BaseModel

    router = APIRouter()


    class Order(BaseModel):
        number: int
        extra: dict[str, Any] = {}


    def current_user() -> dict[str, str]:
        return {}


    User = Annotated[dict, Depends(current_user)]


    @router.post("/api/v1/orders")
    async def create(
        request: Request,
        order: Order,
        orders: list[Order],
        user: Annotated[dict[str, str], Depends(current_user)],
        other: dict = Depends(current_user),
        third: User = None,
        tenant: Annotated[str, Header()] = "",
        page: Any = Query(None),
    ) -> dict[str, Any]:
        return order.model_dump()
  `);

  leaves('a request body that a model or aiogram validates', `
    from aiogram import Bot, Dispatcher
    from aiogram.types import Update
    from fastapi import APIRouter, Request
    from src.schemas import Order

    router = APIRouter()


    @router.post("/api/v1/orders")
    async def create(request: Request) -> Order:
        return Order.model_validate(await request.json())


    @router.put("/api/v1/orders")
    async def put(request: Request) -> Order:
        data = await request.json()
        return Order(**data)


    @router.post("/webhook")
    async def webhook(request: Request, bot: Bot, dp: Dispatcher) -> None:
        await dp.feed_update(bot, Update.model_validate(await request.json()))
  `);

  leaves('reads, functions that are no route, and answers of other services', `
    import httpx
    from fastapi import APIRouter

    router = APIRouter()


    @router.get("/api/v1/orders")
    async def orders(client: httpx.AsyncClient) -> dict:
        return (await client.get("x", timeout=1)).json()


    async def save(order: dict) -> None: ...
  `);

  leaves('workspaces that do not follow the architecture', `
    //- app/main.py
    from fastapi import FastAPI

    app = FastAPI()


    @app.post("/orders")
    async def create(order: dict) -> None: ...
  `, { follows: false });
});
