import { catalogue } from '../../rules/catalogue';
import type { FileTree } from './tempFolder';

/** The families whose rules speak in the shop as it is; all others are off, so that a new rule changes no test of the protocol. */
const judged = /^(boundary|event-loop\/(?!graceful)|rabbitmq\/(robust-connection|explicit-ack|persistent-message)|redis\/(async-client|ttl-required)|http\/(async-client|timeout-required)|fastapi\/(lifespan|versioned-routes|validated-body)|aiogram\/(v3-api|persistent-storage)|compose\/(pinned-image|canonical-version|healthcheck|wait-for-healthy|unknown-service|no-inline-secret|no-published-datastore|port-conflict))/;
const silenced = catalogue.filter(({ id, planned }) => !planned && !id.startsWith('docs/') && !judged.test(id)).map(({ id }) => `  ${id}: "off"\n`).join('');

/** A small workspace that follows the improved-hybrid pack: a business service beside its data service, and a bot. */
export const shop = {
  'archguide.yaml': `packs: [improved-hybrid]\nrules:\n${silenced}`,
  'docker-compose.yml': `services:
  orders_api:
    build: services/orders_api
    environment:
      RABBITMQ_URL: amqp://rabbitmq:5672
      ORDERS_DATA_URL: http://orders_data:8000
    depends_on:
      - orders_data
  orders_data:
    build: services/orders_data
    healthcheck:
      test: ["CMD", "curl", "-f", "http://localhost:8000/health"]
  postgres:
    image: postgres:16
    healthcheck:
      test: ["CMD", "pg_isready"]
  rabbitmq:
    image: rabbitmq:3.13
`,
  'services/orders_api/Dockerfile': 'FROM python:3.12-slim\nCOPY . /app\nUSER app\nCMD ["uvicorn", "src.main:app"]\n',
  'services/orders_api/src/__init__.py': '',
  'services/orders_api/src/main.py': `from fastapi import FastAPI

from src import orders

app = FastAPI()
app.include_router(orders.router, prefix="/api/v1")
`,
  'services/orders_api/src/orders.py': `import asyncio
import time

import aio_pika
from fastapi import APIRouter

router = APIRouter()


@router.get("/orders")
async def orders() -> list[str]:
    time.sleep(1)
    return []


async def connect(url: str) -> None:
    connection = await aio_pika.connect(url)
    await connection.close()


async def robust(url: str) -> None:
    await aio_pika.connect_robust(url)


async def first(url: str) -> None:
    asyncio.create_task(connect(url))


async def second(url: str) -> None:
    asyncio.create_task(robust(url))
`,
  'services/orders_data/Dockerfile': 'FROM python:3.12-slim\nCOPY . /app\nUSER app\nCMD ["uvicorn", "src.main:app"]\n',
  'services/orders_data/src/__init__.py': '',
  'services/orders_data/src/main.py': `from fastapi import FastAPI
from sqlalchemy.ext.asyncio import create_async_engine

app = FastAPI()
engine = create_async_engine("postgresql+asyncpg://orders@postgres/orders")
`,
} as const satisfies FileTree;

/** Where things are in the shop. */
export const orders = 'services/orders_api/src/orders.py';
export const main = 'services/orders_api/src/main.py';
export const compose = 'docker-compose.yml';
