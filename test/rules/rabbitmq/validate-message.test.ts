import { describeRule } from '../../support/describeRule';

describeRule('rabbitmq/validate-message', ({ catches, leaves }) => {
  catches('fields of a dictionary in a callback', `
    import json

    from aio_pika.abc import AbstractIncomingMessage
    from src.mail import send_mail


    async def on_message(message: AbstractIncomingMessage) -> None:
        async with message.process():
            data = json.loads(message.body)
    #              ^^^^^^^^^^ warning: rabbitmq/validate-message: \`json.loads(message.body)\` gives a dictionary that nothing has checked, and \`order_id\` is read from it; parse the body with \`model_validate_json\` of a Pydantic model.
            print(data)
            await send_mail(data["order_id"], data.get("address"))
  `, { kind: 'worker' });

  catches('a body that is decoded first, and one read in a loop', `
    import orjson
    from json import loads

    from aio_pika.abc import AbstractChannel, AbstractIncomingMessage


    async def on_message(message: AbstractIncomingMessage) -> None:
        text = message.body.decode("utf-8")
        payload = loads(text)
    #             ^^^^^ warning: rabbitmq/validate-message
        if payload.get("kind") == "order":
            await message.ack()


    async def run(channel: AbstractChannel) -> None:
        queue = await channel.declare_queue("q.orders_api.invoices", durable=True)
        async with queue.iterator() as messages:
            async for message in messages:
                async with message.process():
                    print(orjson.loads(message.body)["invoice_id"])
    #                     ^^^^^^^^^^^^ warning: rabbitmq/validate-message
  `);

  catches('a callback without types, and a helper that reads the fields', `
    import json

    from aio_pika.abc import AbstractQueue


    class Consumer:
        async def start(self, queue: AbstractQueue) -> None:
            await queue.consume(self.on_message)

        async def on_message(self, message):
            async with message.process():
                event = json.loads(message.body.decode())
    #                   ^^^^^^^^^^ warning: rabbitmq/validate-message: \`json.loads(message.body.decode())\` gives a dictionary that nothing has checked, and \`stock\` is read from it; parse the body with \`model_validate_json\` of a Pydantic model.
                await self.store(event)

        async def store(self, event: dict) -> None:
            self.count = event["stock"]
  `);

  catches('a body that is kept whole only where it could not be handled', `
    import json

    from aio_pika.abc import AbstractIncomingMessage
    from src.mails import mailer, failures


    async def on_message(message: AbstractIncomingMessage) -> None:
        async with message.process():
            try:
                data = json.loads(message.body)
    #                  ^^^^^^^^^^ warning: rabbitmq/validate-message
                await mailer.send(data["address"])
            except ValueError:
                await failures.save(data)
  `, { kind: 'worker' });

  leaves('bodies that become a model, in one step or two', `
    import json

    from aio_pika.abc import AbstractIncomingMessage
    from pydantic import TypeAdapter
    from shared.events.orders import OrderPlaced

    adapter = TypeAdapter(OrderPlaced)


    async def on_message(message: AbstractIncomingMessage) -> None:
        first = OrderPlaced.model_validate_json(message.body)
        data = json.loads(message.body)
        if data["version"] > 1:
            return
        second = OrderPlaced(**data)
        third = OrderPlaced(**json.loads(message.body))
        envelope = json.loads(message.body)
        fourth = OrderPlaced.model_validate(envelope["payload"])
        raw = json.loads(message.body)
        fifth = adapter.validate_python(raw)
        print(raw["id"], first, second, third, fourth, fifth)
  `);

  leaves('dictionaries that others may check', `
    import json

    from aio_pika.abc import AbstractIncomingMessage
    from src.handlers import handlers, validate


    async def on_message(message: AbstractIncomingMessage) -> None:
        data = json.loads(message.body)
        await handlers[data["type"]](data)


    async def on_other(message: AbstractIncomingMessage) -> None:
        data = json.loads(message.body)
        validate(data, "order.json")
        print(data["id"])


    def parse(message: AbstractIncomingMessage) -> dict:
        data = json.loads(message.body)
        print(data["id"])
        return data
  `);

  leaves('a dictionary of which nothing is read', `
    import json

    from aio_pika.abc import AbstractIncomingMessage
    from src.stream import forward


    async def on_message(message: AbstractIncomingMessage) -> None:
        async with message.process():
            await forward(json.loads(message.body))


    class Audit:
        async def on_message(self, message: AbstractIncomingMessage) -> None:
            self.last = json.loads(message.body)
            print(self.last)
  `);

  leaves('JSON from elsewhere', `
    import json
    from pathlib import Path

    from fastapi import Request


    async def read(request: Request, path: Path, message) -> None:
        body = json.loads(await request.body())
        settings = json.loads(path.read_text())
        unknown = json.loads(message.body)
        print(body["id"], settings["name"], unknown["x"])
  `);
});
