import assert from 'node:assert/strict';
import { type Files, py, viewOf } from './virtualProject';

const fastapi = 'from fastapi import FastAPI\napp = FastAPI()\n';
const polling = py`
  import asyncio
  from aiogram import Bot, Dispatcher
  async def main():
      dp = Dispatcher()
      await dp.start_polling(Bot("t"))
  if __name__ == "__main__":
      asyncio.run(main())
  `;
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
const uvicornFile = 'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nCMD ["uvicorn", "src.main:app", "--host", "0.0.0.0"]\n';
const engine = 'from sqlalchemy.ext.asyncio import create_async_engine\nengine = create_async_engine("x")\n';

interface Case {
  readonly name: string;
  readonly files: Files;
  /** `id: kind (confidence)`, sorted by id. */
  readonly services: readonly string[];
  /** `path[:attribute] via` of entry points. */
  readonly entries?: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: 'a lone FastAPI monolith with SQLAlchemy is an api',
    files: { 'app/__init__.py': '', 'app/main.py': `${fastapi}from app.db import engine\n`, 'app/db.py': engine, 'Dockerfile': 'FROM python:3.12\nWORKDIR /code\nCOPY ./app /code/app\nCMD ["fastapi", "run", "app/main.py", "--port", "80"]\n', 'docker-compose.yml': 'services:\n  web:\n    build: .\n  db:\n    image: postgres:16\n' },
    services: [': api (strong)'], entries: ['app/main.py:app dockerfile'],
  },
  {
    name: 'the hybrid architecture',
    files: {
      'docker-compose.yml': 'services:\n  orders_api:\n    build: ./services/orders_api\n  orders_bot:\n    build: ./services/orders_bot\n  mail_worker:\n    build: ./services/mail_worker\n  orders_data:\n    build: ./services/orders_data\n  events_data:\n    build: ./services/events_data\n  nginx:\n    image: nginx:1.26.1-alpine\n  postgres:\n    image: postgres:16\n',
      'services/orders_api/Dockerfile': uvicornFile, 'services/orders_api/src/main.py': fastapi,
      'services/orders_bot/Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD ["python", "-m", "src.main"]\n', 'services/orders_bot/src/main.py': polling,
      'services/mail_worker/Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD python src/main.py\n', 'services/mail_worker/src/main.py': consumer,
      'services/orders_data/Dockerfile': uvicornFile, 'services/orders_data/src/main.py': `${fastapi}from src.db import engine\n`, 'services/orders_data/src/db.py': engine,
      'services/events_data/Dockerfile': uvicornFile, 'services/events_data/src/main.py': `${fastapi}from src import db\n`, 'services/events_data/src/db.py': 'from motor.motor_asyncio import AsyncIOMotorClient\nclient = AsyncIOMotorClient()\n',
    },
    services: ['#nginx: gateway (strong)', 'services/events_data: data-mongo (strong)', 'services/mail_worker: worker (strong)', 'services/orders_api: api (strong)', 'services/orders_bot: bot (strong)', 'services/orders_data: data-postgres (strong)'],
    entries: ['services/events_data/src/main.py:app dockerfile', 'services/mail_worker/src/main.py dockerfile', 'services/mail_worker/src/main.py main', 'services/orders_api/src/main.py:app dockerfile', 'services/orders_bot/src/main.py dockerfile', 'services/orders_bot/src/main.py main', 'services/orders_data/src/main.py:app dockerfile'],
  },
  {
    name: 'several compose services share a folder with different commands',
    files: {
      'docker-compose.yml': 'services:\n  api:\n    build: .\n    command: uvicorn app.main:app --reload\n  worker:\n    build: .\n    command: ["celery", "-A", "app.tasks", "worker"]\n  migrate:\n    build: .\n    command: alembic upgrade head\n',
      'Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY . .\n', 'app/__init__.py': '', 'app/main.py': fastapi, 'app/tasks.py': 'from celery import Celery\ncelery = Celery("x")\n',
    },
    services: ['#api: api (strong)', '#worker: worker (strong)'], entries: ['app/main.py:app compose', 'app/tasks.py compose'],
  },
  {
    name: 'scaled copies of one service are one',
    files: { 'compose.yaml': 'services:\n  a1:\n    build: ./svc\n  a2:\n    build: ./svc\n', 'svc/Dockerfile': uvicornFile, 'svc/src/main.py': fastapi },
    services: ['svc: api (strong)'],
  },
  {
    name: 'an image that another service builds',
    files: { 'compose.yaml': 'services:\n  api:\n    build: ./svc\n    image: shop/svc\n  jobs:\n    image: shop/svc\n    command: python -m src.jobs\n', 'svc/Dockerfile': uvicornFile, 'svc/src/main.py': fastapi, 'svc/src/jobs.py': consumer },
    services: ['svc#api: api (strong)', 'svc#jobs: worker (strong)'],
  },
  {
    name: 'context at the root, Dockerfile in the service',
    files: { 'compose.yaml': 'services:\n  orders:\n    build:\n      context: .\n      dockerfile: services/orders/Dockerfile\n  users:\n    build:\n      context: .\n      dockerfile: services/users/Dockerfile\n', 'services/orders/Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY shared ./shared\nCOPY services/orders .\nCMD ["uvicorn", "main:app"]\n', 'services/users/Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY services/users /app\nCMD ["uvicorn", "main:app"]\n', 'services/orders/main.py': `${fastapi}import shared.events\n`, 'services/users/main.py': fastapi, 'shared/events.py': 'X = 1\n' },
    services: [': library (strong)', 'services/orders: api (strong)', 'services/users: api (strong)'], entries: ['services/orders/main.py:app dockerfile', 'services/users/main.py:app dockerfile'],
  },
  {
    name: 'Dockerfiles in a folder of their own',
    files: { 'compose.yaml': 'services:\n  orders:\n    build: { context: ., dockerfile: docker/orders.Dockerfile }\n  bot:\n    build: { context: ., dockerfile: docker/bot.Dockerfile }\n', 'docker/orders.Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY orders /app/orders\nCMD ["uvicorn", "orders.main:app"]\n', 'docker/bot.Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY bot /app/bot\nCMD ["python", "-m", "bot"]\n', 'orders/main.py': fastapi, 'orders/__init__.py': '', 'bot/__main__.py': polling, 'bot/__init__.py': '' },
    services: ['bot: bot (strong)', 'orders: api (strong)'], entries: ['bot/__main__.py dockerfile', 'bot/__main__.py main', 'orders/main.py:app dockerfile'],
  },
  {
    name: 'services by folder alone',
    files: { 'services/orders/main.py': fastapi, 'services/jobs/worker.py': consumer, 'services/orders/models.py': '' },
    services: ['services/jobs: worker (strong)', 'services/orders: api (strong)'], entries: ['services/jobs/worker.py main', 'services/orders/main.py:app main'],
  },
  {
    name: 'a services layer inside a package is no folder of services',
    files: { 'app/__init__.py': '', 'app/main.py': `${fastapi}from app.services.mail import worker\n`, 'app/services/__init__.py': '', 'app/services/mail/__init__.py': '', 'app/services/mail/worker.py': 'def send(): ...\n' },
    services: [': api (strong)'],
  },
  {
    name: 'a shared package is a library',
    files: { 'services/orders/main.py': `${fastapi}from events.models import Order\n`, 'packages/events/pyproject.toml': '[project]\nname = "events"\n', 'packages/events/src/events/__init__.py': '', 'packages/events/src/events/models.py': 'class Order: ...\n' },
    services: ['packages/events: library (strong)', 'services/orders: api (strong)'],
  },
  {
    name: 'the configuration decides',
    files: { 'archguide.yaml': 'services: { services/orders: data-postgres, jobs: worker }\n', 'services/orders/main.py': fastapi, 'jobs/run_all.py': 'print(1)\n' },
    services: ['jobs: worker (declared)', 'services/orders: data-postgres (declared)'],
  },
  {
    name: 'a data service is named as one',
    files: { 'compose.yaml': 'services:\n  db_api:\n    build: ./db_api\n', 'db_api/Dockerfile': uvicornFile, 'db_api/src/main.py': `${fastapi}import asyncpg\n` },
    services: ['db_api: data-postgres (strong)'],
  },
  {
    name: 'a data service of PostgreSQL by name and dependency',
    files: { 'services/template_data_postgres_api/src/main.py': fastapi, 'services/template_data_postgres_api/pyproject.toml': '[project]\nname = "x"\ndependencies = ["fastapi", "sqlalchemy"]\n' },
    services: ['services/template_data_postgres_api: data-postgres (strong)'],
  },
  {
    name: 'named data, but with no database in reach',
    files: { 'services/metadata/main.py': fastapi, 'services/data_export/main.py': fastapi },
    services: ['services/data_export: api (strong)', 'services/metadata: api (strong)'],
  },
  {
    name: 'a worker that is named after data is a worker',
    files: { 'services/data_import_worker/main.py': consumer },
    services: ['services/data_import_worker: worker (strong)'],
  },
  {
    name: 'a FastAPI application that only receives the webhook of a bot',
    files: { 'services/shop_bot/main.py': py`
      from fastapi import FastAPI, Request
      from aiogram import Bot, Dispatcher
      app = FastAPI()
      dp = Dispatcher()
      @app.post("/webhook/telegram")
      async def webhook(request: Request):
          await dp.feed_update(Bot("t"), await request.json())
      @app.get("/health")
      async def health(): ...
      ` },
    services: ['services/shop_bot: bot (strong)'],
  },
  {
    name: 'an API that also polls is what serves it',
    files: { 'compose.yaml': 'services:\n  shop:\n    build: ./shop\n', 'shop/Dockerfile': uvicornFile, 'shop/src/main.py': `${fastapi}from aiogram import Dispatcher\ndp = Dispatcher()\n@app.get("/orders")\nasync def orders(): ...\nasync def start():\n    await dp.start_polling()\n` },
    services: ['shop: api (strong)'],
  },
  {
    name: 'an API that only sends messages through a bot',
    files: { 'services/alerts/main.py': `${fastapi}from aiogram import Bot\nbot = Bot("t")\n` },
    services: ['services/alerts: api (strong)'],
  },
  {
    name: 'application factory in another file',
    files: { 'services/a/Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["uvicorn"]\nCMD ["--factory", "app.main:create_app"]\n', 'services/a/app/main.py': 'from app.factory import create_app\n', 'services/a/app/factory.py': 'from fastapi import FastAPI\ndef create_app() -> FastAPI:\n    return FastAPI()\n' },
    services: ['services/a: api (strong)'], entries: ['services/a/app/main.py:create_app dockerfile'],
  },
  {
    name: 'uvicorn.run with a string, gunicorn, --app-dir, python path',
    files: {
      'compose.yaml': 'services:\n  a:\n    build: ./a\n    command: python run.py\n  b:\n    build: ./b\n    command: gunicorn -k uvicorn.workers.UvicornWorker -b 0.0.0.0:8000 app.asgi:application\n  c:\n    build: ./c\n    command: sh -c "alembic upgrade head && exec uvicorn --app-dir src main:app"\n',
      'a/Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY . .\n', 'a/run.py': 'import uvicorn\nif __name__ == "__main__":\n    uvicorn.run("app.main:app", reload=True)\n', 'a/app/main.py': fastapi,
      'b/Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY . .\n', 'b/app/asgi.py': 'from fastapi import FastAPI\napplication = FastAPI()\n',
      'c/Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY . .\n', 'c/src/main.py': fastapi,
    },
    services: ['a: api (strong)', 'b: api (strong)', 'c: api (strong)'],
    entries: ['a/app/main.py:app main', 'a/run.py compose', 'a/run.py main', 'b/app/asgi.py:application compose', 'c/src/main.py:app compose'],
  },
  {
    name: 'arq, taskiq, faststream, dramatiq',
    files: {
      'compose.yaml': 'services:\n  a:\n    build: ./a\n    command: arq src.worker.WorkerSettings\n  b:\n    build: ./b\n    command: taskiq worker tasks:broker\n  c:\n    build: ./c\n    command: faststream run app:app\n',
      'a/src/worker.py': 'from arq import cron\nclass WorkerSettings:\n    functions = []\n', 'b/tasks.py': 'from taskiq_aio_pika import AioPikaBroker\nbroker = AioPikaBroker()\n', 'c/app.py': 'from faststream import FastStream\nfrom faststream.rabbit import RabbitBroker\napp = FastStream(RabbitBroker())\n',
    },
    services: ['a: worker (strong)', 'b: worker (strong)', 'c: worker (strong)'], entries: ['a/src/worker.py:WorkerSettings compose', 'b/tasks.py:broker compose', 'c/app.py:app compose'],
  },
  {
    name: 'celery beside the API whose code it shares; jobs of manage.py',
    files: {
      'compose.yaml': 'services:\n  api:\n    build: .\n    command: gunicorn app.web:app\n  tasks:\n    build: .\n    command: celery --app app.tasks worker\n  migrations:\n    build: .\n    command: python manage.py migrate\n',
      'Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY . .\n', 'app/__init__.py': '', 'app/web.py': fastapi, 'app/tasks.py': 'from celery import Celery\nimport app.web\napp = Celery()\n', 'manage.py': 'if __name__ == "__main__":\n    print(1)\n',
    },
    services: ['#api: api (strong)', '#tasks: worker (strong)'], entries: ['app/tasks.py compose', 'app/web.py:app compose', 'manage.py main'],
  },
  {
    name: 'Dockerfiles in docker/ of a service, and one of a front end',
    files: { 'compose.yaml': 'services:\n  browser:\n    build: { context: ., dockerfile: client/Dockerfile.playwright }\n', 'client/Dockerfile.playwright': 'FROM node:24\n', 'users/docker/backend.dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD ["uvicorn", "app.main:app"]\n', 'users/app/main.py': fastapi, 'client/Dockerfile': 'FROM node:20 AS build\nCOPY . .\nFROM nginx:stable\nCOPY --from=build /x /y\n', 'client/src/index.ts': '' },
    services: ['users: api (strong)'], entries: ['users/app/main.py:app dockerfile'],
  },
  {
    name: 'scripts of pyproject, as entry point and as command',
    files: { 'svc/pyproject.toml': '[project]\nname = "svc"\n[project.scripts]\nsvc-serve = "svc.main:run"\n', 'svc/src/svc/main.py': 'import asyncio\nasync def main(): ...\ndef run():\n    asyncio.run(main())\n', 'svc/src/svc/__init__.py': '', 'svc/Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD ["svc-serve"]\n' },
    services: ['svc: worker (strong)'], entries: ['svc/src/svc/main.py:run dockerfile', 'svc/src/svc/main.py:run script'],
  },
  {
    name: 'a gateway that is built',
    files: { 'compose.yaml': 'services:\n  edge:\n    build: ./gateway\n', 'gateway/Dockerfile': 'FROM nginx:1.26\nCOPY nginx.conf /etc/nginx/nginx.conf\n', 'api/main.py': fastapi },
    services: [': api (strong)', 'gateway: gateway (strong)'],
  },
  {
    name: 'a compose service without code is known by its name alone',
    files: { 'compose.yaml': 'services:\n  mail_worker:\n    build: ./mail_worker\n  thing:\n    build: ./thing\n' },
    services: ['mail_worker: worker (weak)', 'thing: unknown (weak)'],
  },
  {
    name: 'loose scripts are nothing',
    files: { 'calc.py': 'print(1)\n', 'tests/test_calc.py': 'def test_a(): ...\n' },
    services: [': unknown (weak)'],
  },
  {
    name: 'a workspace of tests alone has no service',
    files: { 'tests/test_calc.py': 'def test_a(): ...\n' },
    services: [],
  },
  {
    name: 'bind mounts and working_dir of compose',
    files: { 'compose.yaml': 'services:\n  api:\n    build: .\n    working_dir: /srv\n    volumes: ["./backend:/srv/pkg"]\n    command: uvicorn pkg.main:app\n', 'backend/main.py': fastapi, 'Dockerfile': 'FROM python:3.12\n' },
    services: [': api (strong)'], entries: ['backend/main.py:app compose'],
  },
  {
    name: 'override files run the same service once',
    files: { 'docker-compose.yml': 'services:\n  api:\n    build: ./api\n', 'docker-compose.prod.yml': 'services:\n  api:\n    restart: always\n', 'docker-compose.override.yml': 'services:\n  api:\n    command: uvicorn src.main:app --reload\n', 'api/Dockerfile': uvicornFile, 'api/src/main.py': fastapi },
    services: ['api: api (strong)'], entries: ['api/src/main.py:app compose'],
  },
];

