from uuid import UUID

from examples_plugin import block, stand_in
from pydantic import BaseModel


class OrderPaid(BaseModel):
    event_id: UUID
    order_id: str


async def handle(message, claims, fulfilment) -> None:
    """The handler that the page's tests are about."""
    async with message.process():
        event = OrderPaid.model_validate_json(message.body)
        if await claims.claim(str(event.event_id)):
            await fulfilment.start(event.order_id)


stand_in("shared.events.orders", OrderPaid=OrderPaid)
stand_in("src.handler", handle=handle)
_tests = block("test_the_second_delivery_is_acknowledged").load()
test_the_second_delivery_is_acknowledged_and_does_nothing = _tests.test_the_second_delivery_is_acknowledged_and_does_nothing
test_an_unreadable_message_is_rejected = _tests.test_an_unreadable_message_is_rejected
test_a_cancelled_message_is_not_acknowledged = _tests.test_a_cancelled_message_is_not_acknowledged
