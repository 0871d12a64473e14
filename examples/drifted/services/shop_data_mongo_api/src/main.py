"""The MongoDB data service."""

import os
import subprocess
from datetime import datetime

from fastapi import APIRouter, FastAPI
from motor.motor_asyncio import AsyncIOMotorClient
from pydantic import BaseModel

database = AsyncIOMotorClient(os.environ["MONGO_URL"])["shop"]
router = APIRouter(prefix="/api/v1/order-events", tags=["order-events"])


class OrderEvent(BaseModel):
    order_id: str
    event_type: str
    occurred_at: datetime


@router.post("")
async def record(event: OrderEvent) -> None:
    await database["order_events"].insert_one(event.model_dump())


@router.post("/export", status_code=202)
async def export() -> None:
    subprocess.run(["mongodump", "--archive=/tmp/export"], check=True, timeout=600)
#   ^^^^^^^^^^^^^^ error: event-loop/no-blocking-call


app = FastAPI(title="shop_data_mongo_api", debug=True)
#     ^^^^^^^ information: fastapi/application-factory
#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information: fastapi/health-endpoint
#                                          ^^^^^^^^^^ warning: fastapi/no-debug-server
app.include_router(router)