describe('services and kinds', () => {
  for (const { name, files, services, entries } of cases) {
    it(name, async () => {
      const view = await viewOf(files);
      assert.deepEqual(view.services.map((service) => `${service.id}: ${service.kind} (${service.confidence})`).sort(), [...services].sort());
      if (entries) assert.deepEqual(view.entryPoints.map((entry) => `${entry.path}${entry.attribute === null ? '' : `:${entry.attribute}`} ${entry.via}`).sort(), [...entries].sort());
    });
  }

  it('gives a file to the service whose process reaches it', async () => {
    const view = await viewOf({
      'docker-compose.yml': 'services:\n  api:\n    build: .\n    command: uvicorn app.main:app\n  worker:\n    build: .\n    command: python -m app.worker\n',
      'Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY . .\n', 'app/__init__.py': '', 'app/main.py': `${fastapi}import app.web\n`, 'app/worker.py': `${consumer}\nimport app.jobs\n`, 'app/jobs.py': '', 'app/web.py': '', 'app/unused.py': '',
    });
    assert.deepEqual(['app/web.py', 'app/jobs.py', 'app/unused.py', 'Dockerfile'].map((path) => view.serviceOf(path)?.id), ['#api', '#worker', '#api', '#api']);
  });

  it('says why, strongest first, with places', async () => {
    const view = await viewOf({ 'docker-compose.yml': 'services:\n  orders_data:\n    build: ./orders\n', 'orders/Dockerfile': uvicornFile, 'orders/src/main.py': `${fastapi}import asyncpg\n` });
    assert.deepEqual(view.services[0]?.evidence.map((entry) => [entry.text, entry.at?.path, entry.at?.range.start.line]), [
      ['`orders/src/main.py` imports `asyncpg`', 'orders/src/main.py', 2],
      ['its name says that it serves data: orders_data, orders', undefined, undefined],
      ['`orders/src/main.py` serves HTTP (`fastapi.FastAPI`)', 'orders/src/main.py', 1],
      ['`docker-compose.yml` runs it as `orders_data`', 'docker-compose.yml', 1],
      ['uvicorn starts `orders/src/main.py`', 'orders/Dockerfile', 3],
    ]);
    assert.deepEqual(view.services[0]?.composeServices.map((service) => service.name), ['orders_data']);
    assert.equal(view.services[0]?.dockerfile, 'orders/Dockerfile');
  });
});

