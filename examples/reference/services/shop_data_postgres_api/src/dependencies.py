"""What routes may ask for."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request

from src.application.ports import UnitOfWork
from src.infrastructure.unit_of_work import SqlAlchemyUnitOfWork


async def get_unit_of_work(request: Request) -> AsyncIterator[UnitOfWork]:
    """Open and close; the use case has committed before it returns."""
    async with SqlAlchemyUnitOfWork(request.app.state.session_factory) as unit:
        yield unit


UnitOfWorkDep = Annotated[UnitOfWork, Depends(get_unit_of_work)]
