"""Settings, from the environment and then from `.env`."""

import sys
from dataclasses import dataclass, field
from pathlib import Path

from environs import Env, EnvError

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """One field a variable: `DATABASE_URL` sets `database_url`."""

    debug: bool = False
    secret_key: str = field(default="", repr=False)
    database_url: str = "sqlite:///db.sqlite3"
    allowed_hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    cors_origins: tuple[str, ...] = ()
{% if auth %}
    trusted_proxies: tuple[str, ...] = ()
    auth_rate_limit: str = "20/minute"
    redis_url: str = field(default="", repr=False)
{% endif %}

    def __post_init__(self) -> None:
        if not self.secret_key:
            raise ValueError("SECRET_KEY is not set")


def read_settings(env_file: str | Path = ROOT / ".env") -> Settings:
    """Raises EnvError or ValueError, with the name of what is wrong."""
    env = Env()
    env.read_env(env_file, recurse=False)
    debug = env.bool("DEBUG", Settings.debug)
    return Settings(
        debug=debug,
        # Outside debug no secret has a default that works.
        secret_key=env.str("SECRET_KEY", "") or ("only-for-debugging" if debug else ""),
        database_url=env.str("DATABASE_URL", Settings.database_url),
        allowed_hosts=split_commas(env, "ALLOWED_HOSTS", Settings.allowed_hosts),
        cors_origins=split_commas(env, "CORS_ORIGINS", Settings.cors_origins),
{% if auth %}
        trusted_proxies=split_commas(env, "TRUSTED_PROXIES", Settings.trusted_proxies),
        auth_rate_limit=env.str("AUTH_RATE_LIMIT", Settings.auth_rate_limit),
        redis_url=env.str("REDIS_URL", ""),
{% endif %}
    )


def split_commas(env: Env, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
    words = env.list(name, list(default))
    return tuple(word for word in map(str.strip, words) if word)


if __name__ == "__main__":
    try:
        read_settings()
    except (EnvError, ValueError) as error:
        sys.exit(str(error))
