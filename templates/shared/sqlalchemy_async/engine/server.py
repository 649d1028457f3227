"""The engine of the database."""

from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

DRIVER = "{{ database }}+{{ driver }}"
{% if not mysql %}
TIMEOUTS = {
    "connect_timeout": 5,
    # A server that is gone without a word is noticed within a minute.
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
{% endif %}


def create_engine(database_url: str) -> AsyncEngine:
    """Return an engine for a plain URL such as `{{ database }}://host/name`."""
    return create_async_engine(
        make_url(database_url).set(drivername=DRIVER),
        # Each worker's; a request needs its connection for moments alone.
        pool_size=10,
        max_overflow=10,
        # Connections outlive neither the server nor what stands before it.
        pool_pre_ping=True,
        pool_recycle=1800,
        connect_args={{ "{\"connect_timeout\": 5}" if mysql else "TIMEOUTS" }},
    )
