"""Tokens as a forger would write them."""

import base64
import hmac
import json
import time
from collections.abc import Mapping

from .accounts import Account

Claims = Mapping[str, object]
HASHES = {"HS256": "sha256", "HS384": "sha384", "HS512": "sha512"}


def now() -> int:
    """The time as tokens tell it."""
    return int(time.time())


def claims(account: Account, **changes: object) -> Claims:
    """What is in a good token of the account, with `changes`; None takes a claim out."""
    changed = {"sub": str(account.id), "exp": now() + 60, **changes}
    return {name: value for name, value in changed.items() if value is not None}


def signed(content: Claims, key: bytes, algorithm: str = "HS256") -> str:
    """A token that is signed well, whatever it says."""
    text = unsigned({"alg": algorithm, "typ": "JWT"}, content).removesuffix(".")
    return f"{text}.{_encoded(hmac.digest(key, text.encode(), HASHES[algorithm]))}"


def unsigned(header: Claims, content: Claims, signature: str = "") -> str:
    parts = (_encoded(json.dumps(part).encode()) for part in (header, content))
    return ".".join([*parts, signature])


def parts(token: str) -> tuple[dict[str, object], dict[str, object]]:
    """The header and the claims of a token, unchecked."""
    header, content, _ = token.split(".")
    return _decoded(header), _decoded(content)


def _encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).decode().rstrip("=")


def _decoded(part: str) -> dict[str, object]:
    return dict(json.loads(base64.urlsafe_b64decode(f"{part}==")))
