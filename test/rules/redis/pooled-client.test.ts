import { describeRule } from '../../support/describeRule';

describeRule('redis/pooled-client', ({ catches, leaves }) => {
  catches('a client from host and port', `
    import redis.asyncio as aioredis

    client = aioredis.Redis(host="redis", port=6379, db=0)
    #        ^^^^^^^^^^^^^^ warning: redis/pooled-client: \`aioredis.Redis\` gets no URL, so host, database, password and TLS are set one by one, or forgotten; build it by \`from_url\` from the settings.
  `);

  catches('positions, defaults and the old names', `
    from redis.asyncio import Redis, StrictRedis
    from redis.asyncio.client import Redis as Client


    def build(host: str) -> list[Redis]:
        return [Redis(host, 6379), StrictRedis(host=host), Client(max_connections=20)]
    #           ^^^^^ warning: redis/pooled-client
    #                              ^^^^^^^^^^^ warning: redis/pooled-client
    #                                                      ^^^^^^ warning: redis/pooled-client
  `);

  catches('the client of a storage, and a synchronous one', `
    //- services/orders_bot/src/bot.py kind:bot
    from aiogram.fsm.storage.redis import RedisStorage
    from redis.asyncio import Redis

    storage = RedisStorage(Redis(host="redis"), state_ttl=60)
    #                      ^^^^^ warning: redis/pooled-client
    //- services/reports/src/main.py kind:worker
    from redis import Redis

    client = Redis(host="redis", socket_timeout=5.0)
    #        ^^^^^ warning: redis/pooled-client
  `);

  leaves('clients from a URL, or from a pool', `
    from redis.asyncio import BlockingConnectionPool, ConnectionPool, Redis, from_url

    pool = BlockingConnectionPool.from_url("redis://redis:6379/0", max_connections=50)
    first = Redis(connection_pool=pool)
    second = Redis.from_pool(ConnectionPool.from_url("redis://redis:6379/0"))
    third = Redis.from_url("redis://redis:6379/0")
    fourth = from_url("redis://redis:6379/0")
  `);

  leaves('a socket, and arguments that cannot be seen', `
    from redis.asyncio import Redis


    def build(options: dict[str, str]) -> list[Redis]:
        return [Redis(unix_socket_path="/run/redis.sock"), Redis(**options)]
  `);

  leaves('other classes of that name', `
    //- services/orders_api/src/main.py kind:api
    from fakeredis import FakeAsyncRedis
    from src.cache import Redis

    client = Redis(host="redis")
    fake = FakeAsyncRedis(host="redis")
    //- services/orders_api/src/cache.py
    class Redis:
        def __init__(self, host: str) -> None: ...
  `);

  leaves('tests', `
    //- services/orders_api/tests/conftest.py kind:api
    from redis.asyncio import Redis

    def redis() -> Redis:
        return Redis(host="localhost", port=6380)
  `);
});
