"""Attempts to log in, from any address: what a server limits."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ipaddress import IPv4Address, IPv6Address

import httpx
from servers import Server

from .accounts import LOG_IN, PASSWORD, fresh_email
from .raw import json_request

CLIENTS, PEERS = IPv6Address("2001:db8::"), IPv4Address("127.16.0.0")


@contextmanager
def caller(server: Server, address: str = "127.0.0.1") -> Iterator[httpx.Client]:
    """A client whose own address is this one of 127.0.0.0/8."""
    transport = httpx.HTTPTransport(local_address=address)
    with httpx.Client(
        base_url=server.url, transport=transport, timeout=10, trust_env=False
    ) as client:
        yield client


def attempt(
    client: httpx.Client,
    *forwarded_for: str,
    path: str = LOG_IN,
    email: str | None = None,
    password: str = PASSWORD,
) -> httpx.Response:
    """Tries to log in or to register; each of `forwarded_for` is a header line of its own."""
    body = {"email": email or fresh_email(), "password": password}
    request = json_request(client, "POST", path, body)
    lines = [(b"X-Forwarded-For", one.strip().encode("latin-1")) for one in forwarded_for]
    request.headers = httpx.Headers([*request.headers.raw, *lines])
    return client.send(request)


def statuses(client: httpx.Client, forwarded: Sequence[str]) -> list[int]:
    """What attempts to log in are answered, one for each X-Forwarded-For."""
    return [attempt(client, one).status_code for one in forwarded]


def fresh_client() -> str:
    """An address, of the documentation's, that no request came from yet."""
    return str(CLIENTS + secrets.randbits(96))


def fresh_peer() -> str:
    """An address of this machine that no request came from yet, in no proxy's network."""
    return str(PEERS + secrets.randbits(16))
