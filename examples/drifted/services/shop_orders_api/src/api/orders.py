"""Routes of orders."""

import asyncio
from typing import Any

import requests
#      ^^^^^^^^ warning: http/async-client
from fastapi import APIRouter, Request

from src.infrastructure.cache import remember_order
from src.infrastructure.order_events import publish_order_placed
from src.infrastructure.stock import wait_for_stock

DATA_SERVICE = "http://shop_data_postgres_api:8000"
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: http/no-hardcoded-url

router = APIRouter(prefix="/orders", tags=["orders"])


@router.post("")
async def place_order(body: dict[str, Any]) -> dict[str, Any]:
#                           ^^^^^^^^^^^^^^ warning: fastapi/validated-body
    wait_for_stock(body["sku"])
#   ^^^^^^^^^^^^^^ error: event-loop/no-blocking-call
    response = requests.post(f"{DATA_SERVICE}/api/v1/orders", json=body, timeout=5)
    #          ^^^^^^^^^^^^^ error: event-loop/no-blocking-call
    #          ^^^^^^^^^^^^^ information: http/request-id
    order: dict[str, Any] = response.json()
    #                       ^^^^^^^^^^^^^ information: http/raise-for-status
    publish_order_placed(order)
#   ^^^^^^^^^^^^^^^^^^^^ error: event-loop/unawaited-coroutine
    asyncio.create_task(remember_order(order))
#   ^^^^^^^^^^^^^^^^^^^ warning: event-loop/keep-task-reference
    return order


@router.patch("/{order_id}")
async def change_order(order_id: str, request: Request) -> dict[str, Any]:
    changes = await request.json()
    #               ^^^^^^^^^^^^ warning: fastapi/validated-body
    return {"id": order_id, **changes}
