"""Settings; the defaults are right on one laptop."""

from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    data_postgres_service_url: str = "http://localhost:8001"
    database_url: str = ""
    redis_url: str = "redis://localhost:6379/0"
    rabbitmq_url: str = ""
    bot_token: str = ""
    outbox_batch: int = 50
    outbox_period_s: float = 30.0
