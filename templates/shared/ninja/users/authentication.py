"""Who is asking, as the bearer token says."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer

from ..errors import problem
from .models import User
from .tokens import read_token


class UserRequest(HttpRequest):
    """A request with a token, of this account."""

    auth: User


class InvalidTokenError(AuthenticationError):
    """There is a token, and it is forged, expired or of no active account."""


class BearerAuthentication(HttpBearer):
    {{ "async " if async }}def authenticate(self, request: HttpRequest, token: str) -> User:
        user_id = read_token(token, settings.SECRET_KEY)
        active = User.objects.filter(is_active=True)
        user = {{ "await " if async }}active.filter(pk=user_id).{{ "afirst" if async else "first" }}() if user_id else None
        if user is None:
            raise InvalidTokenError
        return user


bearer = BearerAuthentication()


def unauthorized(detail: str) -> HttpResponse:
    return problem(401, detail, headers={"WWW-Authenticate": "Bearer"})


def handle_missing_token(
    request: HttpRequest, error: AuthenticationError
) -> HttpResponse:
    return unauthorized("Send a bearer token.")


def handle_invalid_token(
    request: HttpRequest, error: InvalidTokenError
) -> HttpResponse:
    return unauthorized("This token is not valid.")
