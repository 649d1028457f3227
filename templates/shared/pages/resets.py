"""Links to set a new password: for one account, once, and not for long."""

from itsdangerous import BadSignature, URLSafeTimedSerializer

from ...users.models import User
from ...users.proofs import account_proof

# Seconds: an hour.
LIFETIME = 60 * 60


def serializer(secret_key: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret_key, salt="password reset")


def create_reset_token(user: User, secret_key: str) -> str:
    return str(serializer(secret_key).dumps(account_proof(user, secret_key)))


def read_reset_token(token: str, secret_key: str) -> str | None:
    """Return the proof of the account it is for; nothing if not ours or too old."""
    try:
        return str(serializer(secret_key).loads(token, max_age=LIFETIME))
    except BadSignature:
        return None
