import { describeRule } from '../../support/describeRule';

describeRule('http/shared-client', ({ catches, leaves }) => {
  catches('a route, by its message', `
    import httpx
    from fastapi import APIRouter

    router = APIRouter()


    @router.get("/api/v1/stock/{sku}")
    async def read_stock(sku: str, base_url: str) -> bytes:
        async with httpx.AsyncClient(base_url=base_url, timeout=5.0) as client:
    #              ^^^^^^^^^^^^^^^^^ warning: http/shared-client: \`httpx.AsyncClient\` in the route \`read_stock\` makes a connection pool and a TLS context for every request; open one client at start-up and hand it in.
            return (await client.get(f"/stock/{sku}")).content
  `);

  catches('dependencies, also those that give the client away', `
    from typing import Annotated

    from fastapi import APIRouter, Depends
    from httpx import AsyncClient, Timeout

    router = APIRouter()


    async def get_client():
        async with AsyncClient(timeout=Timeout(5.0)) as client:
    #              ^^^^^^^^^^^ warning: http/shared-client
            yield client


    def plain_client() -> AsyncClient:
        return AsyncClient(timeout=5.0)
    #          ^^^^^^^^^^^ warning: http/shared-client


    @router.get("/api/v1/orders")
    async def orders(a: Annotated[AsyncClient, Depends(get_client)], b: AsyncClient = Depends(plain_client)) -> None: ...
  `);

  catches('bot handlers, their helpers, and middleware', `
    //- services/shop_bot/src/handlers.py kind:bot
    import aiohttp
    from aiogram import Router
    from aiogram.types import Message

    router = Router()


    async def read_rate(url: str) -> float:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session:
    #              ^^^^^^^^^^^^^^^^^^^^^ warning: http/shared-client: \`aiohttp.ClientSession\` in \`read_rate\`, which the handler \`rate\` calls, makes a connection pool and a TLS context for every update; open one client at start-up and hand it in.
            async with session.get(url) as response:
                return float(await response.text())


    @router.message()
    async def rate(message: Message) -> None:
        await message.answer(str(await read_rate("/rate")))


    @router.callback_query()
    async def again(query) -> None:
        session = aiohttp.ClientSession()
    #             ^^^^^^^^^^^^^^^^^^^^^ warning: http/shared-client
        try:
            await session.post("/again")
        finally:
            await session.close()
    //- services/orders_api/src/main.py kind:api
    import httpx
    from fastapi import FastAPI

    app = FastAPI()


    @app.middleware("http")
    async def authorize(request, call_next):
        async with httpx.AsyncClient(timeout=1.0) as client:
    #              ^^^^^^^^^^^^^^^^^ warning: http/shared-client
            await client.post("/introspect")
        return await call_next(request)
  `);

  catches('a class whose methods open a client each, and a factory of another file', `
    //- services/orders_api/src/clients.py kind:api
    import httpx


    def build_client(base_url: str) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=base_url, timeout=5.0)


    class UsersClient:
        def __init__(self, base_url: str) -> None:
            self._base_url = base_url

        async def get(self, user_id: int) -> bytes:
            async with httpx.AsyncClient(base_url=self._base_url, timeout=5.0) as client:
    #                  ^^^^^^^^^^^^^^^^^ warning: http/shared-client
                response = await client.get(f"/users/{user_id}")
                return response.content
    //- services/orders_api/src/routes.py
    from fastapi import APIRouter

    from src.clients import build_client

    router = APIRouter()


    @router.get("/api/v1/users/{user_id}")
    async def user(user_id: int) -> bytes:
        async with build_client("http://users_api:8000") as client:
    #              ^^^^^^^^^^^^ warning: http/shared-client
            return (await client.get(f"/users/{user_id}")).content
  `);

  catches('a dependency that another file declares', `
    //- services/orders_api/src/dependencies.py kind:api
    from collections.abc import AsyncIterator

    import httpx


    async def get_http() -> AsyncIterator[httpx.AsyncClient]:
        async with httpx.AsyncClient(timeout=5.0) as client:
    #              ^^^^^^^^^^^^^^^^^ warning: http/shared-client: \`httpx.AsyncClient\` in the dependency \`get_http\` makes a connection pool and a TLS context for every request; open one client at start-up and hand it in.
            yield client
    //- services/orders_api/src/routes.py
    from typing import Annotated

    import httpx
    from fastapi import APIRouter, Depends
    from src.dependencies import get_http

    router = APIRouter(prefix="/api/v1")
    Http = Annotated[httpx.AsyncClient, Depends(get_http)]


    @router.get("/rates")
    async def rates(http: Http) -> bytes:
        return (await http.get("http://rates")).content
  `);

  catches('a function of another file that makes its own, in a handler, and a context manager that yields one', `
    //- services/orders_api/src/rates.py kind:api
    from collections.abc import AsyncIterator
    from contextlib import asynccontextmanager

    import aiohttp
    import httpx


    async def read_rates(base_url: str) -> bytes:
        async with httpx.AsyncClient(base_url=base_url, timeout=5.0) as client:
            return (await client.get("/rates")).content


    @asynccontextmanager
    async def session() -> AsyncIterator[aiohttp.ClientSession]:
        async with aiohttp.ClientSession() as http:
            yield http
    //- services/orders_api/src/routes.py
    from fastapi import APIRouter
    from src.rates import read_rates, session

    router = APIRouter(prefix="/api/v1")


    @router.get("/rates")
    async def rates() -> bytes:
        return await read_rates("http://rates")
    #                ^^^^^^^^^^ warning: http/shared-client: \`read_rates\` in the route \`rates\` makes a connection pool and a TLS context for every request; open one client at start-up and hand it in.


    @router.get("/prices")
    async def prices() -> None:
        async with session() as http:
    #              ^^^^^^^ warning: http/shared-client
            await http.get("http://prices")
  `);

  leaves('functions of other files that keep theirs, or are called at start-up', `
    //- services/orders_api/src/rates.py kind:api
    import httpx

    _client: httpx.AsyncClient | None = None


    async def read_rates() -> bytes:
        global _client
        if _client is None:
            _client = httpx.AsyncClient(timeout=5.0)
        return (await _client.get("/rates")).content


    async def forward(request) -> bytes:
        client = getattr(request.app.state, "http", None)
        if client is None:
            client = httpx.AsyncClient(timeout=5.0)
        return (await client.get("/stock")).content


    async def load_keys() -> bytes:
        async with httpx.AsyncClient(timeout=5.0) as client:
            return (await client.get("/keys")).content


    async def through(proxy: str) -> bytes:
        async with httpx.AsyncClient(proxy=proxy, timeout=5.0) as client:
            return (await client.get("/address")).content
    //- services/orders_api/src/main.py
    from contextlib import asynccontextmanager

    from fastapi import FastAPI, Request
    from src.rates import forward, load_keys, read_rates, through


    @asynccontextmanager
    async def lifespan(app: FastAPI):
        app.state.keys = await load_keys()
        yield


    app = FastAPI(lifespan=lifespan)


    @app.get("/api/v1/rates")
    async def rates(request: Request) -> bytes:
        await through("http://proxy")
        await forward(request)
        return await read_rates()
  `);

  leaves('the lifespan, start-up and main', `
    import asyncio
    from contextlib import asynccontextmanager

    import aiohttp
    import httpx
    from fastapi import FastAPI


    @asynccontextmanager
    async def lifespan(app: FastAPI):
        async with httpx.AsyncClient(timeout=5.0) as client:
            app.state.http = client
            await client.get("/warm")
            yield


    app = FastAPI(lifespan=lifespan)


    @app.on_event("startup")
    async def startup() -> None:
        async with httpx.AsyncClient(timeout=5.0) as client:
            await client.get("/warm")


    class Gateway:
        async def __aenter__(self):
            self._session = aiohttp.ClientSession()
            return self

        async def connect(self) -> None:
            async with aiohttp.ClientSession() as session:
                await session.get("/token")

        async def restore(self) -> None:
            self._session = aiohttp.ClientSession()


    async def main() -> None:
        async with httpx.AsyncClient(timeout=5.0) as client:
            await client.get("/orders")


    if __name__ == "__main__":
        asyncio.run(main())
  `);

  leaves('clients that come from outside, are made once, or kept', `
    from functools import lru_cache
    from typing import Annotated

    import httpx
    from fastapi import APIRouter, Depends, Request

    router = APIRouter()
    _client: httpx.AsyncClient | None = None


    @lru_cache
    def shared() -> httpx.AsyncClient:
        return httpx.AsyncClient(timeout=5.0)


    def get_http(request: Request) -> httpx.AsyncClient:
        return request.app.state.http


    async def lazy(request: Request) -> httpx.AsyncClient:
        global _client
        if _client is None:
            _client = httpx.AsyncClient(timeout=5.0)
        if not hasattr(request.app.state, "http"):
            request.app.state.http = httpx.AsyncClient(timeout=5.0)
        return _client


    @router.get("/api/v1/stock")
    async def stock(a: Annotated[httpx.AsyncClient, Depends(get_http)], b: Annotated[httpx.AsyncClient, Depends(shared)], c: Annotated[httpx.AsyncClient, Depends(lazy)]) -> None:
        await a.get("/stock")
        await shared().get("/stock")
  `);

  leaves('one client for many calls, and clients of their own kind', `
    import asyncio

    import httpx
    from fastapi import APIRouter

    router = APIRouter()


    class Importer:
        async def import_all(self, skus: list[str]) -> None:
            async with httpx.AsyncClient(timeout=5.0) as client:
                for sku in skus:
                    await client.get(f"/stock/{sku}")

        async def import_together(self, skus: list[str]) -> None:
            async with httpx.AsyncClient(timeout=5.0) as client:
                await asyncio.gather(*(client.get(f"/stock/{sku}") for sku in skus))

        async def through(self, proxy: str) -> None:
            async with httpx.AsyncClient(proxy=proxy, timeout=5.0) as client:
                await client.get("/address")


    @router.get("/api/v1/own")
    async def own(app) -> None:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://own") as client:
            await client.get("/inner")
  `);

  leaves('a function that nothing here calls for each request, and workers', `
    //- services/orders_api/src/rates.py kind:api
    import httpx


    async def read_rates(base_url: str) -> bytes:
        async with httpx.AsyncClient(base_url=base_url, timeout=5.0) as client:
            return (await client.get("/rates")).content
    //- services/billing_worker/src/rates.py kind:worker
    import httpx


    class Rates:
        async def read(self, base_url: str) -> bytes:
            async with httpx.AsyncClient(base_url=base_url, timeout=5.0) as client:
                return (await client.get("/rates")).content
    //- services/orders_api/tests/test_rates.py
    import httpx


    class TestRates:
        async def test_read(self) -> None:
            async with httpx.AsyncClient(timeout=5.0) as client:
                await client.get("/rates")
  `);
});
