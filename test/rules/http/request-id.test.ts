import { describeRule } from '../../support/describeRule';

describeRule('http/request-id', ({ catches, leaves }) => {
  catches('a client without a hook, by its message', `
    import httpx


    async def open_ticket(base_url: str, body: bytes) -> None:
        async with httpx.AsyncClient(base_url=base_url, timeout=httpx.Timeout(5.0, connect=1.0)) as client:
            response = await client.post("/api/v1/tickets", content=body)
    #                        ^^^^^^^^^^^ information: http/request-id: \`client.post\` sends no \`X-Request-ID\`, so the logs of the two services cannot be joined; give its client \`event_hooks={"request": [add_request_id]}\`.
            response.raise_for_status()
  `, { kind: 'bot' });

  catches('an address that begins with the setting of a service', `
    import httpx
    from pydantic_settings import BaseSettings


    class Settings(BaseSettings):
        stock_service_url: str
        avatar_url: str


    settings = Settings()


    async def read(sku: str) -> bytes:
        async with httpx.AsyncClient(timeout=5.0) as client:
            return (await client.get(f"{settings.stock_service_url}{sku}")).content
    #                     ^^^^^^^^^^ information: http/request-id


    async def avatar(name: str) -> bytes:
        async with httpx.AsyncClient(timeout=5.0) as client:
            return (await client.get(f"{settings.avatar_url}{name}")).content
  `);

  catches('other headers, and clients of the class, the module and another file', `
    //- services/orders_api/src/http.py kind:api
    import httpx

    DEFAULTS = {"User-Agent": "orders"}


    def build(base_url: str) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=base_url, headers=DEFAULTS, timeout=5.0)
    //- services/orders_api/src/main.py
    import aiohttp
    import httpx

    from src.http import build

    stock = build("http://stock_api:8000")


    class Rates:
        def __init__(self) -> None:
            self._session = aiohttp.ClientSession()

        async def read(self, token: str) -> bytes:
            headers = {"Authorization": token}
            async with self._session.get("http://rates_api:8000/rates", headers=headers) as response:
    #                  ^^^^^^^^^^^^^^^^^ information: http/request-id
                return await response.read()


    async def both(sku: str) -> None:
        await stock.get(f"/stock/{sku}")
    #         ^^^^^^^^^ information: http/request-id
        await stock.put(f"/stock/{sku}", json={})
        httpx.post("http://stock_api:8000/stock", timeout=5.0)
    #   ^^^^^^^^^^ information: http/request-id


    async def by_settings(settings, sku: str) -> None:
        async with httpx.AsyncClient(timeout=5.0) as client:
            await client.get(f"{settings.stock_url}/stock/{sku}")
    #             ^^^^^^^^^^ information: http/request-id
  `);

  catches('a client that was handed in, where no client of the service has one', `
    //- services/orders_api/src/lifespan.py kind:api
    from contextlib import asynccontextmanager

    import httpx
    from fastapi import FastAPI


    @asynccontextmanager
    async def lifespan(app: FastAPI):
        async with httpx.AsyncClient(base_url="http://stock_api:8000", timeout=5.0) as client:
            app.state.http = client
            yield
    //- services/orders_api/src/stock.py
    import httpx


    class Stock:
        def __init__(self, http: httpx.AsyncClient) -> None:
            self._http = http

        async def read(self, sku: str) -> bytes:
            response = await self._http.get(f"/stock/{sku}")
    #                        ^^^^^^^^^^^^^^ information: http/request-id
            response.raise_for_status()
            return response.content
  `);

  leaves('clients with a hook or default headers, wherever they are made', `
    //- services/orders_api/src/http.py kind:api
    import httpx


    async def add_request_id(request: httpx.Request) -> None: ...


    def build(base_url: str) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=base_url, event_hooks={"request": [add_request_id]}, timeout=5.0)
    //- services/orders_api/src/stock.py
    import httpx

    from src.http import add_request_id, build

    shared = build("http://stock_api:8000")
    hooks = {"request": [add_request_id]}


    class Stock:
        def __init__(self, http: httpx.AsyncClient) -> None:
            self._http = http

        async def read(self, sku: str, request_id: str) -> None:
            await self._http.get(f"/stock/{sku}")
            await shared.get(f"/stock/{sku}")
            async with httpx.AsyncClient(event_hooks=hooks, timeout=5.0) as one:
                await one.get("http://stock_api:8000")
            async with httpx.AsyncClient(headers={"x-request-id": request_id}, timeout=5.0) as two:
                await two.get("http://stock_api:8000")
            async with httpx.AsyncClient(timeout=5.0) as three:
                three.headers["X-Request-ID"] = request_id
                await three.get("http://stock_api:8000")
  `);

  leaves('calls that pass the header, however it is put together', `
    import aiohttp
    import httpx

    REQUEST_ID = "X-Request-ID"


    def trace_headers(request_id: str) -> dict[str, str]:
        return {REQUEST_ID: request_id}


    async def main(request_id: str, given: dict[str, str], **options: str) -> None:
        async with httpx.AsyncClient(timeout=5.0) as client:
            await client.get("http://stock_api", headers={"X-Request-ID": request_id})
            await client.get("http://stock_api", headers={"Accept": "text/plain", **trace_headers(request_id)})
            await client.get("http://stock_api", headers=given)
            await client.get("http://stock_api", **options)
        async with aiohttp.ClientSession() as session:
            headers = {"Accept": "text/plain"}
            headers[REQUEST_ID] = request_id
            await session.get("http://stock_api", headers=headers)
            await session.get("http://stock_api", headers=headers | {"traceparent": request_id})
  `, { kind: 'worker' });

  leaves('other peoples services, probes, and transports', `
    import httpx
    from pydantic_settings import BaseSettings

    EXPORT = "https://drive.example.com/files/{file}/export"


    class Settings(BaseSettings):
        rates_url: str = "https://rates.example.com"


    settings = Settings()


    async def main(app, url: str) -> None:
        async with httpx.AsyncClient(base_url="https://api.telegram.org", timeout=5.0) as telegram:
            await telegram.post("/bot/sendMessage")
        async with httpx.AsyncClient(base_url=settings.rates_url, timeout=5.0) as rates:
            await rates.get("/v1")
        async with httpx.AsyncClient(timeout=5.0) as anywhere:
            await anywhere.get(url)
            await anywhere.get(EXPORT.format(file="prices"))
        async with httpx.AsyncClient(timeout=5.0) as client:
            await client.get("https://rates.example.com/v1")
            await client.get("http://stock_api:8000/health")
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://own") as own:
            await own.get("/orders")
  `);

  leaves('clients of which nothing is known, data services and tests', `
    //- services/orders_api/src/stock.py kind:api
    import httpx


    async def read(http: httpx.AsyncClient, client) -> None:
        await http.get("/stock")
        await client.get("/stock")
    //- services/orders_data/src/main.py kind:data-postgres
    import httpx


    async def notify() -> None:
        async with httpx.AsyncClient(timeout=5.0) as client:
            await client.get("http://stock_api:8000")
    //- services/orders_api/tests/test_stock.py
    import httpx


    async def test_read() -> None:
        async with httpx.AsyncClient(timeout=5.0) as client:
            await client.get("http://stock_api:8000")
  `);
});
