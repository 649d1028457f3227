"""Who is signed in: a cookie holds the proof of an account."""

from typing import cast
from urllib.parse import quote

from quart import Quart, current_app, g, redirect, request, session
from quart.typing import ResponseReturnValue
from quart_auth import (
    AuthUser,
    QuartAuth,
    Unauthorized,
    current_user,
    login_user,
    logout_user,
)

from ..sessions import get_session
from ..settings import Settings
from . import store
from .models import User
from .proofs import account_proof, proved_id, proves

# Seconds that a cookie lasts: two weeks.
LIFETIME = 14 * 24 * 60 * 60


class SignedIn(AuthUser):
    """Whoever brings a proof, as long as it proves anything."""

    @property
    async def is_authenticated(self) -> bool:
        return await find_account() is not None


def log_in(user: User) -> None:
    """Start a session of the account's own: nothing of an earlier one is left."""
    session.clear()
    proof = account_proof(user, current_app.config["SECRET_KEY"])
    login_user(SignedIn(proof), remember=True)


def log_out() -> None:
    session.clear()
    logout_user()


async def find_account() -> User | None:
    """Return who is signed in; the database is asked once a request."""
    if "account" not in g:
        g.account = await read_account(current_user.auth_id)
    return cast("User | None", g.account)


async def read_account(proof: str | None) -> User | None:
    if proof is None:
        return None
    user = await store.get_user(get_session(), proved_id(proof))
    if user is None or not user.is_active:
        return None
    return user if proves(proof, user, current_app.config["SECRET_KEY"]) else None


async def add_account() -> dict[str, User | None]:
    """Tell every template who is signed in."""
    return {"account": await find_account()}


async def handle_stranger(error: Unauthorized) -> ResponseReturnValue:
    return redirect(f"/login?next={quote(request.path)}", 303)


def init_app(app: Quart, settings: Settings) -> None:
    QuartAuth(
        app,
        cookie_name="account",
        cookie_secure=not settings.debug,
        duration=LIFETIME,
        user_class=SignedIn,
    )
    app.register_error_handler(Unauthorized, handle_stranger)
    app.context_processor(add_account)
