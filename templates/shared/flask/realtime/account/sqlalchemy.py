"""Who speaks: accounts, by the bearer token that they connect with."""

from ..db import db
from ..users.routes import find_active_user, unauthorized

SUBPROTOCOLS = ["bearer"]


def identify(subprotocols: list[str]) -> str:
    """Return the sender's id, or answer 401.

    Browsers set no headers here, so the token is the second subprotocol they ask for.
    """
    match subprotocols:
        case ["bearer", token]:
            sender = str(find_active_user(token).id)
            # Or its connection would be held for as long as the socket.
            db.session.remove()
            return sender
        case _:
            raise unauthorized("Connect with the subprotocols bearer and a token.")
