"""Handlers that were moved to aiogram 3."""

import asyncio

import httpx
from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

BASE_URL = "http://localhost:8001"
#          ^^^^^^^^^^^^^^^^^^^^^^^ warning: http/no-hardcoded-url

router = Router(name="orders")


async def fetch_status(order_id: str) -> str:
    async with httpx.AsyncClient(base_url=BASE_URL) as client:
    #          ^^^^^^^^^^^^^^^^^ warning: http/shared-client
    #          ^^^^^^^^^^^^^^^^^ warning: http/timeout-required
        response = await client.get(f"/api/v1/orders/{order_id}")
        #                ^^^^^^^^^^ information: http/request-id
        response.raise_for_status()
        return str(response.json()["status"])


@router.message(Command("order"))
async def show_order(message: Message) -> None:
    status = asyncio.run(fetch_status(message.text or ""))
    #        ^^^^^^^^^^^ error: event-loop/no-nested-run
    await message.answer(f"The order is {status}.")
