# needs: rabbitmq
# kind: worker
# with: atomic/integrations/rabbitmq/dto-contracts, atomic/integrations/rabbitmq/exchange-queue-declaration, atomic/integrations/rabbitmq/message-publishing
"""The page's own tests, with this run's broker in place of a container."""

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import httpx
import pytest
from aio_pika import connect_robust
from aio_pika.abc import AbstractRobustConnection
from examples_plugin import block, stand_in
from shared.events.orders import OrderPlaced


def order_placed() -> OrderPlaced:
    return OrderPlaced(
        event_id=uuid4(), occurred_at=datetime.now(UTC), order_id=uuid4(), customer_id=uuid4(), total=Decimal("5.00"), currency="EUR"
    )


stand_in("tests.factories", order_placed=order_placed)


@pytest.fixture
async def connection() -> AsyncIterator[AbstractRobustConnection]:
    vhost = f"test_{uuid4().hex}"
    permissions = {"configure": ".*", "write": ".*", "read": ".*"}
    async with httpx.AsyncClient(base_url=os.environ["RABBITMQ_MANAGEMENT_URL"], auth=("guest", "guest")) as management:
        (await management.put(f"/api/vhosts/{vhost}", json={})).raise_for_status()
        (await management.put(f"/api/permissions/{vhost}/guest", json=permissions)).raise_for_status()
    port = int(os.environ["RABBITMQ_PORT"])
    async with await connect_robust(host="127.0.0.1", port=port, virtualhost=vhost, timeout=10) as opened:
        yield opened


_events = block("test_the_message_is_complete").load()
_topology = block("test_declaring_twice_is_allowed").load()
test_the_message_is_complete = _events.test_the_message_is_complete
test_an_event_without_a_queue_is_an_error = _events.test_an_event_without_a_queue_is_an_error
test_declaring_twice_is_allowed = _topology.test_declaring_twice_is_allowed
test_each_event_of_the_contract_is_bound = _topology.test_each_event_of_the_contract_is_bound
test_a_rejected_message_is_in_the_dead_letter_queue = _topology.test_a_rejected_message_is_in_the_dead_letter_queue
