import assert from 'node:assert/strict';
import { type Files, py, viewOf } from './virtualProject';

const fastapi = 'from fastapi import FastAPI\napp = FastAPI()\n';
const consumer = py`
  import asyncio
  import aio_pika
  async def main():
      connection = await aio_pika.connect_robust("amqp://")
      channel = await connection.channel()
      queue = await channel.declare_queue("q")
      await queue.consume(print)
  if __name__ == "__main__":
      asyncio.run(main())
  `;
const polling = py`
  import asyncio
  from aiogram import Bot, Dispatcher
  async def main():
      dp = Dispatcher()
      await dp.start_polling(Bot("t"))
  if __name__ == "__main__":
      asyncio.run(main())
  `;
const plain = 'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\n';

interface Case {
  readonly name: string;
  readonly files: Files;
  /** `id: kind (confidence)`. */
  readonly services: readonly string[];
  /** Service ids by file, where the case is about that. */
  readonly owners?: Readonly<Record<string, string>>;
}

const cases: readonly Case[] = [
  {
    name: 'services that share one published image with different commands, built by none of them',
    files: {
      'compose.yaml': 'services:\n  web:\n    image: registry.example.com/shop:${TAG:-dev}\n    command: uvicorn shop.web:app\n  jobs:\n    image: registry.example.com/shop:${TAG:-dev}\n    command: python -m shop.jobs\n  bot:\n    image: registry.example.com/shop:${TAG:-dev}\n    command: ["python", "-m", "shop.bot"]\n',
      'Dockerfile': plain, 'shop/__init__.py': '', 'shop/web.py': fastapi, 'shop/jobs.py': consumer, 'shop/bot.py': polling,
    },
    services: ['#bot: bot (strong)', '#jobs: worker (strong)', '#web: api (strong)'],
    owners: { 'shop/web.py': '#web', 'shop/jobs.py': '#jobs', 'shop/bot.py': '#bot' },
  },
  {
    name: 'ready-made images with commands of their own are no services of the workspace',
    files: {
      'compose.yaml': 'services:\n  postgres:\n    image: postgres:16\n    command: ["postgres", "-c", "max_connections=200"]\n  flower:\n    image: mher/flower:2\n    command: celery --app elsewhere.tasks flower\n  api:\n    build: .\n',
      'Dockerfile': `${plain}CMD ["uvicorn", "main:app"]\n`, 'main.py': fastapi,
    },
    services: [': api (strong)'],
  },
  {
    name: 'services that share one build through an anchor, with different commands',
    files: {
      'docker-compose.yml': 'x-app: &app\n  build: .\n  environment: { A: b }\nservices:\n  api:\n    <<: *app\n    command: uvicorn app.main:app\n  consumer:\n    <<: *app\n    command: python -m app.consumer\n  beat:\n    <<: *app\n    command: celery -A app.tasks beat\n',
      'Dockerfile': plain, 'app/__init__.py': '', 'app/main.py': fastapi, 'app/consumer.py': consumer, 'app/tasks.py': 'from celery import Celery\napp = Celery("x")\n',
    },
    services: ['#api: api (strong)', '#beat: worker (strong)', '#consumer: worker (strong)'],
  },
  {
    name: 'one code base with several entry points and no container',
    files: { 'pyproject.toml': '[project]\nname = "shop"\n', 'src/shop/__init__.py': '', 'src/shop/api/__init__.py': '', 'src/shop/api/main.py': fastapi, 'src/shop/worker/__main__.py': consumer, 'src/shop/domain.py': '' },
    services: [': api (strong)'],
  },
  {
    name: 'one image with several stages, a service each',
    files: {
      'compose.yaml': 'services:\n  api:\n    build: { context: ., target: api }\n  worker:\n    build: { context: ., target: worker }\n',
      'Dockerfile': 'FROM python:3.12 AS base\nWORKDIR /app\nCOPY . .\nFROM base AS api\nCMD ["uvicorn", "app.main:app"]\nFROM base AS worker\nCMD ["python", "-m", "app.worker"]\n',
      'app/__init__.py': '', 'app/main.py': fastapi, 'app/worker.py': consumer,
    },
    services: ['#api: api (strong)', '#worker: worker (strong)'],
  },
  {
    name: 'one start script that chooses by its argument',
    files: {
      'compose.yaml': 'services:\n  api:\n    build: .\n    command: ["./entrypoint.sh", "api"]\n  mail_worker:\n    build: .\n    command: ["./entrypoint.sh", "worker"]\n',
      'Dockerfile': plain, 'app/__init__.py': '', 'app/main.py': fastapi, 'app/worker.py': consumer, 'entrypoint.sh': 'case $1 in api) uvicorn app.main:app;; worker) python -m app.worker;; esac\n',
    },
    services: [': api (strong)'],
  },
  {
    name: 'src layout with an installed package',
    files: {
      'services/orders/pyproject.toml': '[project]\nname = "orders"\ndependencies = ["fastapi"]\n', 'services/orders/Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY pyproject.toml .\nCOPY src ./src\nRUN pip install .\nCMD ["uvicorn", "orders.main:app"]\n',
      'services/orders/src/orders/__init__.py': '', 'services/orders/src/orders/main.py': 'from orders.app import app\n', 'services/orders/src/orders/app.py': fastapi, 'services/orders/src/orders/routes/__init__.py': '', 'services/orders/tests/test_main.py': 'def test_it(): ...\n',
    },
    services: ['services/orders: api (strong)'],
  },
  {
    name: 'uv workspace with a shared library',
    files: {
      'pyproject.toml': '[project]\nname = "root"\n[tool.uv.workspace]\nmembers = ["services/*", "libs/*"]\n',
      'libs/events/pyproject.toml': '[project]\nname = "shop-events"\n', 'libs/events/src/shop_events/__init__.py': '', 'libs/events/src/shop_events/broker.py': 'import aio_pika\nasync def connect():\n    return await aio_pika.connect_robust("amqp://")\n',
      'services/orders/pyproject.toml': '[project]\nname = "orders"\ndependencies = ["shop-events"]\n[tool.uv.sources]\nshop-events = { workspace = true }\n', 'services/orders/src/orders/__init__.py': '', 'services/orders/src/orders/main.py': `${fastapi}from shop_events.broker import connect\n`,
      'services/mail/pyproject.toml': '[project]\nname = "mail"\n', 'services/mail/src/mail/__init__.py': '', 'services/mail/src/mail/__main__.py': `from shop_events import broker\n${consumer}`,
    },
    services: ['libs/events: library (strong)', 'services/mail: worker (strong)', 'services/orders: api (strong)'],
    owners: { 'libs/events/src/shop_events/broker.py': 'libs/events' },
  },
  {
    name: 'poetry projects with a library by path, built from the root',
    files: {
      'compose.yaml': 'services:\n  orders:\n    build: { context: ., dockerfile: orders/Dockerfile }\n  users:\n    build: { context: ., dockerfile: users/Dockerfile }\n',
      'common/pyproject.toml': '[tool.poetry]\nname = "common"\npackages = [{ include = "common" }]\n', 'common/common/__init__.py': '', 'common/common/db.py': 'from sqlalchemy.ext.asyncio import create_async_engine\n',
      'orders/pyproject.toml': '[tool.poetry]\nname = "orders"\n[tool.poetry.dependencies]\ncommon = { path = "../common", develop = true }\n', 'orders/orders/__init__.py': '', 'orders/orders/main.py': `${fastapi}import common.db\n`,
      'orders/Dockerfile': 'FROM python:3.12\nWORKDIR /srv/orders\nCOPY common /srv/common\nCOPY orders /srv/orders\nCMD ["uvicorn", "orders.main:app"]\n',
      'users/pyproject.toml': '[tool.poetry]\nname = "users"\n', 'users/users/__init__.py': '', 'users/users/main.py': `${fastapi}from common import db\n`,
      'users/Dockerfile': 'FROM python:3.12\nWORKDIR /srv/users\nCOPY common /srv/common\nCOPY users /srv/users\nCMD ["uvicorn", "users.main:app"]\n',
    },
    services: ['common: library (strong)', 'orders: api (strong)', 'users: api (strong)'],
  },
  {
    name: 'namespace packages: no __init__.py anywhere',
    files: {
      'compose.yaml': 'services:\n  orders:\n    build: ./orders\n  jobs:\n    build: ./jobs\n',
      'orders/Dockerfile': `${plain}CMD ["uvicorn", "acme.orders.main:app"]\n`, 'orders/acme/orders/main.py': 'from acme.orders.web.app import app\n', 'orders/acme/orders/web/app.py': fastapi,
      'jobs/Dockerfile': `${plain}CMD ["python", "-m", "acme.jobs"]\n`, 'jobs/acme/jobs/__main__.py': 'from acme.jobs.loop import main\n', 'jobs/acme/jobs/loop.py': consumer,
    },
    services: ['jobs: worker (strong)', 'orders: api (strong)'],
  },
  {
    name: 'one namespace over several projects of src layout',
    files: {
      'packages/acme-core/pyproject.toml': '[project]\nname = "acme-core"\n', 'packages/acme-core/src/acme/core/db.py': 'import asyncpg\n',
      'packages/acme-web/pyproject.toml': '[project]\nname = "acme-web"\n[project.scripts]\nacme-web = "acme.web.main:run"\n', 'packages/acme-web/src/acme/web/main.py': `import uvicorn\nfrom acme.core import db\n${fastapi}def run():\n    uvicorn.run(app)\n`,
    },
    services: ['packages/acme-core: library (strong)', 'packages/acme-web: api (strong)'],
  },
  {
    name: 'a bot with a small aiohttp server for its webhook stays a bot',
    files: { 'services/shop/Dockerfile': `${plain}CMD ["python", "-m", "bot"]\n`, 'services/shop/bot/__init__.py': '', 'services/shop/bot/__main__.py': py`
      from aiogram import Bot, Dispatcher
      from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
      from aiohttp import web
      async def health(request): ...
      def main():
          bot, dp = Bot("t"), Dispatcher()
          app = web.Application()
          app.router.add_get("/health", health)
          SimpleRequestHandler(dispatcher=dp, bot=bot).register(app, path="/webhook")
          setup_application(app, dp, bot=bot)
          web.run_app(app, port=8080)
      if __name__ == "__main__":
          main()
      ` },
    services: ['services/shop: bot (strong)'],
  },
  {
    name: 'a bot with FastAPI for its webhook and probes, started by uvicorn, stays a bot',
    files: {
      'compose.yaml': 'services:\n  telegram:\n    build: ./telegram\n', 'telegram/Dockerfile': `${plain}CMD ["uvicorn", "src.main:app"]\n`,
      'telegram/src/main.py': 'from fastapi import FastAPI\nfrom src import hooks, probes\napp = FastAPI()\napp.include_router(hooks.router)\napp.include_router(probes.router)\n',
      'telegram/src/hooks.py': 'from aiogram import Bot, Dispatcher\nfrom fastapi import APIRouter\nrouter = APIRouter()\ndp = Dispatcher()\n@router.post("/bot/webhook")\nasync def hook(update: dict):\n    await dp.feed_webhook_update(Bot("t"), update)\n',
      'telegram/src/probes.py': 'from fastapi import APIRouter\nrouter = APIRouter()\n@router.get("/health")\nasync def health(): ...\n@router.get("/metrics")\nasync def metrics(): ...\n',
    },
    services: ['telegram: bot (strong)'],
  },
  {
    name: 'a polling bot that serves its probes by aiohttp stays a bot',
    files: { 'services/helper/main.py': `from aiohttp import web\nasync def ok(request): ...\nasync def probes():\n    app = web.Application()\n    app.add_routes([web.get("/health", ok), web.get("/ready", ok)])\n    runner = web.AppRunner(app)\n    await runner.setup()\n${polling}` },
    services: ['services/helper: bot (strong)'],
  },
  {
    name: 'a worker that serves metrics by prometheus_client stays a worker',
    files: { 'services/billing/main.py': `from prometheus_client import start_http_server\nstart_http_server(9000)\n${consumer}` },
    services: ['services/billing: worker (strong)'],
  },
  {
    name: 'a worker that serves metrics and health by aiohttp stays a worker',
    files: { 'services/billing/Dockerfile': `${plain}CMD ["python", "main.py"]\n`, 'services/billing/probes.py': 'from aiohttp import web\nasync def ok(request): ...\nasync def serve():\n    app = web.Application()\n    app.router.add_get("/metrics", ok)\n    app.router.add_get("/health", ok)\n    runner = web.AppRunner(app)\n    await runner.setup()\n', 'services/billing/main.py': `import probes\n${consumer}` },
    services: ['services/billing: worker (strong)'],
  },
  {
    name: 'a worker whose FastAPI serves nothing but probes stays a worker',
    files: { 'services/billing/main.py': `import uvicorn\nfrom fastapi import FastAPI\napp = FastAPI()\n@app.get("/health")\nasync def health(): ...\n@app.get("/ready")\nasync def ready(): ...\n${consumer}` },
    services: ['services/billing: worker (strong)'],
  },
  {
    name: 'a worker with the Starlette metrics application mounted stays a worker',
    files: { 'services/billing/main.py': `from prometheus_client import make_asgi_app\nfrom starlette.applications import Starlette\napp = Starlette()\napp.mount("/metrics", make_asgi_app())\n${consumer}` },
    services: ['services/billing: worker (strong)'],
  },
  {
    name: 'an API that also consumes a queue stays an api',
    files: { 'services/orders/main.py': `from fastapi import FastAPI\napp = FastAPI()\n@app.get("/health")\nasync def health(): ...\n@app.get("/orders")\nasync def orders(): ...\n${consumer}` },
    services: ['services/orders: api (strong)'],
  },
  {
    name: 'an API whose routes are not seen, beside a probe, stays an api',
    files: { 'services/orders/main.py': `from fastapi import FastAPI\nfrom orders_routes import router\napp = FastAPI()\napp.include_router(router)\n@app.get("/health")\nasync def health(): ...\n${consumer}` },
    services: ['services/orders: api (strong)'],
  },
];

describe('kinds in harder layouts', () => {
  for (const { name, files, services, owners } of cases) {
    it(name, async () => {
      const view = await viewOf(files);
      assert.deepEqual(view.services.map((service) => `${service.id}: ${service.kind} (${service.confidence})`).sort(), [...services].sort());
      for (const [path, id] of Object.entries(owners ?? {})) assert.equal(view.serviceOf(path)?.id, id, path);
      for (const { id, kind, evidence } of view.services) assert.ok(kind === 'unknown' || evidence.length > 0, `${id} has no reason`);
    });
  }
});
