"""Asks for receipts, as the tutorial of RabbitMQ does."""

import os

import pika
#      ^^^^ error: rabbitmq/async-client


class ReceiptRequests:
    def __init__(self) -> None:
        connection = pika.BlockingConnection(pika.URLParameters(os.environ["RABBITMQ_URL"]))
        self._channel = connection.channel()

    def ask(self, order_id: str) -> None:
        self._channel.basic_publish(exchange="", routing_key="q.shop_receipts.asked", body=order_id)

    async def ask_all(self, order_ids: list[str]) -> None:
        for order_id in order_ids:
            self.ask(order_id)
#           ^^^^^^^^ error: event-loop/no-blocking-call
