import { describeRule } from '../../support/describeRule';

describeRule('http/async-client', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('requests in an api service', `
    import requests
    #      ^^^^^^^^ warning: http/async-client: \`requests\` holds its caller, in a coroutine the event loop, until the peer answers; use \`httpx.AsyncClient\` and await its calls.


    async def price() -> dict:
        return requests.get("https://prices.example.com", timeout=3).json()
  `);

  catches('clients by name, alias and submodule', `
    import http.client
    #      ^^^^^^^^^^^ warning: http/async-client
    import httplib2 as h2
    #      ^^^^^^^^ warning: http/async-client
    from http import client
    #                ^^^^^^ warning: http/async-client
    from http.client import HTTPSConnection
    #    ^^^^^^^^^^^ warning: http/async-client: \`http.client.HTTPSConnection\` holds its caller, in a coroutine the event loop, until the peer answers; use \`httpx.AsyncClient\` and await its calls.
    from requests import Session
    #    ^^^^^^^^ warning: http/async-client
    from urllib3 import PoolManager
    #    ^^^^^^^ warning: http/async-client


    async def main(session: Session) -> None:
        http.client.HTTPConnection("x")
  `, { kind: 'worker' });

  catches('an import inside a function, and one that may fail', `
    try:
        import requests
    #          ^^^^^^^^ warning: http/async-client
    except ImportError:
        requests = None

    from fastapi import APIRouter

    router = APIRouter()


    @router.get("/api/v1/rates")
    def rates() -> dict:
        import urllib3
    #          ^^^^^^^ warning: http/async-client

        return {"status": urllib3.PoolManager().request("GET", "https://example.com").status}
  `);

  catches('one severity lower where the kind of service is not known', `
    //- lib/rates.py kind:unknown
    import requests
    #      ^^^^^^^^ information: http/async-client


    async def load() -> None: ...
  `);

  leaves('asynchronous clients and the parts of urllib that call nobody', `
    import http
    from http import HTTPStatus
    from urllib.parse import quote

    import aiohttp
    import httpx
    import requests_unixsocket_stub


    async def load(client: httpx.AsyncClient) -> int:
        return HTTPStatus.OK + http.HTTPStatus.CREATED
  `);

  leaves('errors, codes and types of these libraries', `
    import http.client
    from http.client import HTTPException, responses

    import requests
    import urllib3
    from requests.exceptions import ConnectionError as Lost
    from urllib3 import HTTPResponse
    from urllib3.util.retry import Retry

    urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)


    async def load(sdk) -> str:
        try:
            return await sdk.load()
        except (requests.RequestException, requests.exceptions.Timeout):
            return http.client.responses[requests.codes.bad_gateway]
  `);

  leaves('a synchronous client that lives in threads', `
    import asyncio

    import requests


    def fetch(url: str) -> bytes:
        return requests.get(url, timeout=3).content


    async def load(url: str) -> bytes:
        await asyncio.to_thread(requests.head, url, timeout=3)
        return await asyncio.to_thread(fetch, url)
  `);

  leaves('wholly synchronous code, types, and the project\'s own module of the name', `
    //- services/orders_api/src/main.py kind:api
    from typing import TYPE_CHECKING

    from src.http import client
    from src import requests

    if TYPE_CHECKING:
        from requests import Response


    async def load(response: "Response") -> None:
        requests.get(client)
    //- services/orders_api/src/requests.py
    def get(url: str) -> None: ...
    //- services/orders_api/src/http.py
    client = 1
    //- services/orders_api/src/report.py
    import requests


    def main() -> None:
        requests.get("https://example.com", timeout=3)
    //- services/orders_api/tests/test_rates.py
    import requests


    async def test_rates() -> None:
        requests.get("http://localhost:8000")
    //- scripts/load.py
    import requests


    async def main() -> None: ...
  `);

  fixes('the import and each call, with the response kept', `
    import logging

    import requests


    async def price(url: str, token: str) -> dict:
        response = requests.get(url, headers={"Authorization": token}, timeout=3)
        response.raise_for_status()
        return response.json()


    async def order(url: str, lines: list[str]) -> int:
        if lines:
            requests.post(
                url,
                json={"lines": lines},
            )
        return requests.head(url, timeout=1.5).status_code  # of the last one
  `, `
    import logging

    import httpx


    async def price(url: str, token: str) -> dict:
        async with httpx.AsyncClient(follow_redirects=True) as client:
            response = await client.get(url, headers={"Authorization": token}, timeout=3)
        response.raise_for_status()
        return response.json()


    async def order(url: str, lines: list[str]) -> int:
        if lines:
            async with httpx.AsyncClient(follow_redirects=True, timeout=httpx.Timeout(5.0, connect=1.0)) as client:
                await client.post(
                    url,
                    json={"lines": lines},
                )
        async with httpx.AsyncClient() as client:
            return (await client.head(url, timeout=1.5)).status_code  # of the last one
  `, { kind: 'worker', title: 'Call it through httpx.AsyncClient' });

  fixes('with the httpx that is there, and another name for the client', `
    import requests as rq
    import httpx as hx


    async def price(url: str, client: hx.AsyncClient) -> bytes:
        return rq.get(url).content
  `, `
    import httpx as hx


    async def price(url: str, client: hx.AsyncClient) -> bytes:
        async with hx.AsyncClient(follow_redirects=True, timeout=hx.Timeout(5.0, connect=1.0)) as http_client:
            return (await http_client.get(url)).content
  `, { kind: 'worker', newline: '\r\n' });

  offersNoFix('a handler, whose client comes from outside', `
    import requests
    #      ^^^^^^^^ warning: http/async-client
    from fastapi import APIRouter

    router = APIRouter()


    @router.get("/api/v1/rates")
    async def rates() -> dict:
        return requests.get("https://rates.example.com", timeout=3).json()
  `);

  offersNoFix('a method, and what a handler calls: http/shared-client would say the next thing', `
    //- services/orders_api/src/rates.py kind:api
    import requests
    #      ^^^^^^^^ warning: http/async-client


    class Rates:
        async def read(self, url: str) -> bytes:
            return requests.get(url, timeout=3).content
    //- services/orders_api/src/routes.py
    import requests
    #      ^^^^^^^^ warning: http/async-client
    from fastapi import APIRouter

    router = APIRouter()


    async def read(url: str) -> bytes:
        return requests.get(url, timeout=3).content


    @router.get("/api/v1/rates")
    async def rates() -> bytes:
        return await read("https://rates.example.com")
  `);

  offersNoFix('a response that is handed on', `
    import requests
    #      ^^^^^^^^ warning: http/async-client


    async def price(url: str, parse) -> dict:
        response = requests.get(url, timeout=3)
        return parse(response)
  `);

  offersNoFix('an argument that httpx reads otherwise', `
    import requests
    #      ^^^^^^^^ warning: http/async-client


    async def price(url: str) -> None:
        requests.post(url, data=b"x", timeout=(1, 5))
  `);

  offersNoFix('a use beside the calls', `
    import requests
    #      ^^^^^^^^ warning: http/async-client


    async def price(url: str) -> dict:
        try:
            return requests.get(url, timeout=3).json()
        except requests.RequestException:
            return {}
  `);

  offersNoFix('a call in plain code', `
    import requests
    #      ^^^^^^^^ warning: http/async-client


    def price(url: str) -> dict:
        return requests.get(url, timeout=3).json()


    async def main() -> None: ...
  `);
});
