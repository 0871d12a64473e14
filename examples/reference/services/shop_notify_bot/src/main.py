"""The notification bot: `python -m src.main`. One loop, owned by the dispatcher."""

import asyncio

from src.bot import build_bot, build_dispatcher
from src.core.config import Settings
from src.core.logging import configure_logging

MAX_CONCURRENT_UPDATES = 100


async def main() -> None:
    """Poll until a signal comes; the dispatcher handles SIGTERM and SIGINT."""
    settings = Settings()
    configure_logging(settings.service_name, settings.log_level)
    bot = build_bot(settings)
    dispatcher = build_dispatcher(settings)
    await bot.delete_webhook(drop_pending_updates=False)
    await dispatcher.start_polling(bot, tasks_concurrency_limit=MAX_CONCURRENT_UPDATES)


if __name__ == "__main__":
    asyncio.run(main())
