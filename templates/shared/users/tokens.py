"""Bearer tokens: who they are for and until when, signed."""

import hmac
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import jwt
{% if mongodb %}
from bson import ObjectId
from bson.errors import InvalidId
{% endif %}

ALGORITHM = "HS256"
LIFETIME = timedelta(minutes=30)


def signing_key(secret_key: str) -> bytes:
    """Derive a key of the tokens' own: nothing else that is signed passes as one."""
    return hmac.digest(secret_key.encode(), b"access token", "sha256")


def create_token(account_id: {{ "object" if mongodb else "int" }}, secret_key: str) -> str:
    claims = {"sub": str(account_id), "exp": datetime.now(UTC) + LIFETIME}
    return jwt.encode(claims, signing_key(secret_key), algorithm=ALGORITHM)


def read_token(token: str, secret_key: str) -> {{ id_type }} | None:
    """Return the account's id; nothing if the token is not ours or has expired."""
    with suppress(jwt.InvalidTokenError, {{ "InvalidId" if mongodb else "ValueError" }}):
        claims = jwt.decode(
            token,
            signing_key(secret_key),
            algorithms=[ALGORITHM],
            options={"require": ["exp", "sub"]},
        )
        return {{ "str(ObjectId" if mongodb else "int" }}(claims["sub"]){{ ")" if mongodb }}
    return None