describe('roles', () => {
  const revision = 'revision = "1"\ndown_revision = None\ndef upgrade(): ...\ndef downgrade(): ...\n';
  const files: Files = {
    'compose.yaml': 'services:\n  importer:\n    build: ./tools/importer\n  seed:\n    build: ./svc\n    command: python scripts/seed_loop.py\n  unit:\n    build: ./tests/unit\n',
    'tests/unit/Dockerfile': 'FROM python:3.12\nCOPY . /tests/\n', 'tests/unit/fixtures/orders_client.py': '',
    'tools/importer/Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD ["python", "main.py"]\n', 'tools/importer/main.py': consumer, 'tools/importer/tests/test_x.py': '', 'tools/lint.py': '',
    'svc/Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY . .\n', 'svc/scripts/seed_loop.py': consumer, 'svc/scripts/fill.py': '',
    'svc/alembic/env.py': '', 'svc/alembic/versions/1_a.py': revision, 'svc/db/changes/x1.py': revision, 'svc/migrations/runner.py': 'def run(): ...\n', 'svc/migrations/0001_initial.py': '',
    'svc/src/test_connection.py': 'def ping(): ...\n', 'svc/src/test_real.py': 'def test_a(): ...\n', 'svc/src/checks.py': 'import pytest\n', 'svc/src/conftest.py': '', 'svc/src/order_tests.py': 'class TestA: ...\n',
    'svc/src/app/__init__.py': '', 'svc/src/app/scripts/run.py': '', 'svc/src/app/scripts/seed.py': 'if __name__ == "__main__":\n    print(1)\n', 'svc/src/app/tools/pdf.py': '', 'svc/src/app/main.py': '',
    'svc/vendor/lib/a.py': '', 'svc/src/events_pb2.py': '', 'svc/src/client_gen.py': '# Code generated by openapi-generator. DO NOT EDIT.\nx = 1\n', 'svc/src/hand.py': 'x = 1\n# generated by hand\n',
    'explore.py': '# %% load\nx = 1\n', 'setup.py': '', 'docs/conf.py': '', 'svc/README.md': '',
    'svc/src/report.py': '#!/usr/bin/env python\n# coding: utf-8\n\n# In[1]:\nx = 1\n', 'svc/src/etl.py': '# Databricks notebook source\nx = 1\n', 'svc/src/percent.py': '# 10%% of it\nx = 1\n', 'svc/src/text.py': '# ---\n# jupyter:\n#   jupytext:\n# ---\nx = 1\n',
    'svc/src/features/orders/service.py': '', 'svc/features/steps/cart.py': '', 'svc/features/environment.py': '', 'svc/locustfile.py': '', 'svc/versioneer.py': '', 'svc/db/migration/20240101_add.py': '', 'svc/src/migration/service.py': '',
  };
  const expected: Readonly<Record<string, string>> = {
    'tools/importer/main.py': 'service', 'tools/importer/tests/test_x.py': 'tests', 'tools/lint.py': 'scripts', 'tests/unit/fixtures/orders_client.py': 'tests',
    'svc/scripts/seed_loop.py': 'service', 'svc/scripts/fill.py': 'scripts',
    'svc/alembic/env.py': 'migrations', 'svc/alembic/versions/1_a.py': 'migrations', 'svc/db/changes/x1.py': 'migrations', 'svc/migrations/runner.py': 'service', 'svc/migrations/0001_initial.py': 'migrations',
    'svc/src/test_connection.py': 'service', 'svc/src/test_real.py': 'tests', 'svc/src/checks.py': 'tests', 'svc/src/conftest.py': 'tests', 'svc/src/order_tests.py': 'tests',
    'svc/src/app/scripts/run.py': 'service', 'svc/src/app/scripts/seed.py': 'scripts', 'svc/src/app/tools/pdf.py': 'service', 'svc/src/app/main.py': 'service',
    'svc/vendor/lib/a.py': 'vendored', 'svc/src/events_pb2.py': 'generated', 'svc/src/client_gen.py': 'generated', 'svc/src/hand.py': 'service',
    'explore.py': 'scripts', 'setup.py': 'scripts', 'docs/conf.py': 'scripts',
    'svc/src/report.py': 'scripts', 'svc/src/etl.py': 'scripts', 'svc/src/percent.py': 'service', 'svc/src/text.py': 'scripts', 'svc/src/features/orders/service.py': 'service', 'svc/features/steps/cart.py': 'tests', 'svc/features/environment.py': 'tests',
    'svc/locustfile.py': 'tests', 'svc/versioneer.py': 'vendored', 'svc/db/migration/20240101_add.py': 'migrations', 'svc/src/migration/service.py': 'service',
    'svc/Dockerfile': 'service', 'compose.yaml': 'service', 'svc/tests/Dockerfile': 'tests',
  };
  it('are told by folder, content and what runs', async () => {
    const view = await viewOf(files);
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((path) => [path, view.roleOf(path)])), expected);
  });
});

