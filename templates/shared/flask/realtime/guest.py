"""Who speaks: guests, each with a name of the connection's own."""

import secrets

SUBPROTOCOLS: list[str] = []


def identify(subprotocols: list[str]) -> str:
    """Return the sender's name."""
    return f"guest-{secrets.token_hex(4)}"
