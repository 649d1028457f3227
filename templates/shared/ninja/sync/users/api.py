"""Registering, logging in, and who is asking."""

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.decorators import decorate_view
from ninja.errors import AuthenticationError, HttpError

from .attempts import limit_attempts
from .authentication import (
    InvalidTokenError,
    UserRequest,
    bearer,
    handle_invalid_token,
    handle_missing_token,
    unauthorized,
)
from .models import User
from .schemas import Credentials, Registration, Token, UserRead
from .tokens import LIFETIME, create_token

Answer = HttpResponse | dict[str, str | int]

router = Router()


@router.post("/register", response={201: UserRead})
@decorate_view(limit_attempts)
def register(request: HttpRequest, data: Registration) -> User:
    password = make_password(data.password)
    user, is_new = User.objects.get_or_create(
        email=data.email, defaults={"password": password}
    )
    if not is_new:
        raise HttpError(409, "There is an account with this e-mail.")
    return user


@router.post("/token", response=Token)
@decorate_view(limit_attempts)
def log_in(request: HttpRequest, data: Credentials) -> Answer:
    user = authenticate(request, **data.model_dump())
    if user is None:
        return unauthorized("The e-mail or the password is wrong.")
    return {
        "access_token": create_token(user.pk, settings.SECRET_KEY),
        "token_type": "bearer",
        "expires_in": int(LIFETIME.total_seconds()),
    }


@router.get("/me", response=UserRead, auth=bearer)
def me(request: UserRequest) -> User:
    return request.auth


def init_api(api: NinjaAPI) -> None:
    api.add_router("/api/auth", router, tags=["auth"])
    api.exception_handler(AuthenticationError)(handle_missing_token)
    api.exception_handler(InvalidTokenError)(handle_invalid_token)
