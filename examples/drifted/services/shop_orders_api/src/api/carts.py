"""Carts of customers."""

from fastapi import APIRouter, status
from redis.asyncio import Redis

from src.core.config import Settings
from src.infrastructure.carts import forget_carts

router = APIRouter(prefix="/api/v1/carts")


@router.delete("", status_code=status.HTTP_204_NO_CONTENT)
async def delete_carts() -> None:
    await forget_carts(Redis.from_url(Settings().redis_url))
    #                  ^^^^^^^^^^^^^^ warning: redis/no-client-in-handler
