"""Everything that the orders API can be told from outside."""

from typing import Literal

from pydantic import Field, HttpUrl, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Configuration of the orders API."""

    model_config = SettingsConfigDict(
        secrets_dir="/run/secrets",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    service_name: str = "shop_orders_api"
    environment: Literal["development", "staging", "production"]
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    release: str = "unreleased"
    otlp_endpoint: str | None = None
    trace_sample_ratio: float = Field(default=1.0, ge=0, le=1)
    docs_enabled: bool = False

    data_postgres_service_url: HttpUrl
    http_timeout_s: float = Field(default=5.0, gt=0, le=30)
    http_connect_timeout_s: float = Field(default=1.0, gt=0, le=1.0)

    rabbitmq_host: str
    rabbitmq_port: int = 5672
    rabbitmq_user: str
    rabbitmq_password: SecretStr
    rabbitmq_vhost: str = "/"
