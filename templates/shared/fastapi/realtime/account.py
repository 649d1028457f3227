"""Who speaks: accounts, by the bearer token that they connect with."""

from fastapi import WebSocket

from ..users.routes import find_active_user, unauthorized

SUBPROTOCOL = "bearer"


async def identify(websocket: WebSocket) -> tuple[str, str | None]:
    """Return the sender's id, and the subprotocol to answer with.

    Browsers set no headers here, so the token is the second subprotocol they ask for.
    """
    match websocket.scope["subprotocols"]:
        case [scheme, token] if scheme == SUBPROTOCOL:
            state = websocket.app.state
            secret_key = state.settings.secret_key.get_secret_value()
            # Not a dependency: its session would stay open as long as the socket.
            async with state.database.session() as session:
                user = await find_active_user(session, secret_key, token)
            return str(user.id), SUBPROTOCOL
        case _:
            raise unauthorized("Connect with the subprotocols bearer and a token.")
