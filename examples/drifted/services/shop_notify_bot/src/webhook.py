"""Moves the bot from polling to a webhook; run by hand."""

from aiogram import Bot


async def move(address: str) -> None:
    bot = Bot("8471029365:AAH7notRealPq2vLk9sZr4wYc-1Jt6Nd8Ub")
    #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: aiogram/no-token-literal
    await bot.set_webhook(address)
    #     ^^^^^^^^^^^^^^^ warning: aiogram/webhook-secret
    await bot.session.close()
