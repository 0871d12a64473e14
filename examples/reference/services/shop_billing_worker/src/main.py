"""The billing worker: `python -m src.main`."""

import asyncio
import signal

import structlog

from src.core.config import Settings
from src.core.heartbeat import beat
from src.core.logging import configure_logging
from src.core.metrics_server import metrics_server
from src.resources import open_resources

logger = structlog.get_logger(__name__)
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def stop_on_signals(stop: asyncio.Event) -> None:
    """Let the first signal ask for the end; a second one has its default effect."""
    loop = asyncio.get_running_loop()

    def request_stop(number: signal.Signals) -> None:
        logger.info("stop_requested", signal=number.name)
        stop.set()
        for other in STOP_SIGNALS:
            loop.remove_signal_handler(other)

    for number in STOP_SIGNALS:
        loop.add_signal_handler(number, request_stop, number)


async def main() -> None:
    """Consume until a signal comes, then finish what was delivered."""
    settings = Settings()
    configure_logging(settings.service_name, settings.log_level)
    stop = asyncio.Event()
    stop_on_signals(stop)
    async with (
        metrics_server(settings.metrics_port),
        open_resources(settings) as resources,
        asyncio.TaskGroup() as group,
    ):
        group.create_task(resources.consumer.run(resources.broker, stop), name="order-placed")
        group.create_task(beat(settings.heartbeat_file, stop), name="heartbeat")
        logger.info("worker_started")
    logger.info("worker_stopped")


if __name__ == "__main__":
    asyncio.run(main())
