"""Registering, logging in, and who is asking."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, cast

from quart import Blueprint, Quart, current_app, g, request
from quart_schema import (
    security_scheme,
    tag_blueprint,
    validate_request,
    validate_response,
)
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Conflict, TooManyRequests, Unauthorized

from ..db import Session
from ..sessions import get_session
from ..settings import Settings
from . import store
from .clients import client_address, parse_networks
from .credentials import create_account, find_account
from .models import User
from .schemas import Credentials, Registration, Token, UserRead
from .throttle import Throttle
from .tokens import LIFETIME, create_token, read_token

View = Callable[..., Awaitable[Any]]

blueprint = Blueprint("users", __name__, url_prefix="/api/auth")
tag_blueprint(blueprint, ["auth"])


def unauthorized(detail: str) -> Unauthorized:
    return Unauthorized(detail, www_authenticate=WWWAuthenticate("bearer"))


async def authenticate() -> User:
    """Return the active account that the bearer token is for, or answer 401."""
    # Not request.authorization: that fails on credentials that are not ASCII.
    header = request.headers.get("authorization", "")
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise unauthorized("Send a bearer token.")
    return await find_active_user(get_session(), token)


async def find_active_user(session: Session, token: str) -> User:
    """Return the active account that a token is for, or answer 401."""
    user_id = read_token(token, current_app.config["SECRET_KEY"])
    user = await store.get_user(session, user_id) if user_id else None
    if user is None or not user.is_active:
        raise unauthorized("This token is not valid.")
    return user


def token_required(view: View) -> View:
    """Let only accounts in, as `g.user`, and document so; goes before validation."""

    @wraps(view)
    async def guarded(**arguments: Any) -> Any:
        g.user = await authenticate()
        return await view(**arguments)

    return security_scheme([{"bearer": []}])(guarded)


def throttled(view: View) -> View:
    """Answer 429 to a client that asks for this route too often."""

    @wraps(view)
    async def counted(**arguments: Any) -> Any:
        client = client_address(
            request.remote_addr or "",
            ",".join(request.headers.getlist("x-forwarded-for")),
            current_app.extensions["trusted_proxies"],
        )
        throttle: Throttle = current_app.extensions["throttle"]
        seconds = await throttle.seconds_to_wait(request.path, client)
        if seconds:
            detail = "Too many attempts. Try again later."
            raise TooManyRequests(detail, retry_after=seconds)
        return await view(**arguments)

    return counted


@blueprint.post("/register")
@throttled
@validate_request(Registration)
@validate_response(UserRead, 201)
async def register(data: Registration) -> tuple[User, int]:
    try:
        user = await create_account(get_session(), data)
    except store.EmailTakenError:
        raise Conflict("There is an account with this e-mail.") from None
    return user, 201


@blueprint.post("/token")
@throttled
@validate_request(Credentials)
@validate_response(Token)
async def log_in(data: Credentials) -> Token:
    user = await find_account(get_session(), data)
    if user is None:
        raise unauthorized("The e-mail or the password is wrong.")
    return Token(
        access_token=create_token(user.id, current_app.config["SECRET_KEY"]),
        expires_in=int(LIFETIME.total_seconds()),
    )


@blueprint.get("/me")
@token_required
@validate_response(UserRead)
async def me() -> User:
    return cast(User, g.user)


def init_app(app: Quart, settings: Settings) -> None:
    app.extensions["throttle"] = Throttle(settings.auth_rate_limit, settings.redis_url)
    app.extensions["trusted_proxies"] = parse_networks(settings.trusted_proxies)
    app.register_blueprint(blueprint)
