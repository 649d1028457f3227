"""What a session or a link remembers of an account; it ends with the password."""

import hmac

from .models import User


def account_proof(user: User, secret_key: str) -> str:
    """Return the account's id with what changes as its password does."""
    digest = hmac.new(secret_key.encode(), user.password_hash.encode(), "sha256")
    return f"{user.id}:{digest.hexdigest()}"


def proved_id(proof: str) -> {{ id_type }}:
    """Return whose proof it says to be."""
{% if mongodb %}
    return proof.partition(":")[0]
{% else %}
    return int(proof.partition(":")[0])
{% endif %}


def proves(proof: str, user: User, secret_key: str) -> bool:
    return hmac.compare_digest(proof, account_proof(user, secret_key))
