"""Who speaks: accounts, by the bearer token that they connect with."""

from ..users.routes import find_active_user, unauthorized

SUBPROTOCOLS = ["bearer"]


def identify(subprotocols: list[str]) -> str:
    """Return the sender's id, or answer 401.

    Browsers set no headers here, so the token is the second subprotocol they ask for.
    """
    match subprotocols:
        case ["bearer", token]:
            return str(find_active_user(token).id)
        case _:
            raise unauthorized("Connect with the subprotocols bearer and a token.")
