"""Tells customers about billed orders."""

import os

import aio_pika
from aiogram import Bot


async def consume_billed_orders(bot: Bot) -> None:
    connection = await aio_pika.connect_robust(os.environ["RABBITMQ_URL"])
    channel = await connection.channel()
    queue = await channel.declare_queue("q.shop_notify_bot.order_billed")
    #             ^^^^^^^^^^^^^^^^^^^^^ hint: rabbitmq/dead-letter
    #             ^^^^^^^^^^^^^^^^^^^^^ warning: rabbitmq/durable-topology

    async def on_message(message: aio_pika.abc.AbstractIncomingMessage) -> None:
        chat_id, text = message.body.decode().split(";", 1)
        await bot.send_message(int(chat_id), text)

    await queue.consume(on_message, no_ack=True)
    #                   ^^^^^^^^^^ hint: rabbitmq/idempotent-consumer
    #                               ^^^^^^^^^^^ error: rabbitmq/explicit-ack
