import { describeRule } from '../../support/describeRule';

describeRule('http/raise-for-status', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('a client that was handed in, by the message', `
    import httpx


    class StockClient:
        def __init__(self, http: httpx.AsyncClient) -> None:
            self._http = http

        async def available(self, sku: str) -> int:
            response = await self._http.get(f"/api/v1/stock/{sku}")
            available: int = response.json().get("available", 0)
    #                        ^^^^^^^^^^^^^ information: http/raise-for-status: \`response.json\` takes the body of an error for the answer, too; call \`response.raise_for_status()\` first, or look at the status.
            return available
  `);

  catches('a body that is read where the request is written', `
    import aiohttp
    import httpx
    import requests as rq


    async def rates(http: httpx.AsyncClient) -> dict:
        return (await http.get("/rates")).json()
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: http/raise-for-status


    def text(url: str) -> str:
        return rq.get(url, timeout=5).text
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: http/raise-for-status


    async def page(session: aiohttp.ClientSession, url: str) -> str:
        async with session.get(url) as reply:
            body = await reply.text()
    #                    ^^^^^^^^^^ information: http/raise-for-status
            return body + (await reply.read()).decode()
  `, { kind: 'worker' });

  catches('a client of its own, and one of another file without such a hook', `
    //- services/orders_api/src/http.py kind:api
    import httpx


    async def add_request_id(request: httpx.Request) -> None: ...


    def build_client(base_url: str) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=base_url, timeout=5.0, event_hooks={"request": [add_request_id]})
    //- services/orders_api/src/main.py
    import httpx

    from src.http import build_client

    client = build_client("http://stock_api:8000")


    async def stock(sku: str) -> bytes:
        response = await client.get(f"/stock/{sku}")
        return response.content
    #          ^^^^^^^^^^^^^^^^ information: http/raise-for-status


    async def own(url: str) -> list:
        async with httpx.AsyncClient(timeout=5.0) as http:
            answer = await http.post(url, json={})
            print(answer)
            return answer.json()
    #              ^^^^^^^^^^^ information: http/raise-for-status
  `);

  leaves('responses whose status is looked at', `
    import aiohttp
    import httpx
    import requests


    async def by_name(http: httpx.AsyncClient) -> bytes | None:
        first = await http.get("/a")
        first.raise_for_status()
        second = await http.get("/b")
        if second.status_code == httpx.codes.NOT_FOUND:
            return None
        third = await http.get("/c")
        if not third.is_success:
            raise ValueError(third.text)
        fourth = (await http.get("/d")).raise_for_status().json()
        fifth = await http.get("/e")
        match fifth.status_code:
            case 200:
                print(fifth.text)
        return first.content + second.content + fourth


    async def sessions(session: aiohttp.ClientSession) -> bytes:
        async with session.get("/a") as response:
            if response.status >= 400:
                return b""
            return await response.read()


    def plain() -> dict:
        response = requests.get("https://rates.example.org", timeout=5)
        return response.json() if response.ok else {}
  `, { kind: 'worker' });

  leaves('responses that somebody else looks at', `
    import httpx

    from src.errors import ensure_success


    async def handed_on(http: httpx.AsyncClient) -> dict:
        response = await http.get("/a")
        ensure_success(response)
        return response.json()


    def problem_of(response: httpx.Response) -> dict:
        return response.json()


    async def send(http: httpx.AsyncClient) -> httpx.Response:
        response = await http.get("/a")
        print(response.text)
        return response


    async def through(http: httpx.AsyncClient) -> dict:
        response = await send(http)
        return response.json()


    async def telegram(http: httpx.AsyncClient) -> int:
        answer = (await http.post("/sendMessage")).json()
        if not answer["ok"]:
            raise ValueError(answer)
        return answer["result"]
  `);

  leaves('clients that raise by themselves', `
    //- services/orders_api/src/http.py kind:api
    import aiohttp
    import httpx


    async def raise_on_error(response: httpx.Response) -> None:
        response.raise_for_status()


    def build_client(base_url: str) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=base_url, event_hooks={"response": [raise_on_error]}, timeout=5.0)


    async def open_session(app) -> None:
        app.state.session = aiohttp.ClientSession(raise_for_status=True)
    //- services/orders_api/src/main.py
    import aiohttp

    from src.http import build_client

    client = build_client("http://stock_api:8000")


    class Rates:
        def __init__(self, session: aiohttp.ClientSession) -> None:
            self._session = session

        async def read(self) -> bytes:
            async with self._session.get("/rates") as response:
                return await response.read()


    async def stock(sku: str) -> bytes:
        return (await client.get(f"/stock/{sku}")).content


    async def once(url: str) -> bytes:
        async with aiohttp.request("GET", url, raise_for_status=True) as response:
            return await response.read()
  `);

  leaves('other things with a body, and tests', `
    //- services/orders_api/src/main.py kind:api
    from fastapi import Request
    from pydantic import BaseModel


    class Order(BaseModel):
        text: str


    async def handle(request: Request, order: Order, client, message) -> None:
        await request.json()
        print(order.text, message.text)
        response = await client.get("/a")
        response.json()
        with open("page.html") as page:
            page.read()
    //- services/orders_api/tests/test_orders.py
    import httpx


    async def test_orders(http: httpx.AsyncClient) -> None:
        response = await http.get("/api/v1/orders")
        assert response.json() == []
  `);

  fixes('by a line behind the request', `
    import httpx


    async def stock(http: httpx.AsyncClient, sku: str) -> dict:
        if sku:
            response = await http.get(
                f"/stock/{sku}",
            )  # by sku
            return response.json()
        return {}
  `, `
    import httpx


    async def stock(http: httpx.AsyncClient, sku: str) -> dict:
        if sku:
            response = await http.get(
                f"/stock/{sku}",
            )  # by sku
            response.raise_for_status()
            return response.json()
        return {}
  `);

  fixes('by the first line of the block', `
    import aiohttp


    async def stock(session: aiohttp.ClientSession, sku: str) -> dict:
        async with session.get(f"/stock/{sku}") as response:
            return await response.json()
  `, `
    import aiohttp


    async def stock(session: aiohttp.ClientSession, sku: str) -> dict:
        async with session.get(f"/stock/{sku}") as response:
            response.raise_for_status()
            return await response.json()
  `, { newline: '\r\n' });

  fixes('within the chain', `
    import httpx


    async def stock(http: httpx.AsyncClient, sku: str) -> dict:
        return (await http.get(f"/stock/{sku}")).json()
  `, `
    import httpx


    async def stock(http: httpx.AsyncClient, sku: str) -> dict:
        return (await http.get(f"/stock/{sku}")).raise_for_status().json()
  `);

  offersNoFix('a chain of aiohttp or requests, whose method gives nothing', `
    import requests


    def stock(url: str) -> dict:
        return requests.get(url, timeout=5).json()
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: http/raise-for-status
  `, { kind: 'worker' });
});
