"""Who is asking, as the bearer token says."""

from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from .models import User
from .tokens import read_token


class BearerAuthentication(BaseAuthentication):
    def authenticate(self, request: Request) -> tuple[User, str] | None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        user_id = read_token(token, settings.SECRET_KEY)
        active = User.objects.filter(is_active=True)
        user = active.filter(pk=user_id).first() if user_id else None
        if user is None:
            raise AuthenticationFailed("This token is not valid.")
        return user, token

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class NeedsToken(BasePermission):
    def has_permission(self, request: Request, view: APIView) -> bool:
        if request.user is None:
            raise NotAuthenticated("Send a bearer token.")
        return True


class NeedsTokenToWrite(NeedsToken):
    def has_permission(self, request: Request, view: APIView) -> bool:
        return request.method in SAFE_METHODS or super().has_permission(request, view)


class TokenToWriteMixin(APIView):
    authentication_classes = (BearerAuthentication,)
    permission_classes = (NeedsTokenToWrite,)

    def perform_authentication(self, request: Request) -> None:
        # Left to the permission: who only reads may send an old token, too.
        pass


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = BearerAuthentication
    name = "bearer"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        return {"type": "http", "scheme": "bearer"}

    def get_security_requirement(
        self, auto_schema: AutoSchema
    ) -> dict[str, list[Any]] | list[dict[str, list[Any]]]:
        is_read = auto_schema.method in SAFE_METHODS
        if is_read and NeedsTokenToWrite in auto_schema.view.permission_classes:
            return []
        return {"bearer": []}
