# with: atomic/services/aiogram/handler-patterns, atomic/services/aiogram/state-management
"""The page's own tests, on the handlers of the pages that it tests."""

from examples_plugin import block, stand_in


class OrderTracker:
    async def find(self, number: int) -> object: ...

    async def cancel(self, number: int, *, requested_by: int) -> None: ...


stand_in("src.application.orders", OrderTracker=OrderTracker)
stand_in("src.application.delivery", DeliveryService=object)
stand_in("src.domain.errors", DomainError=ValueError)

from src.handlers import delivery, errors, orders  # noqa: E402

stand_in("src.handlers.callbacks", OrderAction=orders.OrderAction)
import src.handlers  # noqa: E402

src.handlers.include_handlers = lambda dispatcher: dispatcher.include_routers(
    orders.build_router(), delivery.build_router(), errors.build_router()
)
_conftest = block("def dispatcher() -> Dispatcher").load()
session, bot, dispatcher = _conftest.session, _conftest.bot, _conftest.dispatcher
_orders = block("test_cancelling_answers_the_query_first").load()
_delivery = block("test_cancel_leaves_the_dialogue").load()
test_cancelling_answers_the_query_first = _orders.test_cancelling_answers_the_query_first
test_a_command_without_its_number_is_explained = _orders.test_a_command_without_its_number_is_explained
test_cancel_leaves_the_dialogue_from_any_step = _delivery.test_cancel_leaves_the_dialogue_from_any_step
