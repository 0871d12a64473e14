"""A sign of life for a process without a port, written by the loop that does the work."""

import asyncio
from pathlib import Path

INTERVAL_S = 10.0


async def beat(heartbeat: Path, stop: asyncio.Event) -> None:
    """Touch the file until `stop` is set; a blocked loop stops touching it."""
    while not stop.is_set():
        await asyncio.to_thread(heartbeat.touch)
        try:
            async with asyncio.timeout(INTERVAL_S):
                await stop.wait()
        except TimeoutError:
            continue
