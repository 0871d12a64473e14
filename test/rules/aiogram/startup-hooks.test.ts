import { describeRule } from '../../support/describeRule';

describeRule('aiogram/startup-hooks', ({ catches, leaves }) => {
  catches('clients of a module', `
    import aiohttp
    import httpx
    from redis.asyncio import Redis

    http = httpx.AsyncClient(timeout=5.0)
    #      ^^^^^^^^^^^^^^^^^ information: aiogram/startup-hooks: \`httpx.AsyncClient\` makes a client while the module is imported; make it in a hook of \`dp.startup.register\`, and close it in one of \`dp.shutdown.register\`.
    session: aiohttp.ClientSession = aiohttp.ClientSession()
    #                                ^^^^^^^^^^^^^^^^^^^^^ information: aiogram/startup-hooks
    redis = Redis.from_url("redis://redis:6379/0")
    #       ^^^^^^^^^^^^^^ information: aiogram/startup-hooks
  `, { kind: 'bot' });

  catches('a client in the body of a class', `
    import httpx


    class Api:
        http = httpx.AsyncClient(timeout=5.0)
    #          ^^^^^^^^^^^^^^^^^ information: aiogram/startup-hooks
  `, { kind: 'bot' });

  catches('what makes a client in another file', `
    //- services/orders_bot/src/loader.py kind:bot
    from src.orders import OrdersClient, connect

    orders = OrdersClient("http://shop_orders_api:8000")
    #        ^^^^^^^^^^^^ information: aiogram/startup-hooks
    cache = connect()
    #       ^^^^^^^ information: aiogram/startup-hooks
    //- services/orders_bot/src/orders.py
    import httpx
    import redis.asyncio as aioredis


    class OrdersClient:
        def __init__(self, url: str) -> None:
            self._http = httpx.AsyncClient(base_url=url, timeout=5.0)


    def connect() -> aioredis.Redis:
        return aioredis.from_url("redis://redis:6379/0")
  `);

  leaves('clients that are made in a hook, in main, or below the guard', `
    import asyncio

    import httpx
    from aiogram import Bot, Dispatcher
    from redis.asyncio import Redis


    async def on_startup(dispatcher: Dispatcher) -> None:
        dispatcher["http"] = httpx.AsyncClient(timeout=5.0)


    async def main() -> None:
        redis = Redis.from_url("redis://redis:6379/0")
        dispatcher = Dispatcher()
        dispatcher.startup.register(on_startup)
        await dispatcher.start_polling(Bot("x"), redis=redis)


    if __name__ == "__main__":
        client = httpx.AsyncClient(timeout=5.0)
        asyncio.run(main())
  `, { kind: 'bot' });

  leaves('the bot, the dispatcher and the connection of its storage', `
    from aiogram import Bot, Dispatcher
    from aiogram.fsm.storage.redis import RedisStorage
    from redis.asyncio import ConnectionPool, Redis

    from src.core.config import settings

    bot = Bot(settings.bot_token.get_secret_value())
    redis = Redis.from_url("redis://redis:6379/0")
    dp = Dispatcher(storage=RedisStorage(redis, state_ttl=60))
    other = RedisStorage.from_url("redis://redis:6379/0")
  `, { kind: 'bot' });

  leaves('names and classes that open nothing', `
    //- services/orders_bot/src/loader.py kind:bot
    import httpx
    from src.orders import OrdersClient, Options

    TIMEOUT = httpx.Timeout(5.0, connect=1.0)
    orders = OrdersClient()
    options = Options()
    //- services/orders_bot/src/orders.py
    import httpx


    class Options: ...


    class OrdersClient:
        def __init__(self) -> None:
            self._http: httpx.AsyncClient | None = None

        async def open(self) -> None:
            self._http = httpx.AsyncClient(timeout=5.0)
  `);

  leaves('other services, which have rules of their own', `
    import httpx

    http = httpx.AsyncClient(timeout=5.0)
  `, { kind: 'worker' });
});
