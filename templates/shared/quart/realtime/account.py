"""Who speaks: accounts, by the bearer token that they connect with."""

from quart import current_app, websocket

from ..users.routes import find_active_user, unauthorized

SUBPROTOCOL = "bearer"


async def identify() -> tuple[str, str | None]:
    """Return the sender's id, and the subprotocol to answer with.

    Browsers set no headers here, so the token is the second subprotocol they ask for.
    """
    match websocket.requested_subprotocols:
        case [scheme, token] if scheme == SUBPROTOCOL:
            # Not get_session: that session would stay open as long as the socket.
            async with current_app.extensions["database"].session() as session:
                user = await find_active_user(session, token)
            return str(user.id), SUBPROTOCOL
        case _:
            raise unauthorized("Connect with the subprotocols bearer and a token.")
