import { describeRule } from '../../support/describeRule';

describeRule('http/no-hardcoded-url', ({ catches, leaves }) => {
  catches('a compose service, by its message', `
    //- services/orders_api/src/main.py kind:api
    import httpx


    def build() -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url="http://orders_data:8000/api", timeout=5)
    #                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: http/no-hardcoded-url: \`http://orders_data:8000/api\` fixes the address of the compose service \`orders_data\` in the code; take the address from the settings.
    //- docker-compose.yml
    services:
      orders_data:
        build: ./services/orders_data
  `);

  catches('this machine, and addresses of one network', `
    BASE = "http://localhost:8001"
    #      ^^^^^^^^^^^^^^^^^^^^^^^ warning: http/no-hardcoded-url: \`http://localhost:8001\` means the container itself wherever this code runs in one; take the address from the settings.
    RATES = "https://192.168.1.20/rates"
    #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: http/no-hardcoded-url
    HOST = 'http://host.docker.internal:9000'
    #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: http/no-hardcoded-url
    CLUSTER = "http://billing.shop.svc.cluster.local"
    #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: http/no-hardcoded-url
  `, { kind: 'worker' });

  catches('defaults of parameters, attributes and parts of a text', `
    class Billing:
        url: str = "http://billing:8000"
    #              ^^^^^^^^^^^^^^^^^^^^^ warning: http/no-hardcoded-url

        def __init__(self, base_url: str = "http://billing:8000") -> None:
    #                                      ^^^^^^^^^^^^^^^^^^^^^ warning: http/no-hardcoded-url
            self.base_url = base_url

        async def load(self, client, order_id: int, port: int) -> None:
            await client.get(f"http://billing:8000/orders/{order_id}")
    #                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: http/no-hardcoded-url
            await client.get(f"http://localhost:{port}/x")
    #                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: http/no-hardcoded-url
  `);

  catches('other protocols, without their credentials in the message', `
    async def connect(aio_pika, redis) -> None:
        await aio_pika.connect_robust("amqp://shop:hunter2@rabbitmq:5672/")
    #                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: http/no-hardcoded-url: \`amqp://…@rabbitmq:5672/\` fixes the address of a service in the code; take the address from the settings.
        redis.from_url("redis://cache:6379/0")
    #                  ^^^^^^^^^^^^^^^^^^^^^^ warning: http/no-hardcoded-url
  `);

  catches('a list of addresses to go through', `
    async def ping(client) -> None:
        for address in ("http://billing:8000", "http://rates:8000"):
    #                   ^^^^^^^^^^^^^^^^^^^^^ warning: http/no-hardcoded-url
    #                                          ^^^^^^^^^^^^^^^^^^^ warning: http/no-hardcoded-url
            await client.get(address)
  `);

  leaves('addresses from settings, and parts of them', `
    from src.core.config import settings


    async def load(client, host: str) -> None:
        await client.get(f"{settings.billing_url}/orders")
        await client.get(f"http://{host}:8000/orders")
        await client.get("http://%s:8000" % host)
        await client.get("/api/v1/orders")
  `);

  leaves('the outside world, name spaces and schemes alone', `
    STRIPE = "https://api.stripe.com/v1"
    ATOM = "http://www.w3.org/2005/Atom"
    SCHEME = "http://"
    NOTE = "see http://localhost:8000 for the docs"
    TEST = "http://test"
  `);

  leaves('settings: files, classes, defaults of the environment', `
    //- services/orders_api/src/core/config.py kind:api
    BILLING = "http://billing:8000"
    //- services/orders_api/src/core/settings/local.py
    BILLING = "http://localhost:8000"
    //- services/orders_api/src/main.py
    import os

    from pydantic import Field
    from pydantic_settings import BaseSettings


    class Urls(BaseSettings):
        billing: str = "http://billing:8000"
        rates: str = Field("http://rates:8000", alias="RATES")


    class ClientConfig:
        url = "http://billing:8000"


    billing = os.getenv("BILLING_URL", "http://billing:8000")
    rates = os.environ.get("RATES_URL") or "http://localhost:8000"
    other = os.environ["OTHER"] if "OTHER" in os.environ else "http://localhost:8000"
    cache = ClientConfig(url="http://billing:8000")
  `);

  leaves('what only shows or compares an address', `
    import logging

    from fastapi import FastAPI
    from fastapi.middleware.cors import CORSMiddleware
    from pydantic import BaseModel, Field

    logger = logging.getLogger(__name__)
    app = FastAPI(servers=[{"url": "http://localhost:8000", "description": "local"}])
    app.add_middleware(CORSMiddleware, allow_origins=["http://localhost:3000"])


    class Hook(BaseModel):
        """Calls back, for instance http://localhost:8000/hook."""

        url: str = Field(examples=["http://localhost:8000/hook"])


    def check(url: str, port: int) -> bool:
        logger.info("http://localhost:8000")
        print(f"http://localhost:{port}")
        if url == "http://localhost:8000" or url in ("http://localhost", "http://127.0.0.1"):
            return True
        return url.startswith("http://localhost:8000")


    if __name__ == "__main__":
        import webbrowser

        start = "http://localhost:8000/docs"
        webbrowser.open(start)
  `);

  leaves('addresses within what only shows them', `
    from fastapi import FastAPI

    servers = [
        {"url": "http://localhost:8000", "description": "here"},
        {"url": "http://10.0.0.7:8000", "description": "the office"},
    ]


    def create_app() -> FastAPI:
        origins = ["http://localhost:3000", "http://localhost:5173"]
        return FastAPI(servers=servers, title="Orders", description=str(len(origins)))
  `);

  leaves('tests, scripts, and a container that asks itself how it is', `
    //- services/orders_api/src/main.py kind:api
    async def main() -> None: ...
    //- services/orders_api/tests/test_api.py
    URL = "http://localhost:8000"
    //- services/orders_api/conftest.py
    URL = "http://orders_data:8000"
    //- scripts/load.py
    URL = "http://localhost:8000"
    //- services/orders_api/healthcheck.py
    import urllib.request

    urllib.request.urlopen("http://127.0.0.1:8000/health", timeout=3)
  `);
});
