"""Accounts for the tests: how one is registered and logged in."""

from dataclasses import dataclass
from uuid import uuid4

import httpx

from .raw import json_request

REGISTER, LOG_IN, ME = "/api/auth/register", "/api/auth/token", "/api/auth/me"
PASSWORD = "difference engine"  # noqa: S105 - of accounts that only the tests have
LIFETIME_SECONDS = 1800


@dataclass(frozen=True)
class Account:
    """A registered account, and a token that it got."""

    id: int | str
    email: str
    password: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return bearer(self.token)


def bearer(token: str) -> dict[str, str]:
    """The headers that carry a token."""
    return {"Authorization": f"Bearer {token}"}


def fresh_email() -> str:
    """An address in lower case that nobody has."""
    return f"ada-{uuid4().hex}@example.com"


def register(client: httpx.Client, email: object, password: object = PASSWORD) -> httpx.Response:
    return send(client, REGISTER, email=email, password=password)


def log_in(client: httpx.Client, email: object, password: object = PASSWORD) -> httpx.Response:
    return send(client, LOG_IN, email=email, password=password)


def send(client: httpx.Client, path: str, **body: object) -> httpx.Response:
    return client.send(json_request(client, "POST", path, body))


def make_account(client: httpx.Client) -> Account:
    """Registers a new account and logs it in."""
    email = fresh_email()
    registered = register(client, email)
    assert registered.status_code == 201, registered.text
    answer = log_in(client, email)
    assert answer.status_code == 200, answer.text
    return Account(registered.json()["id"], email, PASSWORD, answer.json()["access_token"])
