"""Registering, logging in, and who is asking."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from apiflask import APIBlueprint
from flask import current_app, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Conflict, TooManyRequests, Unauthorized

from ..api import App
from ..settings import Settings
from . import store
from .clients import client_address, parse_networks
from .create_admin import create_admin
from .models import User
from .passwords import hash_password, verify_password
from .schemas import Credentials, Registration, Token, UserRead
from .throttle import Throttle
from .tokens import LIFETIME, create_token, read_token

View = Callable[..., Any]

blueprint = APIBlueprint("auth", __name__, tag="auth", url_prefix="/api/auth")


{% include "templates/shared/flask/users/guards.py" %}


def token_required(view: View) -> View:
    """Have a view answer 401 without a good token, and documented so."""

    @wraps(view)
    def protected_view(*args: Any, **kwargs: Any) -> Any:
        current_user()
        return view(*args, **kwargs)

    return blueprint.doc(security="bearer")(protected_view)


@blueprint.post("/register")
@throttled
@blueprint.input(Registration)
@blueprint.output(UserRead, 201)
def register(json_data: Registration) -> UserRead:
    password_hash = hash_password(json_data.password)
    try:
        user = store.create_user(json_data.email, password_hash)
    except store.EmailTakenError:
        raise Conflict("There is an account with this e-mail.") from None
    return UserRead.model_validate(user)


@blueprint.post("/token")
@throttled
@blueprint.input(Credentials)
@blueprint.output(Token)
def log_in(json_data: Credentials) -> Token:
    user = store.find_user(json_data.email)
    password_hash = user.password_hash if user else None
    is_right = verify_password(json_data.password, password_hash)
    if user is None or not is_right or not user.is_active:
        raise unauthorized("The e-mail or the password is wrong.")
    return Token(
        access_token=create_token(user.id, current_app.config["SECRET_KEY"]),
        expires_in=int(LIFETIME.total_seconds()),
    )


@blueprint.get("/me")
@blueprint.doc(security="bearer")
@blueprint.output(UserRead)
def me() -> UserRead:
    return UserRead.model_validate(current_user())


def init_app(app: App, settings: Settings) -> None:
    app.config["TRUSTED_PROXIES"] = parse_networks(settings.trusted_proxies)
    app.extensions["throttle"] = Throttle(settings.auth_rate_limit, settings.redis_url)
    app.cli.add_command(create_admin)
    app.security_schemes = {"bearer": {"type": "http", "scheme": "bearer"}}
    # As any error is, it is described as a problem.
    app.config["AUTO_AUTH_ERROR_RESPONSE"] = False
    app.register_blueprint(blueprint)
