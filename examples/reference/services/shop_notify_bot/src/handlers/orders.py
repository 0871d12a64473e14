"""The dialogue in which a customer asks for an order."""

from html import escape
from uuid import UUID

from aiogram import F, Router
from aiogram.filters import Command, CommandStart, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from src.application.orders import OrderTracker

UUID_PATTERN = r"(?i)^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"


class Tracking(StatesGroup):
    order_id = State()


async def start(message: Message) -> None:
    await message.answer("Send /order, and I will tell you how your order is doing.")


async def begin(message: Message, state: FSMContext) -> None:
    await state.set_state(Tracking.order_id)
    await message.answer("Which order? /cancel ends this.")


async def show(message: Message, state: FSMContext, tracker: OrderTracker) -> None:
    order = await tracker.find(UUID(message.text), chat_id=message.chat.id)
    await state.clear()
    if order is None:
        await message.answer("There is no such order of yours.")
        return
    await message.answer(f"Order <b>{order.id}</b> is {escape(order.status)}.")


async def ask_again(message: Message) -> None:
    await message.answer("That is no order number; it looks like 5b0e6f2c-6f5e-….")


async def cancel(message: Message, state: FSMContext) -> None:
    await state.clear()
    await message.answer("Cancelled.")


def build_router() -> Router:
    """Return a new router; a dispatcher keeps the one that it gets."""
    router = Router(name="orders")
    router.message.register(cancel, Command("cancel"), StateFilter("*"))
    router.message.register(start, CommandStart(), StateFilter(None))
    router.message.register(begin, Command("order"), StateFilter(None))
    router.message.register(show, Tracking.order_id, F.text.regexp(UUID_PATTERN))
    router.message.register(ask_again, Tracking.order_id)
    return router
