"""Everything that the billing worker can be told from outside."""

from pathlib import Path
from typing import Literal

from pydantic import Field, HttpUrl, RedisDsn, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Configuration of the billing worker."""

    model_config = SettingsConfigDict(
        secrets_dir="/run/secrets",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    service_name: str = "shop_billing_worker"
    environment: Literal["development", "staging", "production"]
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    release: str = "unreleased"
    otlp_endpoint: str | None = None
    trace_sample_ratio: float = Field(default=1.0, ge=0, le=1)
    metrics_port: int = Field(default=8000, ge=0, le=65_535)
    heartbeat_file: Path = Path("/tmp/heartbeat")  # noqa: S108 - a tmpfs of the container

    data_postgres_service_url: HttpUrl
    data_mongo_service_url: HttpUrl
    http_timeout_s: float = Field(default=5.0, gt=0, le=30)
    http_connect_timeout_s: float = Field(default=1.0, gt=0, le=1.0)

    redis_url: RedisDsn
    redis_max_connections: int = Field(default=100, ge=1, le=1000)

    rabbitmq_host: str
    rabbitmq_port: int = 5672
    rabbitmq_user: str
    rabbitmq_password: SecretStr
    rabbitmq_vhost: str = "/"
    worker_prefetch_count: int = Field(default=50, ge=1, le=500)
    worker_retry_delays_s: tuple[int, ...] = (5, 30, 300)
    worker_message_timeout_s: float = Field(default=15.0, gt=0, le=60)
    worker_drain_timeout_s: float = Field(default=20.0, gt=0, le=25)
