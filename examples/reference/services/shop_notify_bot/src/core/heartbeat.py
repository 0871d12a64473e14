"""A sign of life for a process without a port, written by the loop that does the work."""

import asyncio
from pathlib import Path
from typing import Self

INTERVAL_S = 10.0


class Heartbeat:
    """Touches a file while its block runs; a blocked loop stops touching it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._beat(), name="heartbeat")
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stop.set()
        if self._task is not None:
            await self._task

    async def _beat(self) -> None:
        while not self._stop.is_set():
            await asyncio.to_thread(self._file.touch)
            try:
                async with asyncio.timeout(INTERVAL_S):
                    await self._stop.wait()
            except TimeoutError:
                continue
