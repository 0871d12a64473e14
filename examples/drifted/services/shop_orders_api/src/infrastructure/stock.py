"""Stock of the warehouse."""

import time

import httpx

from src.core.config import Settings

client = httpx.AsyncClient(base_url=Settings().data_postgres_service_url, timeout=None)
#        ^^^^^^^^^^^^^^^^^ warning: fastapi/no-global-client
#                                                                         ^^^^^^^^^^^^ warning: http/timeout-required


async def available(sku: str) -> int:
    response = await client.get(f"/api/v1/stock/{sku}")
    #                ^^^^^^^^^^ information: http/request-id
    response.raise_for_status()
    return int(response.text)


def wait_for_stock(sku: str) -> None:
    """Give the warehouse a moment to reserve."""
    time.sleep(0.5)
