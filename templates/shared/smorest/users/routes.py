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


{% include "templates/shared/flask/users/guards.py" %}


def token_required(view: View) -> View:
    """Have a view answer 401 without a good token, and documented so."""

    @wraps(view)
    def protected_view(*args: Any, **kwargs: Any) -> Any:
        current_user()
        return view(*args, **kwargs)

    documented_view: View = Blueprint.doc(security=BEARER)(protected_view)
    return documented_view


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
