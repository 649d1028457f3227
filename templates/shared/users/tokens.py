"""Bearer tokens: who they are for and until when, signed."""

import hmac
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import jwt

ALGORITHM = "HS256"
LIFETIME = timedelta(minutes=30)


def signing_key(secret_key: str) -> bytes:
    """Derive a key of the tokens' own: nothing else that is signed passes as one."""
    return hmac.digest(secret_key.encode(), b"access token", "sha256")


def create_token(account_id: int, secret_key: str) -> str:
    claims = {"sub": str(account_id), "exp": datetime.now(UTC) + LIFETIME}
    return jwt.encode(claims, signing_key(secret_key), algorithm=ALGORITHM)


def read_token(token: str, secret_key: str) -> int | None:
    """Return the account's id; nothing if the token is not ours or has expired."""
    with suppress(jwt.InvalidTokenError, ValueError):
        claims = jwt.decode(
            token,
            signing_key(secret_key),
            algorithms=[ALGORITHM],
            options={"require": ["exp", "sub"]},
        )
        return int(claims["sub"])
    return None
