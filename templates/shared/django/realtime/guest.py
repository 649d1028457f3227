"""Who speaks: guests, each with a name of the connection's own."""

import secrets

from .refusals import Scope


async def identify(scope: Scope) -> tuple[str, str | None]:
    """Return the sender's name, and the subprotocol to answer with."""
    return f"guest-{secrets.token_hex(4)}", None
