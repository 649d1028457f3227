"""Registering, logging in, and who is asking."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, current_app, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Conflict, TooManyRequests, Unauthorized

from ..api import Api, Blueprint
from ..settings import Settings
from . import store
from .clients import client_address, parse_networks
from .create_admin import create_admin
from .models import User
from .passwords import hash_password, verify_password
from .schemas import CredentialsSchema, RegistrationSchema, TokenSchema, UserSchema
from .throttle import Throttle
from .tokens import LIFETIME, create_token, read_token

View = Callable[..., Any]

BEARER: list[dict[str, list[str]]] = [{"bearer": []}]

blueprint = Blueprint("auth", __name__, url_prefix="/api/auth")


def unauthorized(detail: str) -> Unauthorized:
    return Unauthorized(detail, www_authenticate=WWWAuthenticate("bearer"))


def current_user() -> User:
    """Return the active account that the bearer token is for, or answer 401."""
    # Not request.authorization: that fails on credentials that are not ASCII.
    header = request.headers.get("authorization", "")
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise unauthorized("Send a bearer token.")
    return find_active_user(token)


def find_active_user(token: str) -> User:
    """Return the account that the token is for, or answer 401."""
    user_id = read_token(token, current_app.config["SECRET_KEY"])
    user = store.get_user(user_id) if user_id else None
    if user is None or not user.is_active:
        raise unauthorized("This token is not valid.")
    return user


def token_required(view: View) -> View:
    """Have a view answer 401 without a good token, and documented so."""

    @wraps(view)
    def protected_view(*args: Any, **kwargs: Any) -> Any:
        current_user()
        return view(*args, **kwargs)

    documented_view: View = Blueprint.doc(security=BEARER)(protected_view)
    return documented_view


def throttled(view: View) -> View:
    """Have a view answer 429 to a client that asks for it too often."""

    @wraps(view)
    def throttled_view(*args: Any, **kwargs: Any) -> Any:
        client = client_address(
            request.remote_addr or "",
            request.headers.get("X-Forwarded-For", ""),
            current_app.config["TRUSTED_PROXIES"],
        )
        throttle: Throttle = current_app.extensions["throttle"]
        seconds = throttle.seconds_to_wait(request.path, client)
        if seconds:
            detail = "Too many attempts. Try again later."
            raise TooManyRequests(detail, retry_after=seconds)
        return view(*args, **kwargs)

    return throttled_view


@blueprint.route("/register", methods=["POST"])
@throttled
@blueprint.arguments(RegistrationSchema)
@blueprint.response(201, UserSchema)
def register(data: dict[str, str]) -> User:
    try:
        return store.create_user(data["email"], hash_password(data["password"]))
    except store.EmailTakenError:
        raise Conflict("There is an account with this e-mail.") from None


@blueprint.route("/token", methods=["POST"])
@throttled
@blueprint.arguments(CredentialsSchema)
@blueprint.response(200, TokenSchema)
def log_in(data: dict[str, str]) -> dict[str, object]:
    user = store.find_user(data["email"])
    is_right = verify_password(data["password"], user.password_hash if user else None)
    if user is None or not is_right or not user.is_active:
        raise unauthorized("The e-mail or the password is wrong.")
    return {
        "access_token": create_token(user.id, current_app.config["SECRET_KEY"]),
        "token_type": "bearer",
        "expires_in": int(LIFETIME.total_seconds()),
    }


@blueprint.route("/me")
@blueprint.doc(security=BEARER)
@blueprint.response(200, UserSchema)
def me() -> User:
    return current_user()


def init_app(app: Flask, api: Api, settings: Settings) -> None:
    app.config["TRUSTED_PROXIES"] = parse_networks(settings.trusted_proxies)
    app.extensions["throttle"] = Throttle(settings.auth_rate_limit, settings.redis_url)
    app.cli.add_command(create_admin)
    scheme = {"type": "http", "scheme": "bearer"}
    api.spec.components.security_scheme("bearer", scheme)
    api.register_blueprint(blueprint)
