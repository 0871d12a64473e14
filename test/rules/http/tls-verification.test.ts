import { describeRule } from '../../support/describeRule';

describeRule('http/tls-verification', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('a client of httpx, by its message', `
    import httpx


    def build_client(base_url: str) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=base_url, timeout=5.0, verify=False)
    #                                                            ^^^^^^^^^^^^ error: http/tls-verification: \`httpx.AsyncClient(verify=False)\` accepts any certificate, so anybody on the way can read and change what is sent; leave it out, or pass \`verify=ssl.create_default_context(cafile=…)\`.
  `);

  catches('a switch that a plain URL has no use for, as information', `
    import aiohttp


    async def stock(session: aiohttp.ClientSession) -> None:
        async with session.get("http://stock-api:8000/items", ssl=False) as response:
    #                                                         ^^^^^^^^^ information: http/tls-verification: \`session.get(ssl=False)\` verifies nothing, because the URL is plain http, and would not over https either; leave it out.
            response.raise_for_status()
  `);

  catches('requests, aiohttp and boto3, also behind aliases and in wrappers', `
    import aiohttp
    import boto3
    import requests as rq
    from requests import Session

    VERIFY = False


    class Portal:
        def __init__(self, session: Session, http: aiohttp.ClientSession) -> None:
            self._session = session
            self._http = http
            self._s3 = boto3.client("s3", verify=False)
    #                                     ^^^^^^^^^^^^ error: http/tls-verification

        def login(self, url: str) -> None:
            self._session.post(url, timeout=5, verify=False)
    #                                          ^^^^^^^^^^^^ error: http/tls-verification
            rq.get(url, verify=VERIFY, timeout=5)
    #                   ^^^^^^^^^^^^^ error: http/tls-verification

        async def read(self, url: str) -> None:
            async with self._http.get(url, ssl=False) as response:
    #                                      ^^^^^^^^^ error: http/tls-verification
                await response.read()


    def connector() -> aiohttp.TCPConnector:
        return aiohttp.TCPConnector(limit=10, verify_ssl=False)
    #                                         ^^^^^^^^^^^^^^^^ error: http/tls-verification
  `, { follows: false });

  catches('contexts of the standard library', `
    import ssl
    import urllib.request

    import urllib3


    def context() -> ssl.SSLContext:
        ctx = ssl.create_default_context()
        ctx.check_hostname = False
        ctx.verify_mode = ssl.CERT_NONE
    #                     ^^^^^^^^^^^^^ error: http/tls-verification: \`ctx.verify_mode=ssl.CERT_NONE\` accepts any certificate, so anybody on the way can read and change what is sent; use \`CERT_REQUIRED\`, and trust a private authority by \`ssl.create_default_context(cafile=…)\`.
        return ctx


    def read(url: str) -> None:
        urllib.request.urlopen(url, timeout=5, context=ssl._create_unverified_context())
    #                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: http/tls-verification
        urllib3.PoolManager(cert_reqs="CERT_NONE")
    #                       ^^^^^^^^^^^^^^^^^^^^^ error: http/tls-verification
        urllib3.PoolManager(cert_reqs=ssl.CERT_NONE)
    #                                 ^^^^^^^^^^^^^ error: http/tls-verification


    ssl._create_default_https_context = ssl._create_unverified_context
    #                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: http/tls-verification
  `, { kind: 'worker' });

  catches('a connection to Redis or a broker', `
    import ssl

    import aio_pika
    from redis.asyncio import Redis


    async def connect(url: str) -> None:
        Redis.from_url(url, ssl_cert_reqs=ssl.CERT_NONE)
    #                                     ^^^^^^^^^^^^^ error: http/tls-verification
        await aio_pika.connect_robust(url, ssl_options={"cert_reqs": ssl.CERT_NONE})
    #                                                                ^^^^^^^^^^^^^ error: http/tls-verification
  `, { kind: 'worker' });

  leaves('clients that verify, or that the settings decide about', `
    import os
    import ssl

    import aiohttp
    import httpx
    from pydantic_settings import BaseSettings


    class Settings(BaseSettings):
        verify_tls: bool = False


    settings = Settings()


    def build(path: str, verify: bool = True) -> None:
        httpx.AsyncClient(timeout=5.0)
        httpx.AsyncClient(timeout=5.0, verify=True)
        httpx.AsyncClient(timeout=5.0, verify=path)
        httpx.AsyncClient(timeout=5.0, verify=verify)
        httpx.AsyncClient(timeout=5.0, verify=settings.verify_tls)
        httpx.AsyncClient(timeout=5.0, verify=os.environ.get("CA_FILE", True))
        httpx.AsyncClient(timeout=5.0, verify=ssl.create_default_context(cafile=path))
        aiohttp.TCPConnector(ssl=ssl.create_default_context())
        aiohttp.TCPConnector(ssl=True)
  `);

  leaves('what a parameter or a setting asks for', `
    import ssl

    import httpx


    def context(verify: bool | str | None) -> ssl.SSLContext:
        made = ssl.create_default_context()
        if verify is True:
            made.load_default_certs()
        elif isinstance(verify, str):
            made.load_verify_locations(verify)
        else:
            # The caller said so.
            made.check_hostname = False
            made.verify_mode = ssl.CERT_NONE
        return made


    class Link:
        def __init__(self, cert_reqs: ssl.VerifyMode | None, insecure: bool) -> None:
            if cert_reqs is None:
                cert_reqs = ssl.CERT_NONE
            self.cert_reqs = cert_reqs
            self.context = ssl.create_default_context()
            self.context.verify_mode = ssl.CERT_NONE if insecure else ssl.CERT_REQUIRED

        def client(self, settings) -> httpx.Client:
            if not (
                settings.verify_tls
            ):
                with self.lock:
                    return httpx.Client(timeout=5, verify=False)
            return httpx.Client(timeout=5)
  `);

  catches('what another condition leads to, after a branch that verifies, and in a function of its own', `
    import ssl

    import requests


    def context(
        host: str, verify: bool,
    ) -> ssl.SSLContext:
        made = ssl.create_default_context()
        if verify:
            made.load_default_certs()
        if host.endswith(".internal"):
            made.verify_mode = ssl.CERT_NONE
    #                          ^^^^^^^^^^^^^ error: http/tls-verification
        if "verify" in host:  # never mind the verification
            made.verify_mode = ssl.CERT_NONE
    #                          ^^^^^^^^^^^^^ error: http/tls-verification
        return made


    def pinger(verify: bool):
        if verify:
            return None

        def ping(url: str) -> None:
            requests.get(url, timeout=1, verify=False)
    #                                    ^^^^^^^^^^^^ error: http/tls-verification: \`requests.get(verify=False)\` accepts any certificate, so anybody on the way can read and change what is sent; leave it out, or pass the path of the authority's certificate.

        return ping
  `);

  leaves('the own machine', `
    import httpx


    async def probe() -> None:
        async with httpx.AsyncClient(base_url="https://localhost:8443", timeout=2.0, verify=False) as client:
            await client.get("/health")
        httpx.get("https://127.0.0.1:8443/health", timeout=2.0, verify=False)
  `);

  leaves('servers, and code that asks about a context', `
    import ssl

    import uvicorn


    def server_context(certificate: str) -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        context.verify_mode = ssl.CERT_NONE
        return context


    def serve() -> None:
        uvicorn.run("src.app:app", ssl_cert_reqs=ssl.CERT_NONE, ssl_keyfile="key.pem")


    def is_open(context: ssl.SSLContext) -> bool:
        return context.verify_mode == ssl.CERT_NONE


    MODES = {"none": ssl.CERT_NONE, "required": ssl.CERT_REQUIRED}
  `);

  leaves('other things called verify and ssl', `
    import asyncio

    import jwt

    from src.checks import run


    class Client:
        def get(self, url: str, verify: bool) -> None: ...


    async def main(client, token: str, key: str) -> None:
        run("orders", verify=False)
        Client().get("https://example.org", verify=False)
        client.get("https://example.org", verify=False)
        await asyncio.open_connection("redis", 6379, ssl=False)
        jwt.decode(token, key, algorithms=["HS256"], options={"verify_aud": False})
  `);

  leaves('tests', `
    //- services/orders_api/tests/test_client.py
    import httpx


    def test_read() -> None:
        httpx.get("https://orders_api", verify=False)
  `);

  fixes('by leaving the switch out', `
    import httpx

    client = httpx.AsyncClient(verify=False, timeout=5.0)
  `, `
    import httpx

    client = httpx.AsyncClient(timeout=5.0)
  `);

  fixes('by leaving the last argument out, one a line', `
    import aiohttp


    async def read(session: aiohttp.ClientSession, url: str) -> None:
        async with session.get(
            url,
            ssl=False,
        ) as response:
            await response.read()
  `, `
    import aiohttp


    async def read(session: aiohttp.ClientSession, url: str) -> None:
        async with session.get(
            url,
        ) as response:
            await response.read()
  `);

  fixes('by leaving the only argument out', `
    import aiohttp

    connector = aiohttp.TCPConnector(ssl=False)
  `, `
    import aiohttp

    connector = aiohttp.TCPConnector()
  `);

  fixes('by another context', `
    import ssl
    import urllib.request


    def read(url: str) -> bytes:
        return urllib.request.urlopen(url, timeout=5, context=ssl._create_unverified_context()).read()
  `, `
    import ssl
    import urllib.request


    def read(url: str) -> bytes:
        return urllib.request.urlopen(url, timeout=5, context=ssl.create_default_context()).read()
  `, { kind: 'worker' });

  fixes('by a context that compares the host name too', `
    import ssl


    def context() -> ssl.SSLContext:
        ctx = ssl.create_default_context()
        ctx.check_hostname = False  # self-signed
        ctx.verify_mode = ssl.CERT_NONE
        return ctx
  `, `
    import ssl


    def context() -> ssl.SSLContext:
        ctx = ssl.create_default_context()
        ctx.check_hostname = True  # self-signed
        ctx.verify_mode = ssl.CERT_REQUIRED
        return ctx
  `);

  offersNoFix('a patch of the standard library', `
    import ssl

    ssl._create_default_https_context = ssl._create_unverified_context
    #                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: http/tls-verification
  `);
});
