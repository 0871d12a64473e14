"""The metrics of a process without HTTP: a daemon thread beside the loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from prometheus_client import start_http_server


@asynccontextmanager
async def metrics_server(port: int) -> AsyncIterator[int]:
    """Serve /metrics while the block runs; yield the port, which 0 leaves to the system."""
    server, thread = start_http_server(port)
    try:
        yield server.server_port
    finally:
        await asyncio.to_thread(server.shutdown)
        server.server_close()
        thread.join(timeout=1)
