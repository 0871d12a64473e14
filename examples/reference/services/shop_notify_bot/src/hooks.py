"""Opens the bot's clients on the running loop, and closes them in reverse order."""

from contextlib import AsyncExitStack

from aiogram import Bot, Dispatcher
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor

from src.application.orders import NotifyCustomer, OrderTracker
from src.consumers.order_billed import OrderBilledConsumer
from src.core.config import Settings
from src.core.heartbeat import Heartbeat
from src.core.metrics_server import metrics_server
from src.core.tracing import configure_tracing, shut_down_tracing
from src.infrastructure.broker import open_broker
from src.infrastructure.http import build_http_client
from src.infrastructure.notices import NoticeClaims, TelegramNotices
from src.infrastructure.order_cache import OrderCache
from src.infrastructure.orders_client import OrdersClient
from src.infrastructure.redis import build_cache_redis, build_redis


async def on_startup(dispatcher: Dispatcher, bot: Bot, settings: Settings) -> None:
    """Open everything, or close what was opened and fail."""
    provider = configure_tracing(settings)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(shut_down_tracing, provider)  # after everything that makes spans
        await stack.enter_async_context(metrics_server(settings.metrics_port))
        http = await stack.enter_async_context(build_http_client(settings))
        HTTPXClientInstrumentor.instrument_client(http, tracer_provider=provider)
        # The storage's client is closed before the hooks run, so this is another one.
        redis = build_redis(settings)
        stack.push_async_callback(redis.aclose)
        cache = build_cache_redis(settings)
        stack.push_async_callback(cache.aclose)
        orders = OrderCache(OrdersClient(http), cache, settings.orders_cache_ttl_s)
        broker = await stack.enter_async_context(await open_broker(settings))
        notify = NotifyCustomer(
            memory=orders, claims=NoticeClaims(redis), notices=TelegramNotices(bot)
        )
        consumer = OrderBilledConsumer(notify)
        await consumer.start(await broker.channel())
        stack.push_async_callback(consumer.stop)
        await stack.enter_async_context(Heartbeat(settings.heartbeat_file))
        dispatcher["tracker"] = OrderTracker(orders=orders)
        dispatcher["resources"] = stack.pop_all()


async def on_shutdown(dispatcher: Dispatcher) -> None:
    """Close what the start-up opened."""
    resources: AsyncExitStack = dispatcher["resources"]
    await resources.aclose()
