"""Settings, from the environment and then from `.env`."""

import sys
from pathlib import Path
from typing import Annotated, Self

from pydantic import BeforeValidator, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
# Bytes of a request's body: as many as Django takes by default.
MAX_CONTENT_LENGTH = 2_621_440


def split_commas(value: str | list[str]) -> list[str]:
    if isinstance(value, list):
        return value
    return [word for word in map(str.strip, value.split(",")) if word]


CommaSeparated = Annotated[list[str], NoDecode, BeforeValidator(split_commas)]


class Settings(BaseSettings):
    """One field a variable: `DATABASE_URL` sets `database_url`."""

    model_config = SettingsConfigDict(env_file=ROOT / ".env", extra="ignore")

    debug: bool = False
    secret_key: SecretStr = SecretStr("")
    database_url: str = (
        # A developer's own; where it runs, the environment names another.
        "{{ database_url }}"
    )
    allowed_hosts: CommaSeparated = ["localhost", "127.0.0.1", "[::1]"]
    cors_origins: CommaSeparated = []
{% if auth %}
    trusted_proxies: CommaSeparated = []
    auth_rate_limit: str = "20/minute"
{% endif %}
{% if mail %}
    email_url: str = "console:"
    email_from: str = "webmaster@localhost"
{% endif %}
{% if redis %}
    redis_url: str = ""
{% endif %}
{% if websockets %}
    web_concurrency: int = 1
{% endif %}

    @model_validator(mode="after")
    def require_secrets(self) -> Self:
        """Outside debug no secret has a default that works."""
        if not self.secret_key.get_secret_value():
            if not self.debug:
                raise ValueError("SECRET_KEY is not set")
            self.secret_key = SecretStr("only-for-debugging")
        return self

    @model_validator(mode="after")
    def require_its_database(self) -> Self:
        if not self.database_url.startswith("{{ scheme }}"):
            raise ValueError("DATABASE_URL does not start with {{ database }}://")
        return self
{% if websockets %}

    @model_validator(mode="after")
    def require_shared_rooms(self) -> Self:
        if self.web_concurrency > 1 and not self.redis_url:
            raise ValueError("REDIS_URL is not set: workers share rooms through Redis")
        return self
{% endif %}


def read_settings() -> Settings:
    """Exit when settings are wrong, with the status that tells servers to stop."""
    try:
        return Settings()
    except ValidationError as error:
        for fault in error.errors():
            place = ".".join(map(str, fault["loc"])).upper()
            print(f"{place}: {fault['msg']}".removeprefix(": "), file=sys.stderr)
        sys.exit(3)
