"""Settings, from the environment and then from `.env`."""

import sys
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from environs import Env, EnvError

ROOT = Path(__file__).resolve().parent.parent
# Bytes of a request's body: as many as Django takes by default.
MAX_CONTENT_LENGTH = 2_621_440


@dataclass(frozen=True)
class Settings:
    """One field a variable: `DATABASE_URL` sets `database_url`."""

    debug: bool = False
    secret_key: str = field(default="", repr=False)
    database_url: str = (
        # A developer's own; where it runs, the environment names another.
        "{{ database_url }}"
    )
    allowed_hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    cors_origins: tuple[str, ...] = ()
{% for need, line in [
  ("auth", "trusted_proxies: tuple[str, ...] = ()"),
  ("auth", 'auth_rate_limit: str = "20/minute"'),
  ("mail", 'email_url: str = field(default="console:", repr=False)'),
  ("mail", 'email_from: str = "webmaster@localhost"'),
  ("redis", 'redis_url: str = field(default="", repr=False)'),
  ("websockets", "web_concurrency: int = 1"),
] if need in chosen %}
    {{ line }}
{% endfor %}

    def __post_init__(self) -> None:
        if not self.secret_key:
            raise ValueError("SECRET_KEY is not set")
        if not self.database_url.startswith("{{ scheme }}"):
            raise ValueError("DATABASE_URL does not start with {{ database }}://")
{% if websockets %}
        if self.web_concurrency > 1 and not self.redis_url:
            raise ValueError("REDIS_URL is not set: workers share rooms through Redis")
{% endif %}


def read_settings(env_file: str | Path = ROOT / ".env") -> Settings:
    """Raises EnvError or ValueError, with the name of what is wrong."""
    env = Env()
    env.read_env(env_file, recurse=False)
    values = {
        setting.name: read_value(env, setting.name.upper(), setting.default)
        for setting in fields(Settings)
    }
    # Outside debug no secret has a default that works.
    default = "only-for-debugging" if values["debug"] else ""
    return Settings(**values | {"secret_key": values["secret_key"] or default})


def read_value(env: Env, name: str, default: object) -> Any:
    """Read a variable as what its default is."""
    match default:
        case bool():
            return env.bool(name, default)
        case int():
            return env.int(name, default)
        case tuple():
            return split_commas(env, name, default)
        case _:
            return env.str(name, str(default))


def split_commas(env: Env, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
    words = env.list(name, list(default))
    return tuple(word for word in map(str.strip, words) if word)


if __name__ == "__main__":
    try:
        read_settings()
    except (EnvError, ValueError) as error:
        sys.exit(str(error))
