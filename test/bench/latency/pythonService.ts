/** What stands at the top of the file. */
const head = `"""Orders of the shop: routes, consumers and the cache between them."""
from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

import aio_pika
import httpx
import redis.asyncio as redis
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from pydantic import BaseModel, Field

logger = logging.getLogger(__name__)
router = APIRouter()


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    app.state.redis = redis.from_url("redis://cache")
    app.state.http = httpx.AsyncClient(timeout=10.0)
    app.state.rabbit = await aio_pika.connect_robust("amqp://rabbitmq")
    yield
    await app.state.http.aclose()
    await app.state.rabbit.close()


def get_cache(request: Request) -> redis.Redis:
    return request.app.state.redis


def get_http(request: Request) -> httpx.AsyncClient:
    return request.app.state.http


Cache = Annotated[redis.Redis, Depends(get_cache)]
Http = Annotated[httpx.AsyncClient, Depends(get_http)]
`;

/** One part of the service, as many of which as it takes make the file. Each third one breaks two rules. */
function part(number: number): string {
  const drifted = number % 3 === 0;
  return `

class Order${number}(BaseModel):
    """An order as the data service gives it."""

    id: int
    customer: str = Field(min_length=1, max_length=200)
    lines: list[dict[str, Any]] = Field(default_factory=list)
    total: float = 0.0

    def priced(self, prices: dict[str, float]) -> Order${number}:
        total = sum(prices.get(line["sku"], 0.0) * line["count"] for line in self.lines)
        return self.model_copy(update={"total": round(total, 2)})


@router.get("/orders${number}/{order_id}", response_model=Order${number})
async def read_order_${number}(order_id: int, cache: Cache, http: Http) -> Order${number}:
    key = f"orders:order:{order_id}"
    cached = await cache.get(key)
    if cached is not None:
        return Order${number}.model_validate_json(cached)
    response = await http.get(f"/orders/{order_id}", headers={"X-Request-ID": str(order_id)})
    if response.status_code == 404:
        raise HTTPException(status_code=404, detail=f"no order {order_id}")
    response.raise_for_status()
    order = Order${number}.model_validate(response.json())
    await cache.set(key, order.model_dump_json()${drifted ? '' : ', ex=300'})
    return order


@router.post("/orders${number}", status_code=201)
async def create_order_${number}(order: Order${number}, http: Http) -> dict[str, int]:
    prices = {"tea": 3.5, "coffee": 4.25, "cake": 5.0}
    for attempt in range(3):
        try:
            response = await http.post("/orders", json=order.priced(prices).model_dump())
            response.raise_for_status()
            break
        except httpx.HTTPError as error:
            logger.warning("order not stored", extra={"attempt": attempt, "error": str(error)})
            ${drifted ? 'time.sleep(0.5)' : 'await asyncio.sleep(0.5)'}
    else:
        raise HTTPException(status_code=503, detail="the data service does not answer")
    return {"id": response.json()["id"]}


async def publish_order_${number}(channel: aio_pika.abc.AbstractChannel, order: Order${number}) -> None:
    exchange = await channel.declare_exchange("orders", aio_pika.ExchangeType.TOPIC, durable=True)
    body = json.dumps({"id": order.id, "total": order.total}).encode()
    message = aio_pika.Message(body, delivery_mode=aio_pika.DeliveryMode.PERSISTENT, content_type="application/json")
    await exchange.publish(message, routing_key="orders.order.created")


async def consume_orders_${number}(message: aio_pika.abc.AbstractIncomingMessage) -> None:
    async with message.process(requeue=False):
        data = json.loads(message.body)
        order = Order${number}.model_validate(data)
        if not order.lines:
            logger.info("empty order", extra={"order": order.id})
            return
        totals = [line["count"] * line.get("price", 0) for line in order.lines if line["count"] > 0]
        logger.info("order received", extra={"order": order.id, "total": sum(totals)})
`;
}

/** A FastAPI and aio_pika service in one file of about so many lines. */
export function pythonService(lines: number): string {
  const parts = [head];
  let count = head.split('\n').length;
  for (let number = 1; count < lines; number++) {
    const text = part(number);
    parts.push(text);
    count += text.split('\n').length - 1;
  }
  return parts.join('');
}

/** Another part, for pasting: 50 lines or a little more. */
export const pasted = part(999).trimStart();
