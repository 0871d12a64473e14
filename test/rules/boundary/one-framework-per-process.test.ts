import { describeRule } from '../../support/describeRule';

describeRule('boundary/one-framework-per-process', ({ catches, leaves }) => {
  catches('polling started in the lifespan of the application, in other files', `
    //- services/shop/src/main.py kind:api
    from contextlib import asynccontextmanager

    from fastapi import FastAPI

    from src.bot.runner import start
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: boundary/one-framework-per-process: \`services/shop/src/main.py\` polls Telegram in a process that serves FastAPI; give the bot a process of its own and connect the two through RabbitMQ.


    @asynccontextmanager
    async def lifespan(app: FastAPI):
        await start()
        yield


    app = FastAPI(lifespan=lifespan)

    if __name__ == "__main__":
        import uvicorn

        uvicorn.run(app)
    //- services/shop/src/bot/__init__.py
    //- services/shop/src/bot/runner.py
    from aiogram import Bot, Dispatcher

    dp = Dispatcher()


    async def start() -> None:
        await dp.start_polling(Bot("x"))
  `);

  catches('both in one file, started by compose', `
    //- services/shop/main.py kind:bot
    import asyncio

    from aiogram import Bot, Dispatcher
    from fastapi import FastAPI

    app = FastAPI()
    dp = Dispatcher()


    @app.on_event("startup")
    async def startup() -> None:
        asyncio.create_task(dp.start_polling(Bot("x")))
    #                       ^^^^^^^^^^^^^^^^^^^^^^^^^^ error: boundary/one-framework-per-process
    //- docker-compose.yml
    services:
      shop:
        build: ./services/shop
        command: uvicorn main:app --host 0.0.0.0
  `);

  catches('a webhook beside other routes as a warning', `
    //- services/shop/main.py kind:bot
    from aiogram import Bot, Dispatcher
    from aiogram.types import Update
    from fastapi import FastAPI

    app = FastAPI()
    bot = Bot("x")
    dp = Dispatcher()


    @app.post("/webhook")
    async def webhook(update: Update) -> None:
        await dp.feed_update(bot, update)
    #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: boundary/one-framework-per-process: \`services/shop/main.py\` serves a bot\'s webhook in one process with other FastAPI routes; give the bot a process of its own and connect the two through RabbitMQ.


    @app.get("/api/v1/orders")
    async def orders() -> list[str]:
        return []
    //- services/shop/Dockerfile
    FROM python:3.12-slim
    CMD ["uvicorn", "main:app", "--host", "0.0.0.0"]
  `);

  leaves('an application that is nothing but the webhook\'s receiver', `
    //- services/shop/main.py kind:bot
    from aiogram import Bot, Dispatcher
    from aiogram.types import Update
    from fastapi import FastAPI

    app = FastAPI()
    bot = Bot("x")
    dp = Dispatcher()


    @app.post("/webhook")
    async def webhook(update: Update) -> None:
        await dp.feed_update(bot, update)


    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok"}


    if __name__ == "__main__":
        import uvicorn

        uvicorn.run(app)
  `);

  leaves('two processes of one folder', `
    //- services/shop/api.py kind:api
    from fastapi import FastAPI

    from common import settings

    app = FastAPI()
    //- services/shop/bot.py
    import asyncio

    from aiogram import Bot, Dispatcher

    from common import settings

    dp = Dispatcher()

    if __name__ == "__main__":
        asyncio.run(dp.start_polling(Bot("x")))
    //- services/shop/common.py
    settings = {}
    //- docker-compose.yml
    services:
      api:
        build: ./services/shop
        command: uvicorn api:app
      bot:
        build: ./services/shop
        command: python bot.py
  `);

  leaves('types of the other framework, and sending messages through a Bot', `
    //- services/shop/main.py kind:api
    from typing import TYPE_CHECKING

    from fastapi import FastAPI

    from notify import tell

    if TYPE_CHECKING:
        from aiogram import Dispatcher

    app = FastAPI()

    if __name__ == "__main__":
        import uvicorn

        uvicorn.run(app)
    //- services/shop/notify.py
    from aiogram import Bot

    bot = Bot("x")


    async def tell(chat: int, text: str) -> None:
        await bot.send_message(chat, text)
  `);

  leaves('tests that drive both', `
    //- services/shop/main.py kind:bot
    import asyncio

    from aiogram import Bot, Dispatcher

    dp = Dispatcher()

    if __name__ == "__main__":
        asyncio.run(dp.start_polling(Bot("x")))
    //- services/shop/tests/test_bot.py
    from fastapi import FastAPI

    from main import dp

    app = FastAPI()


    def test_it() -> None: ...
  `);

  leaves('modules that no entry point joins', `
    //- services/shop/api.py kind:api
    from fastapi import FastAPI

    app = FastAPI()

    if __name__ == "__main__":
        import uvicorn

        uvicorn.run(app)
    //- services/shop/polling.py
    from aiogram import Bot, Dispatcher


    async def run() -> None:
        await Dispatcher().start_polling(Bot("x"))
  `);
});
