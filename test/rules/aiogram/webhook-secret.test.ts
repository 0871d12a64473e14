import { describeRule } from '../../support/describeRule';

describeRule('aiogram/webhook-secret', ({ catches, leaves }) => {
  catches('a webhook without a secret', `
    from aiogram import Bot


    async def on_startup(bot: Bot) -> None:
        await bot.set_webhook("https://bot.example.org/webhook")
    #         ^^^^^^^^^^^^^^^ warning: aiogram/webhook-secret: \`bot.set_webhook\` sets a webhook without a secret, so anybody can post updates to it; pass \`secret_token=\` from the settings, and check it in the receiver.
  `, { kind: 'bot' });

  catches('a secret that is none, and the method as an object', `
    from aiogram import Bot
    from aiogram.methods import SetWebhook

    bot = Bot("x")


    async def main() -> None:
        await bot.set_webhook(url="https://bot.example.org", secret_token=None, max_connections=40)
    #         ^^^^^^^^^^^^^^^ warning: aiogram/webhook-secret
        await bot(SetWebhook(url="https://bot.example.org"))
    #             ^^^^^^^^^^ warning: aiogram/webhook-secret
  `, { kind: 'bot' });

  catches('a receiver that asks for none', `
    from aiogram import Bot, Dispatcher
    from aiogram.webhook.aiohttp_server import SimpleRequestHandler, TokenBasedRequestHandler
    from aiohttp import web


    def build(bot: Bot, dispatcher: Dispatcher) -> web.Application:
        app = web.Application()
        TokenBasedRequestHandler(dispatcher).register(app, path="/webhook/{bot_token}")
        SimpleRequestHandler(dispatcher=dispatcher, bot=bot).register(app, path="/webhook")
    #   ^^^^^^^^^^^^^^^^^^^^ warning: aiogram/webhook-secret: \`SimpleRequestHandler\` takes updates from anybody; pass the \`secret_token\` with which the webhook is set.
        return app
  `, { kind: 'bot' });

  leaves('a webhook with its secret', `
    from aiogram import Bot, Dispatcher
    from aiogram.webhook.aiohttp_server import SimpleRequestHandler

    from src.core.config import Settings


    async def on_startup(bot: Bot, dispatcher: Dispatcher, settings: Settings) -> None:
        secret = settings.webhook_secret.get_secret_value()
        await bot.set_webhook("https://bot.example.org", secret_token=secret)
        SimpleRequestHandler(dispatcher, bot, secret_token=secret)
  `, { kind: 'bot' });

  leaves('arguments that cannot be seen', `
    from typing import Any

    from aiogram import Bot


    async def on_startup(bot: Bot, options: dict[str, Any]) -> None:
        await bot.set_webhook(**options)
  `, { kind: 'bot' });

  leaves('what only removes or reads a webhook, and other bots', `
    from aiogram import Bot
    from telebot.async_telebot import AsyncTeleBot

    other = AsyncTeleBot("x")


    async def on_startup(bot: Bot) -> None:
        await bot.delete_webhook()
        await bot.get_webhook_info()
        await other.set_webhook("https://bot.example.org")
  `, { kind: 'bot' });

  leaves('an address that is a secret itself', `
    from aiogram import Bot, Dispatcher
    from aiogram.webhook.aiohttp_server import SimpleRequestHandler
    from aiohttp import web

    from src.core.config import Settings


    async def on_startup(bot: Bot, dispatcher: Dispatcher, app: web.Application, settings: Settings) -> None:
        address = f"https://bot.example.org/{settings.webhook_secret.get_secret_value()}"
        await bot.set_webhook(address)
        await bot.set_webhook(url=f"https://bot.example.org/{bot.token}")
        SimpleRequestHandler(dispatcher, bot).register(app, path=f"/{bot.token}")
        await bot.set_webhook("")
  `, { kind: 'bot' });

  leaves('tests', `
    //- services/orders_bot/tests/test_webhook.py kind:bot
    from aiogram import Bot

    async def test_set(bot: Bot) -> None:
        await bot.set_webhook("https://bot.example.org")
  `);
});
