"""Publishes orders whose event was lost; shares the API's container."""

import asyncio

from src.core.config import Settings
from src.infrastructure import order_events


async def main() -> None:
    settings = Settings()
    while True:
        await order_events.publish_unsent(settings.outbox_batch)
        await asyncio.sleep(settings.outbox_period_s)


if __name__ == "__main__":
    asyncio.run(main())
