"""Passes on to the support team what customers write."""

import os

import aio_pika
from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

router = Router(name="feedback")


@router.message(Command("feedback"))
async def take_feedback(message: Message) -> None:
    connection = await aio_pika.connect_robust(os.environ["RABBITMQ_URL"])
    #                  ^^^^^^^^^^^^^^^^^^^^^^^ warning: rabbitmq/no-connection-in-handler
    async with connection:
        channel = await connection.channel()
        note = aio_pika.Message(
        #      ^^^^^^^^^^^^^^^^ warning: rabbitmq/request-id-header
            (message.text or "").encode(),
            delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
        )
        await channel.default_exchange.publish(note, routing_key="q.shop_support.feedback")
    await message.answer("Thank you.")
