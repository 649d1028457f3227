"""Tokens that the project did not give are refused."""

import base64
import hashlib
import hmac
from collections.abc import Callable

import httpx
import pytest

from .accounts import LIFETIME_SECONDS, ME, Account, bearer
from .ids import NUMBERS, OBJECT_IDS
from .problems import assert_problem
from .raw import json_request
from .tokens import Claims, claims, now, parts, signed, unsigned

pytestmark = pytest.mark.need("auth")

NOT_VALID = "This token is not valid."


# Well-signed tokens whose claims are not good.
WRONG_CLAIMS: dict[str, Claims] = {
    "no exp": {"exp": None},
    "no sub": {"sub": None},
    "neither": {"exp": None, "sub": None},
    "exp as text": {"exp": "never"},
    "exp as list": {"exp": []},
    "endless exp": {"exp": float("inf")},
    "not before an hour": {"nbf": 2**40},
    "sub of no number": {"sub": NUMBERS.absent},
    "sub of no document": {"sub": OBJECT_IDS.absent},
    "sub of zero": {"sub": "0"},
    "negative sub": {"sub": "-1"},
    "sub that is no id": {"sub": "ada"},
    "empty sub": {"sub": ""},
    "sub beyond 64 bits": {"sub": "9" * 40},
    "sub of 5000 digits": {"sub": "9" * 5000},
    "sub as number": {"sub": 1},
    "sub as list": {"sub": ["1"]},
    "sub as object": {"sub": {"id": 1}},
    "sub as boolean": {"sub": True},
    "NUL as sub": {"sub": "\0"},
    "surrogate as sub": {"sub": "\ud800"},
}
# Keys that somebody might guess, made from SECRET_KEY.
GUESSED_KEYS: dict[str, Callable[[str], bytes]] = {
    "SECRET_KEY itself": lambda secret: secret.encode(),
    "its SHA-256": lambda secret: hashlib.sha256(secret.encode()).digest(),
    "its SHA-256 in hex": lambda secret: hashlib.sha256(secret.encode()).hexdigest().encode(),
    "its bytes decoded": lambda secret: base64.urlsafe_b64decode(f"{secret}=="),
    "another label": lambda secret: hmac.digest(secret.encode(), b"session", "sha256"),
    "key of no secret": lambda secret: hmac.digest(b"", b"access token", "sha256"),
    "a well-known word": lambda secret: b"secret",
    "one byte": lambda secret: b"\0",
}
MALFORMED = (
    "x",
    ".",
    "..",
    "...",
    "a.b.c",
    "a.b.c.d",
    "e30.e30.",
    "e30.e30.e30",
    "bnVsbA.bnVsbA.bnVsbA",
    "W10.W10.W10",
    "null",
    "undefined",
    "eyJhbGciOiJIUzI1NiJ9",
    "eyJhbGciOiJIUzI1NiJ9..",
    "=" * 40,
    "%00",
    "-",
    "1",
    "a" * 5000,
    "." * 5000,
)


def assert_refused(client: httpx.Client, token: str) -> None:
    """Checks that neither who one is nor writing is answered to the token."""
    asked = client.get(ME, headers=bearer(token))
    body = json_request(client, "POST", "/api/items", {"name": "Tea"})
    body.headers["Authorization"] = f"Bearer {token}"
    for response in (asked, client.send(body)):
        assert_problem(response, 401)
        assert response.json()["detail"] == NOT_VALID


def test_token_is_signed_with_a_key_of_its_own(account: Account, secret: str, key: bytes) -> None:
    header, content = parts(account.token)
    assert header["alg"] == "HS256"
    assert content["sub"] == str(account.id)
    assert isinstance(content["exp"], int)
    assert 0 < content["exp"] - now() <= LIFETIME_SECONDS
    assert account.email not in str(content)
    text, _, signature = account.token.rpartition(".")
    signatures = {
        one: base64.urlsafe_b64encode(hmac.digest(one, text.encode(), "sha256")).decode()
        for one in (key, secret.encode())
    }
    assert signature == signatures[key].rstrip("=")
    assert signature != signatures[secret.encode()].rstrip("=")


def test_well_signed_token_is_good(stranger: httpx.Client, account: Account, key: bytes) -> None:
    token = signed(claims(account), key)
    assert stranger.get(ME, headers=bearer(token)).json()["id"] == account.id


@pytest.mark.parametrize("changes", WRONG_CLAIMS.values(), ids=WRONG_CLAIMS)
def test_token_with_wrong_claims_is_refused(
    stranger: httpx.Client, account: Account, key: bytes, changes: Claims
) -> None:
    assert_refused(stranger, signed(claims(account, **changes), key))


@pytest.mark.parametrize("seconds", [1, 5, 3600, 10**9])
def test_expired_token_is_refused(
    stranger: httpx.Client, account: Account, key: bytes, seconds: int
) -> None:
    assert_refused(stranger, signed(claims(account, exp=now() - seconds), key))


@pytest.mark.parametrize("guess", GUESSED_KEYS.values(), ids=GUESSED_KEYS)
def test_token_signed_with_a_guessed_key_is_refused(
    stranger: httpx.Client, account: Account, secret: str, guess: Callable[[str], bytes]
) -> None:
    assert_refused(stranger, signed(claims(account), guess(secret)))


@pytest.mark.parametrize("algorithm", ["HS384", "HS512"])
def test_other_algorithm_is_refused(
    stranger: httpx.Client, account: Account, key: bytes, algorithm: str
) -> None:
    assert_refused(stranger, signed(claims(account), key, algorithm))


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "nOnE", "", None, 1, [], "RS256"])
@pytest.mark.parametrize("signature", ["", "x", "AAAA"])
def test_unsigned_token_is_refused(
    stranger: httpx.Client, account: Account, algorithm: object, signature: str
) -> None:
    header = {"alg": algorithm, "typ": "JWT"}
    assert_refused(stranger, unsigned(header, claims(account), signature))


def test_tampered_token_is_refused(stranger: httpx.Client, account: Account) -> None:
    head, body, signature = account.token.split(".")
    other = unsigned({}, claims(account, exp=now() + 86_400)).split(".")[1]
    none = unsigned({"alg": "none", "typ": "JWT"}, {}).split(".")[0]
    for token in (
        f"{head}.{other}.{signature}",
        f"{none}.{body}.{signature}",
        f"{none}.{body}.",
        f"{head}.{body}.",
        f"{head}.{body}",
        f"{head}.{body}.{signature[:-4]}",
        f"{head}.{body}.{signature[::-1]}",
        f"{head}.{body}.{signature}.{signature}",
    ):
        assert_refused(stranger, token)


@pytest.mark.parametrize("token", MALFORMED, ids=lambda text: ascii(text[:24]))
def test_malformed_token_is_refused(stranger: httpx.Client, token: str) -> None:
    assert_refused(stranger, token)
