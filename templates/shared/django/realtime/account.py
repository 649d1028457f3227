"""Who speaks: accounts, by the bearer token that they connect with."""

from channels.db import database_sync_to_async
from django.conf import settings

from ..users.models import User
from ..users.tokens import read_token
from .refusals import Scope, unauthorized

SUBPROTOCOL = "bearer"


async def identify(scope: Scope) -> tuple[str, str | None]:
    """Return the sender's id, and the subprotocol to answer with.

    Browsers set no headers here, so the token is the second subprotocol they ask for.
    """
    match scope["subprotocols"]:
        case [scheme, token] if scheme == SUBPROTOCOL:
            user = await find_active_user(token)
        case _:
            raise unauthorized("Connect with the subprotocols bearer and a token.")
    if user is None:
        raise unauthorized("This token is not valid.")
    return str(user.pk), SUBPROTOCOL


@database_sync_to_async
def find_active_user(token: str) -> User | None:
    """Return whose token this is; the database's connection is not kept for it."""
    user_id = read_token(token, settings.SECRET_KEY)
    active = User.objects.filter(is_active=True)
    return active.filter(pk=user_id).first() if user_id else None