describe('adoption', () => {
  const data: Files = { 'services/orders_data/main.py': `${fastapi}import asyncpg\n` };
  const cases: readonly (readonly [name: string, files: Files, followed: boolean, reason: RegExp])[] = [
    ['data service beside an api', { ...data, 'services/orders/main.py': fastapi }, true, /`orders_data` is a data-postgres service, and `orders` is an api service/],
    ['data service alone', data, false, /No service of kind api or bot or worker/],
    ['monolith with a worker', { 'docker-compose.yml': 'services:\n  api:\n    build: .\n    command: uvicorn m:app\n  worker:\n    build: .\n    command: python w.py\n', 'm.py': `${fastapi}import sqlalchemy\n`, 'w.py': consumer }, false, /No service of kind data-postgres or data-mongo/],
    ['by names alone', { 'docker-compose.yml': 'services:\n  postgres_data_api:\n    build: ./a\n  shop_api:\n    build: ./b\n' }, false, /by its name alone/],
    ['declared kinds', { 'archguide.yaml': 'services: { a: data-mongo, b: bot }\n', 'a/x.py': '', 'b/x.py': '' }, true, /`a` is a data-mongo service, and `b` is a bot service/],
    ['named', { 'archguide.yaml': 'packs: [improved-hybrid]\n' }, true, /names it/],
    ['named otherwise', { ...data, 'services/orders/main.py': fastapi, 'archguide.yaml': 'packs: [clean-architecture]\n' }, false, /names other packs/],
    ['nothing followed on purpose', { ...data, 'services/orders/main.py': fastapi, 'archguide.yaml': 'packs: []\n' }, false, /names other packs/],
  ];
  for (const [name, files, followed, reason] of cases) {
    it(name, async () => {
      const adoption = (await viewOf(files)).adoptionOf('improved-hybrid');
      assert.equal(adoption.followed, followed, adoption.reason);
      assert.match(adoption.reason, reason);
    });
  }
  it('never follows a pack without evidence of its own', async () => {
    assert.equal((await viewOf({ ...data, 'services/orders/main.py': fastapi })).follows('clean-architecture'), false);
  });
});
