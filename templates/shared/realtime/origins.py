"""Which pages may connect: browsers let any page open a WebSocket to any host."""

from collections.abc import Collection
from urllib.parse import urlsplit


def is_allowed(origin: str | None, host: str, others: Collection[str]) -> bool:
    """Whether a page of this origin may connect to this host.

    Programs send no origin; `others` are origins elsewhere that are welcome.
    """
    if origin is None or origin in others:
        return True
    try:
        return urlsplit(origin).netloc.lower() == host.lower()
    except ValueError:
        return False
