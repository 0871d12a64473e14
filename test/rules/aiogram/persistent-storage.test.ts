import { describeRule } from '../../support/describeRule';

describeRule('aiogram/persistent-storage', ({ catches, leaves, fixes, offersNoFix }) => {
  catches('the storage of a dispatcher', `
    from aiogram import Dispatcher
    from aiogram.fsm.storage.memory import MemoryStorage

    dp = Dispatcher(storage=MemoryStorage())
    #                       ^^^^^^^^^^^^^ warning: aiogram/persistent-storage: \`MemoryStorage\` loses every dialogue when the bot restarts; use \`RedisStorage\` with a time to live.
  `, { kind: 'bot' });

  catches('aliases, submodules and a factory of the project', `
    //- services/orders_bot/src/storage.py kind:bot
    from aiogram.fsm.storage import memory
    from aiogram.fsm.storage.memory import MemoryStorage as Storage


    def storage() -> Storage:
        return Storage()
    #          ^^^^^^^ warning: aiogram/persistent-storage


    class Bots:
        def __init__(self) -> None:
            self.storage = memory.MemoryStorage()
    #                      ^^^^^^^^^^^^^^^^^^^^ warning: aiogram/persistent-storage: \`memory.MemoryStorage\` loses every dialogue when the bot restarts; use \`RedisStorage\` with a time to live.
  `);

  catches('it, one severity lower, where the kind of service is not known', `
    //- services/thing/util.py kind:unknown
    from aiogram.fsm.storage.memory import MemoryStorage

    storage = MemoryStorage()
    #         ^^^^^^^^^^^^^ information: aiogram/persistent-storage
  `);

  catches('the storage that a dispatcher has by itself, where a module of the bot keeps states', `
    //- services/shop_bot/src/orders.py
    from aiogram import Router
    from aiogram.fsm.state import State, StatesGroup

    router = Router()


    class Order(StatesGroup):
        address = State()
    //- services/shop_bot/src/main.py kind:bot
    from aiogram import Dispatcher
    from src.orders import router


    def build() -> Dispatcher:
        dispatcher = Dispatcher(name="orders")
    #                ^^^^^^^^^^ warning: aiogram/persistent-storage: \`Dispatcher()\` loses every dialogue when the bot restarts; use \`RedisStorage\` with a time to live.
        dispatcher.include_router(router)
        return dispatcher
  `);

  catches('the storage that a dispatcher in a file of its own has, where handlers that import it keep states', `
    //- services/shop_bot/src/loader.py kind:bot
    from aiogram import Bot, Dispatcher

    bot = Bot("1")
    dp = Dispatcher()
    #    ^^^^^^^^^^ warning: aiogram/persistent-storage
    //- services/shop_bot/src/states.py
    from aiogram.fsm.state import State, StatesGroup


    class Order(StatesGroup):
        address = State()
    //- services/shop_bot/src/handlers.py
    from aiogram import Router
    from src.loader import bot
    from src.states import Order

    router = Router()
    //- services/shop_bot/src/main.py
    from src.handlers import router
    from src.loader import bot, dp

    dp.include_router(router)
  `);

  leaves('a dispatcher in a file of its own, where states are kept by another service', `
    //- services/shop_bot/src/loader.py kind:bot
    from aiogram import Dispatcher

    dp = Dispatcher()
    //- services/shop_bot/src/main.py
    from src.loader import dp
    //- services/shop_bot/tests/test_dialogue.py
    from aiogram.fsm.state import State
    from src.loader import dp
    //- services/care_bot/src/main.py kind:bot
    from aiogram.fsm.state import State
  `);

  leaves('a dispatcher that is given its storage, and those of aiogram 2', `
    from aiogram import Bot, Dispatcher
    from aiogram.fsm.state import State, StatesGroup
    from src.storage import options, storage


    class Order(StatesGroup):
        address = State()


    given = Dispatcher(storage=storage)
    spread = Dispatcher(**options)
    none = Dispatcher(disable_fsm=True)
    old = Dispatcher(Bot(token=options["token"]))
  `);

  leaves('a storage in Redis, and a bot without dialogues', `
    from aiogram import Dispatcher
    from aiogram.fsm.storage.redis import DefaultKeyBuilder, RedisStorage
    from redis.asyncio import Redis


    def build(redis: Redis) -> list[Dispatcher]:
        return [Dispatcher(storage=RedisStorage(redis, DefaultKeyBuilder(with_destiny=True))), Dispatcher(disable_fsm=True)]
  `, { kind: 'bot' });

  leaves('code that takes it in development only', `
    from aiogram.fsm.storage.base import BaseStorage
    from aiogram.fsm.storage.memory import MemoryStorage
    from aiogram.fsm.storage.redis import RedisStorage


    def storage(url: str | None) -> BaseStorage:
        if url is not None:
            return RedisStorage.from_url(url)
        return MemoryStorage()


    def chosen(url: str) -> BaseStorage:
        return RedisStorage.from_url(url) if url else MemoryStorage()
  `, { kind: 'bot' });

  leaves('tests', `
    //- services/orders_bot/src/main.py kind:bot
    async def main() -> None: ...
    //- services/orders_bot/tests/conftest.py
    from aiogram.fsm.storage.memory import MemoryStorage

    storage = MemoryStorage()
  `);

  leaves('its name, its type, and storages of other things', `
    from aiogram.fsm.storage.memory import MemoryStorage
    from limits.storage import MemoryStorage as LimitStorage
    from src.storage import MemoryStorage as Own


    def reset(storage: MemoryStorage) -> None:
        storage.storage.clear()


    made = [LimitStorage(), Own(), MemoryStorage]
  `, { kind: 'bot' });

  fixes('it with the settings that the function is given', `
    //- services/orders_bot/src/bot.py kind:bot
    from aiogram import Dispatcher
    from aiogram.fsm.storage.memory import MemoryStorage

    from src.config import Settings


    def build(settings: Settings) -> Dispatcher:
        return Dispatcher(storage=MemoryStorage())  # dialogues
    //- services/orders_bot/src/config.py
    from pydantic import SecretStr
    from pydantic_settings import BaseSettings


    class Settings(BaseSettings):
        redis_url: SecretStr
  `, `
    //- services/orders_bot/src/bot.py
    from aiogram import Dispatcher
    from aiogram.fsm.storage.redis import RedisStorage

    from src.config import Settings


    def build(settings: Settings) -> Dispatcher:
        return Dispatcher(storage=RedisStorage.from_url(settings.redis_url.get_secret_value(), state_ttl=86400, data_ttl=86400))  # dialogues
  `, { title: 'Use RedisStorage' });

  fixes('it with the field that the imported settings have', `
    //- services/orders_bot/src/bot.py kind:bot
    from aiogram import Dispatcher
    from aiogram.fsm.storage.memory import MemoryStorage, SimpleEventIsolation

    from src.config import config

    dp = Dispatcher(
        storage=MemoryStorage(),
        events_isolation=SimpleEventIsolation(),
    )
    //- services/orders_bot/src/config.py
    from pydantic import RedisDsn
    from pydantic_settings import BaseSettings


    class Config(BaseSettings):
        REDIS_DSN: RedisDsn


    config = Config()
  `, `
    //- services/orders_bot/src/bot.py
    from aiogram import Dispatcher
    from aiogram.fsm.storage.memory import SimpleEventIsolation
    from aiogram.fsm.storage.redis import RedisStorage

    from src.config import config

    dp = Dispatcher(
        storage=RedisStorage.from_url(str(config.REDIS_DSN), state_ttl=86400, data_ttl=86400),
        events_isolation=SimpleEventIsolation(),
    )
  `);

  fixes('it with the environment where there are no settings', `
    from aiogram import Dispatcher
    from aiogram.fsm.storage.memory import MemoryStorage

    dp = Dispatcher(storage=MemoryStorage())
  `, `
    import os

    from aiogram import Dispatcher
    from aiogram.fsm.storage.redis import RedisStorage

    dp = Dispatcher(storage=RedisStorage.from_url(os.environ["REDIS_URL"], state_ttl=86400, data_ttl=86400))
  `, { kind: 'bot' });

  offersNoFix('aiogram 2, which has another storage', `
    from aiogram.contrib.fsm_storage.memory import MemoryStorage

    storage = MemoryStorage()
    #         ^^^^^^^^^^^^^ warning: aiogram/persistent-storage
  `, { kind: 'bot' });
});
