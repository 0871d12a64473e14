import { describeRule } from '../../support/describeRule';

describeRule('rabbitmq/dead-letter', ({ catches, leaves }) => {
  catches('a durable queue without arguments', `
    import aio_pika


    async def main(url: str) -> None:
        connection = await aio_pika.connect_robust(url)
        channel = await connection.channel()
        queue = await channel.declare_queue("q.shop_mail_worker.order_mail", durable=True)
    #                 ^^^^^^^^^^^^^^^^^^^^^ hint: rabbitmq/dead-letter: The queue \`q.shop_mail_worker.order_mail\` has no \`x-dead-letter-exchange\`, so RabbitMQ deletes the messages that are rejected; name one in \`arguments\`.
        await queue.get()
  `, { kind: 'worker' });

  catches('arguments that say other things', `
    from aio_pika.abc import AbstractChannel

    TYPE = "x-queue-type"


    async def declare(channel: AbstractChannel) -> None:
        await channel.declare_queue("orders", durable=True, arguments={TYPE: "quorum", "x-delivery-limit": 5})
    #         ^^^^^^^^^^^^^^^^^^^^^ hint: rabbitmq/dead-letter
        await channel.declare_queue("invoices", durable=True, arguments=None)
    #         ^^^^^^^^^^^^^^^^^^^^^ hint: rabbitmq/dead-letter
  `);

  catches('a queue of a consumer class', `
    from aio_pika.abc import AbstractRobustChannel


    class Consumer:
        def __init__(self, channel: AbstractRobustChannel, queue: str, *, durable: bool) -> None:
            self._channel = channel
            self._queue = queue
            self._durable = durable

        async def start(self) -> None:
            await self._channel.declare_queue(self._queue, durable=self._durable)
    #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^ hint: rabbitmq/dead-letter
  `, { kind: 'bot' });

  leaves('a queue with a route, by whatever name', `
    from aio_pika.abc import AbstractChannel

    ROUTE = "x-dead-letter-exchange"
    QUORUM = {"x-queue-type": "quorum", ROUTE: "shop.events.dlx"}


    def arguments_for(queue: str) -> dict[str, str]:
        return {ROUTE: "", "x-dead-letter-routing-key": queue}


    async def declare(channel: AbstractChannel, extra: dict[str, str]) -> None:
        await channel.declare_queue("orders", durable=True, arguments={ROUTE: "shop.events.dlx"})
        await channel.declare_queue("mails", durable=True, arguments=arguments_for("mails"))
        await channel.declare_queue("returns", durable=True, arguments=QUORUM)
        await channel.declare_queue("invoices", durable=True, arguments={**QUORUM, "x-delivery-limit": 5})
        await channel.declare_queue("stock", durable=True, arguments={"x-queue-type": "quorum", **extra})
        arguments = {"x-queue-type": "quorum"}
        arguments["x-dead-letter-exchange"] = "shop.events.dlx"
        await channel.declare_queue("prices", durable=True, arguments=arguments)
  `);

  leaves('the end of a route, and stops on the way back', `
    from aio_pika.abc import AbstractChannel

    DEAD_LETTERS = "q.mailer.rejected"


    async def declare(channel: AbstractChannel, name: str) -> None:
        dlx = await channel.declare_exchange("shop.events.dlx", durable=True)
        await channel.declare_queue("q.mailer.orders.dlq", durable=True)
        await channel.declare_queue(DEAD_LETTERS, durable=True)
        await channel.declare_queue(f"{name}.retry_5s", durable=True)
        parking = await channel.declare_queue(f"{name}.end", durable=True)
        graves = await channel.declare_queue(name, durable=True)
        await graves.bind(dlx, routing_key=name)
        print(parking)
  `);

  leaves('queues that are short-lived, and streams', `
    from aio_pika.abc import AbstractChannel


    async def declare(channel: AbstractChannel) -> None:
        await channel.declare_queue("prices.live", durable=True, auto_delete=True)
        await channel.declare_queue("", durable=True, exclusive=True)
        await channel.declare_queue("orders", durable=True, passive=True)
        await channel.declare_queue("audit", durable=True, arguments={"x-queue-type": "stream"})
        await channel.get_queue("orders")
  `);

  leaves('channels that cannot be told, and other libraries', `
    import pika


    async def declare(channel, connection: pika.BlockingConnection) -> None:
        await channel.declare_queue("orders", durable=True)
        connection.channel().queue_declare("orders", durable=True)
  `);
});
