# needs: rabbitmq
# kind: worker
import asyncio
from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import uuid4

from aio_pika import connect_robust
from examples_plugin import stand_in
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pydantic import BaseModel, AwareDatetime
from uuid import UUID


class MailSent(BaseModel):
    event_id: UUID
    occurred_at: AwareDatetime


stand_in("shared.events.mails", MailSent=MailSent)
exporter = InMemorySpanExporter()
provider = TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(exporter))
trace.set_tracer_provider(provider)


async def test_a_trace_crosses_the_broker(rabbitmq_url: str) -> None:
    from src.infrastructure.mail_events import publish_sent
    from src.infrastructure.message_tracing import consumer_span

    async with await connect_robust(rabbitmq_url, timeout=10) as connection:
        channel = await connection.channel(on_return_raises=True)
        exchange = await channel.declare_exchange("shop.events", "topic", durable=True)
        queue = await channel.declare_queue("q.mail", durable=True)
        await queue.bind(exchange, routing_key="mail.sent")
        await publish_sent(exchange, MailSent(event_id=uuid4(), occurred_at=datetime.now(UTC)), "req-1")
        message = await queue.get(timeout=5)
        with consumer_span(message, "q.mail"):
            pass
        await message.ack()
    sent, processed = exporter.get_finished_spans()
    assert processed.parent is not None and processed.parent.span_id == sent.context.span_id
    assert processed.context.trace_id == sent.context.trace_id and processed.attributes["messaging.destination.name"] == "q.mail"

    exporter.clear()
    old = SimpleNamespace(headers=message.headers, timestamp=datetime(2024, 1, 1, tzinfo=UTC), redelivered=False, message_id="m")
    with consumer_span(old, "q.mail"):
        pass
    (late,) = exporter.get_finished_spans()
    assert late.parent is None and [link.context.span_id for link in late.links] == [sent.context.span_id]
