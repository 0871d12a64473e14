"""Everything that the MongoDB data service can be told from outside."""

from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Configuration of the MongoDB data service."""

    model_config = SettingsConfigDict(
        secrets_dir="/run/secrets",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    service_name: str = "shop_data_mongo_api"
    environment: Literal["development", "staging", "production"]
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    release: str = "unreleased"
    otlp_endpoint: str | None = None
    trace_sample_ratio: float = Field(default=1.0, ge=0, le=1)

    mongo_host: str
    mongo_port: int = 27017
    mongo_database: str
    mongo_user: str
    mongo_password: SecretStr
