import { describeRule } from '../../support/describeRule';

describeRule('http/timeout-required', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('a client of a lifespan, by its message', `
    from contextlib import asynccontextmanager

    import httpx
    from fastapi import FastAPI


    @asynccontextmanager
    async def lifespan(app: FastAPI):
        async with httpx.AsyncClient(base_url="http://orders_data:8000") as client:
    #              ^^^^^^^^^^^^^^^^^ warning: http/timeout-required: \`httpx.AsyncClient\` states no time-out, so a default of the library decides; pass \`timeout=httpx.Timeout(5.0, connect=1.0)\`, or figures of your own.
            app.state.http = client
            yield
  `);

  catches('aliases, plain functions and aiohttp', `
    import aiohttp
    import httpx as hx
    from aiohttp import ClientSession as Session
    from httpx import AsyncClient, post


    class Gateway:
        def __init__(self) -> None:
            self.http = AsyncClient()
    #                   ^^^^^^^^^^^ warning: http/timeout-required
            self.session = Session(
    #                      ^^^^^^^ warning: http/timeout-required: \`Session\` states no time-out, so it waits up to five minutes; pass \`timeout=aiohttp.ClientTimeout(total=5.0, connect=1.0)\`, or figures of your own.
                raise_for_status=True,
            )

        async def call(self) -> None:
            await self.http.get("/a")
            await self.http.get("/b", timeout=3)


    def sync() -> None:
        hx.get("https://example.com")
    #   ^^^^^^ warning: http/timeout-required
        post("https://example.com", json={})
    #   ^^^^ warning: http/timeout-required


    async def once() -> None:
        async with aiohttp.request("GET", "https://example.com"):
    #              ^^^^^^^^^^^^^^^ warning: http/timeout-required
            pass
  `);

  catches('limits that are switched off', `
    import aiohttp
    import httpx


    async def wait(client: httpx.AsyncClient, session: aiohttp.ClientSession) -> None:
        await client.get("/export", timeout=None)
    #                               ^^^^^^^^^^^^ warning: http/timeout-required: \`client.get\` has its time-out switched off, so it can wait for ever; pass \`timeout=httpx.Timeout(5.0, connect=1.0)\`, or figures of your own.
        await session.post("/export", timeout=None)
    #                                 ^^^^^^^^^^^^ warning: http/timeout-required
        httpx.Timeout(None)
    #   ^^^^^^^^^^^^^ warning: http/timeout-required
        aiohttp.ClientTimeout(total=None)
    #   ^^^^^^^^^^^^^^^^^^^^^ warning: http/timeout-required
  `);

  leaves('stated limits, of one phase or of all', `
    import aiohttp
    import httpx

    TIMEOUT = httpx.Timeout(5.0, connect=1.0, read=None)


    def build(settings) -> list[object]:
        return [
            httpx.AsyncClient(timeout=TIMEOUT),
            httpx.AsyncClient(timeout=settings.timeout),
            httpx.AsyncClient(timeout=5),
            httpx.Timeout(None, connect=1.0),
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None, sock_read=30)),
        ]
  `);

  leaves('a client whose requests each state theirs', `
    import aiohttp
    from httpx import AsyncClient


    class Rates:
        def __init__(self) -> None:
            self.http = AsyncClient()

        async def load(self) -> None:
            await self.http.get("/a", timeout=3)
            await self.http.post("/b", timeout=10)


    async def once() -> None:
        async with aiohttp.ClientSession() as session:
            async with session.get("/x", timeout=aiohttp.ClientTimeout(total=3)) as response:
                await response.read()
  `);

  leaves('a client whose requests are handed options', `
    import httpx


    class Backend:
        async def request(self, method: str, url: str, **options) -> None:
            options.setdefault("timeout", 5.0)
            async with httpx.AsyncClient(headers={"X-API-Key": "k"}) as client:
                await client.request(method, url, **options)
  `);

  leaves('options that are passed on, and subclasses that state theirs', `
    import httpx

    OPTIONS = {"timeout": 3}


    class Client(httpx.AsyncClient):
        def __init__(self, **options) -> None:
            super().__init__(timeout=3, **options)


    def build(**options) -> None:
        httpx.AsyncClient(**OPTIONS)
        httpx.AsyncClient(base_url="http://x", **options)
        Client()
  `);

  leaves('calls into the same process, methods of a client, and other libraries', `
    import httpx
    from redis.asyncio import Redis


    async def call(app, client: httpx.AsyncClient, cache: Redis) -> None:
        httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://test")
        await client.get("/x")
        await cache.get("a:b:c")
        client.build_request("GET", "/x")
        httpx.URL("https://example.com")
  `);

  leaves('tests', `
    //- services/orders_api/tests/test_api.py
    import httpx


    async def test_api() -> None:
        async with httpx.AsyncClient() as client:
            await client.get("/x", timeout=None)
  `);

  fixes('a client by the two figures', `
    import httpx


    def build(base_url: str) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            base_url=base_url,
            trust_env=False,
        )
  `, `
    import httpx


    def build(base_url: str) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            base_url=base_url,
            trust_env=False,
            timeout=httpx.Timeout(5.0, connect=1.0),
        )
  `, { title: 'State 5 s, and 1 s for the connection' });

  fixes('a limit that is switched off, with the alias of the file', `
    import httpx as hx


    async def load(client: hx.AsyncClient) -> hx.Response:
        return await client.get("/x", timeout=None, params={})
  `, `
    import httpx as hx


    async def load(client: hx.AsyncClient) -> hx.Response:
        return await client.get("/x", timeout=hx.Timeout(5.0, connect=1.0), params={})
  `);

  fixes('a session of aiohttp, with the import that is missing', `
    from aiohttp import ClientSession


    def build() -> ClientSession:
        return ClientSession()
  `, `
    import aiohttp
    from aiohttp import ClientSession


    def build() -> ClientSession:
        return ClientSession(timeout=aiohttp.ClientTimeout(total=5.0, connect=1.0))
  `);

  offersNoFix('a time-out without limits: which one is meant is not known', `
    import httpx

    TIMEOUT = httpx.Timeout(timeout=None)
    #         ^^^^^^^^^^^^^ warning: http/timeout-required: \`httpx.Timeout\` sets no limit, so calls can wait for ever; pass \`5.0, connect=1.0\`, or figures of your own.
  `);
});
