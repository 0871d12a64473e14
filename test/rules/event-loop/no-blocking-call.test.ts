import { describeRule } from '../../support/describeRule';

describeRule('event-loop/no-blocking-call', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('an HTTP call in a route, by its message', `
    import requests
    from fastapi import APIRouter

    router = APIRouter()


    @router.get("/api/v1/rates")
    async def rates() -> dict:
        return requests.get("https://rates.example.com", timeout=3).json()
    #          ^^^^^^^^^^^^ error: event-loop/no-blocking-call: \`requests.get\` blocks the event loop in \`rates\`; use a shared \`httpx.AsyncClient\`.
  `);

  catches('sleeps, processes and addresses under any name', `
    import os
    import subprocess as sp
    import time as clock
    from subprocess import check_output
    from time import sleep
    from urllib.request import urlopen


    async def work(proc: sp.Popen) -> None:
        sleep(1)
    #   ^^^^^ error: event-loop/no-blocking-call: \`sleep\` blocks the event loop in \`work\`; await \`asyncio.sleep\`.
        clock.sleep(1)
    #   ^^^^^^^^^^^ error: event-loop/no-blocking-call
        sp.run(["ls"], check=True)
    #   ^^^^^^ error: event-loop/no-blocking-call
        check_output(["ls"])
    #   ^^^^^^^^^^^^ error: event-loop/no-blocking-call
        os.system("ls")
    #   ^^^^^^^^^ error: event-loop/no-blocking-call
        with urlopen("https://example.com") as page:
    #        ^^^^^^^ error: event-loop/no-blocking-call
            page.read()
        proc.communicate()
    #   ^^^^^^^^^^^^^^^^ error: event-loop/no-blocking-call
  `, { kind: 'worker' });

  catches('synchronous clients made elsewhere: in __init__, in a factory, in another file', `
    //- services/orders_api/src/clients.py kind:api
    import boto3
    import redis
    import requests
    from pymongo import MongoClient

    session = requests.Session()


    def make_cache(url: str) -> redis.Redis:
        return redis.Redis.from_url(url)


    class Store:
        def __init__(self, url: str) -> None:
            self.cache = make_cache(url)
            self.s3 = boto3.client("s3")
            self.orders = MongoClient(url)["shop"]["orders"]
    //- services/orders_api/src/main.py
    from src.clients import Store, make_cache, session


    class Service(Store):
        async def load(self, key: str) -> None:
            self.cache.get(key)
    #       ^^^^^^^^^^^^^^ error: event-loop/no-blocking-call: \`self.cache.get\` blocks the event loop in \`load\`; use \`redis.asyncio\`.
            self.s3.get_object(Bucket="b", Key=key)
    #       ^^^^^^^^^^^^^^^^^^ error: event-loop/no-blocking-call
            self.orders.find_one({"key": key})
    #       ^^^^^^^^^^^^^^^^^^^^ error: event-loop/no-blocking-call
            session.post("https://example.com", timeout=1)
    #       ^^^^^^^^^^^^ error: event-loop/no-blocking-call
            with make_cache("redis://cache").pipeline() as pipe:
                pipe.get(key)
                pipe.execute()
    #           ^^^^^^^^^^^^ error: event-loop/no-blocking-call
  `);

  catches('drivers and brokers', `
    import pika
    import psycopg2
    from sqlalchemy import create_engine
    from sqlalchemy.orm import Session, sessionmaker

    engine = create_engine("postgresql://db/shop")
    make_session = sessionmaker(engine)


    async def load(dsn: str, session: Session) -> None:
        connection = psycopg2.connect(dsn)
    #                ^^^^^^^^^^^^^^^^ error: event-loop/no-blocking-call
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    #       ^^^^^^^^^^^^^^ error: event-loop/no-blocking-call
        session.add(object())
        session.commit()
    #   ^^^^^^^^^^^^^^ error: event-loop/no-blocking-call
        with make_session() as other:
            other.execute("select 1")
    #       ^^^^^^^^^^^^^ error: event-loop/no-blocking-call
        channel = pika.BlockingConnection().channel()
    #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: event-loop/no-blocking-call
  `, { kind: 'data-postgres' });

  catches('a helper one call away, and shows where it blocks', `
    //- services/orders_api/src/main.py kind:api
    from src.rates import fetch as fetch_rates


    async def price() -> dict:
        return fetch_rates("EUR")
    #          ^^^^^^^^^^^ error: event-loop/no-blocking-call: \`fetch_rates\`, which calls \`requests.get\`, blocks the event loop in \`price\`; make it asynchronous, or call it through \`asyncio.to_thread\`.
    //- services/orders_api/src/rates.py
    from functools import lru_cache

    import requests


    @lru_cache
    def fetch(currency: str) -> dict:
        return requests.get(f"https://rates.example.com/{currency}", timeout=3).json()
  `);

  catches('a helper that is defined in the coroutine', `
    import time


    async def main(pool) -> None:
        def wait() -> None:
            time.sleep(1)

        wait()
    #   ^^^^ error: event-loop/no-blocking-call: \`wait\`, which calls \`time.sleep\`, blocks the event loop in \`main\`; make it asynchronous, or call it through \`asyncio.to_thread\`.


    async def other(pool, wrap) -> None:
        def wait() -> None:
            time.sleep(1)

        wait = wrap(wait)
        wait()
  `, { kind: 'worker' });

  catches('files that a request waits for, as a warning', `
    from pathlib import Path

    from fastapi import APIRouter, Depends

    router = APIRouter()


    async def template() -> str:
        return Path("a.html").read_text()
    #          ^^^^^^^^^^^^^^^^^^^^^^^^ warning: event-loop/no-blocking-call: \`Path(…).read_text\` blocks the event loop in \`template\`; use \`aiofiles\`, or hand it to \`asyncio.to_thread\`.


    @router.get("/api/v1/terms")
    async def terms(page: str = Depends(template)) -> str:
        with open("terms.txt") as file:
    #        ^^^^ warning: event-loop/no-blocking-call
            return file.read() + page
  `);

  leaves('plain functions: routes that run in threads, commands, jobs', `
    import time

    import requests
    from fastapi import APIRouter

    router = APIRouter()


    @router.get("/api/v1/rates")
    def rates() -> dict:
        time.sleep(1)
        return requests.get("https://rates.example.com", timeout=3).json()


    def main() -> None:
        rates()


    async def other() -> None: ...
  `);

  leaves('a result that was awaited, under an annotation that names the wrong session', `
    from sqlalchemy.orm import Query, Session


    class Store:
        async def execute(self, query: Query) -> Session:
            return await self.session.execute(query)

        async def exists(self, query: Query) -> bool:
            return bool((await self.execute(query)).scalar())
  `);

  leaves('what is handed to a thread or a process', `
    import asyncio
    import subprocess
    import threading
    import time
    from concurrent.futures import ThreadPoolExecutor
    from functools import partial

    import anyio
    import requests
    from fastapi.concurrency import run_in_threadpool


    def render(name: str) -> None:
        subprocess.run(["weasyprint", name], check=True)


    async def export(name: str, pool: ThreadPoolExecutor) -> None:
        def wait() -> None:
            time.sleep(1)

        await asyncio.to_thread(render, name)
        await asyncio.to_thread(requests.get, "https://example.com", timeout=3)
        await asyncio.to_thread(lambda: time.sleep(1))
        await run_in_threadpool(wait)
        await anyio.to_thread.run_sync(partial(render, name))
        await asyncio.get_running_loop().run_in_executor(pool, lambda: requests.get("https://example.com", timeout=3))
        pool.submit(time.sleep, 1)
        threading.Thread(target=wait).start()
  `, { kind: 'worker' });

  leaves('asynchronous twins of the same names', `
    import asyncio
    from asyncio import sleep

    import aiofiles
    import anyio
    import redis.asyncio as redis
    from httpx import AsyncClient
    from sqlalchemy.ext.asyncio import AsyncSession


    async def load(cache: redis.Redis, http: AsyncClient, session: AsyncSession) -> None:
        await sleep(1)
        await cache.get("a:b:c")
        await http.get("/x")
        await session.execute("select 1")
        await session.run_sync(lambda inner: inner.execute("select 1"))
        async with aiofiles.open("x") as file:
            await file.read()
        await anyio.Path("x").read_text()
        process = await asyncio.create_subprocess_exec("ls")
        await process.wait()
  `, { kind: 'data-postgres' });

  leaves('what only builds something, or computes', `
    import os
    import subprocess

    import boto3
    import redis
    import requests
    from pymongo import MongoClient


    async def build(url: str) -> None:
        session = requests.Session()
        session.headers.update({"a": "b"})
        cache = redis.Redis.from_url(url)
        cache.pipeline()
        link = boto3.client("s3").generate_presigned_url("get_object", Params={})
        bucket = boto3.resource("s3").Bucket("b")
        client = MongoClient(url)
        database = client.get_database("shop")
        cursor = client["shop"]["orders"].find({})
        raise requests.HTTPError(os.getenv("A"), subprocess.PIPE)
  `);

  leaves('files that are read at start-up', `
    from contextlib import asynccontextmanager
    from pathlib import Path

    from fastapi import FastAPI


    @asynccontextmanager
    async def lifespan(app: FastAPI):
        app.state.terms = Path("terms.txt").read_text()
        with open("key.pem") as file:
            app.state.key = file.read()
        yield
  `);

  leaves('a helper that a decorator moves to a thread, and one that only makes something to call later', `
    //- services/importer/src/main.py kind:worker
    import asyncio
    import time

    from src.threads import in_thread


    @in_thread
    def slow() -> None:
        time.sleep(1)


    def later():
        return lambda: time.sleep(1)


    def steps():
        time.sleep(1)
        yield 1


    async def main() -> None:
        await slow()
        await asyncio.gather(slow(), slow())
        later()
        steps()
    //- services/importer/src/threads.py
    import asyncio
    import functools


    def in_thread(fn):
        @functools.wraps(fn)
        async def run(*args):
            return await asyncio.to_thread(fn, *args)
        return run
  `);

  leaves('the project\'s own things of these names', `
    //- services/importer/src/main.py kind:worker
    from src import time
    from src.tools import requests


    async def main() -> None:
        time.sleep(1)
        requests.get("x")
    //- services/importer/src/__init__.py
    //- services/importer/src/time.py
    def sleep(seconds: int) -> None: ...
    //- services/importer/src/tools/__init__.py
    class Requests:
        def get(self, name: str) -> None: ...


    requests = Requests()
  `);

  leaves('tests and scripts', `
    //- services/orders_api/tests/test_wait.py
    import time


    async def test_wait() -> None:
        time.sleep(1)
    //- scripts/wait.py
    import time


    async def main() -> None:
        time.sleep(1)
  `);

  fixes('a sleep by the coroutine of the same name', `
    import logging
    import time


    async def poll() -> None:
        time.sleep(0.5)
        logging.info("polled")
  `, `
    import asyncio
    import logging


    async def poll() -> None:
        await asyncio.sleep(0.5)
        logging.info("polled")
  `, { kind: 'worker', title: 'Await asyncio.sleep' });

  fixes('a sleep with the alias of the file, not with an import of another function', `
    import asyncio as aio
    from time import sleep


    def other() -> None:
        from asyncio import sleep as pause
        aio.run(pause(1))


    async def poll() -> None:
        sleep(1)
  `, `
    import asyncio as aio
    from time import sleep


    def other() -> None:
        from asyncio import sleep as pause
        aio.run(pause(1))


    async def poll() -> None:
        await aio.sleep(1)
  `, { kind: 'worker' });

  offersNoFix('calls that have no counterpart of the same form', `
    import subprocess
    import time


    def wait() -> None:
        time.sleep(1)


    async def main() -> None:
        subprocess.run(["ls"])
    #   ^^^^^^^^^^^^^^ error: event-loop/no-blocking-call: \`subprocess.run\` blocks the event loop in \`main\`; use \`asyncio.create_subprocess_exec\`.
        wait()
    #   ^^^^ error: event-loop/no-blocking-call
  `, { kind: 'worker' });
});
