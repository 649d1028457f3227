"""Requests without a token, or with what is none: reading is open, writing is not."""

import httpx
import pytest
from servers import Server

from .accounts import ME, Account, bearer, log_in
from .ids import Ids
from .problems import assert_no_fault, assert_problem
from .raw import json_request, send_raw

pytestmark = pytest.mark.need("auth")

NO_TOKEN, BAD_TOKEN = "Send a bearer token.", "This token is not valid."
ODD_AUTHORIZATIONS = (
    b"",
    b"Bearer",
    b"Bearer ",
    b"bearer",
    b"Basic",
    b"Basic YWRhOmFkYQ==",
    b"Basic \xff",
    b"Digest username=ada",
    b"Token %s",
    b"JWT %s",
    b"Bearer%s",
    b"Bearer:%s",
    b"Bearer=%s",
    b"Bearer %s x",
    b"Bearer x %s",
    b"Bearer, %s",
    b"Bearer %s, Bearer %s",
    b'Bearer "%s"',
    b"Bearer token=%s",
    b"Bearer \xff",
    b"Bearer \xc3\xa4",
    b"Bearer %s\xff",
    b"\xff %s",
    b"Basic %s",
    b"%s",
)
# Header values that a server may refuse by itself.
BROKEN_AUTHORIZATIONS = (
    b"Bearer \x00",
    b"Bearer %s\x00",
    b"Bearer \x01\x7f",
    b"\x0bBearer %s",
    b"Bearer " + b"a" * 100_000,
    b"Bearer x\r\n folded",
    b"Bearer %s\r\nAuthorization: Bearer x",
)


@pytest.mark.parametrize("authorization", ODD_AUTHORIZATIONS, ids=ascii)
def test_odd_authorization_is_refused(
    server: Server, account: Account, authorization: bytes
) -> None:
    value = authorization.replace(b"%s", account.token.encode())
    for method, path in ((b"GET", ME), (b"POST", "/api/items")):
        assert_problem(send_authorized(server, method, path, value), 401)


@pytest.mark.parametrize("authorization", BROKEN_AUTHORIZATIONS, ids=lambda v: ascii(v[:24]))
def test_broken_authorization_is_no_fault(
    server: Server, account: Account, authorization: bytes
) -> None:
    value = authorization.replace(b"%s", account.token.encode())
    for method, path in ((b"GET", ME), (b"GET", "/api/items"), (b"POST", "/api/items")):
        assert_no_fault(send_authorized(server, method, path, value))


def send_authorized(
    server: Server, method: bytes, path: str, authorization: bytes
) -> httpx.Response | None:
    headers = (b"Content-Type: application/json", b"Authorization: " + authorization)
    body = b'{"name": "Tea"}' if method == b"POST" else b""
    return send_raw(server, path.encode(), method=method, headers=headers, body=body)


@pytest.mark.parametrize("scheme", ["bearer", "BEARER", "bEaReR"])
def test_scheme_is_read_in_any_case(stranger: httpx.Client, account: Account, scheme: str) -> None:
    headers = {"Authorization": f"{scheme} {account.token}"}
    assert stranger.get(ME, headers=headers).status_code == 200


def test_me_is_for_accounts_alone(stranger: httpx.Client) -> None:
    response = stranger.get(ME)
    assert_problem(response, 401)
    assert response.json()["detail"] == NO_TOKEN


@pytest.mark.parametrize("kind", ["none", "bad"])
@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
def test_strangers_write_nothing(
    stranger: httpx.Client, ids: Ids, item: dict[str, object], method: str, kind: str
) -> None:
    total = stranger.get("/api/items").json()["total"]
    paths = ["/api/items"] if method == "POST" else [f"/api/items/{item['id']}"]
    if method != "POST":
        paths.append(f"/api/items/{ids.absent}")
    for path in paths:
        request = json_request(stranger, method, path, {"name": "Coffee"})
        if kind == "bad":
            request.headers["Authorization"] = "Bearer x"
        response = stranger.send(request)
        assert_problem(response, 401)
        assert response.json()["detail"] == (BAD_TOKEN if kind == "bad" else NO_TOKEN)
    assert stranger.get("/api/items").json()["total"] == total
    assert stranger.get(f"/api/items/{item['id']}").json() == item


@pytest.mark.parametrize(
    "path", ["/api/items", "/api/items/{id}", "/", "/docs", "/openapi.json", "/health/ready"]
)
@pytest.mark.parametrize("headers", [{}, bearer("x"), {"Authorization": "Basic eDp5"}], ids=str)
def test_reading_is_open_whatever_token_comes_with_it(
    stranger: httpx.Client, item: dict[str, object], path: str, headers: dict[str, str]
) -> None:
    assert stranger.get(path.format(id=item["id"]), headers=headers).status_code == 200


@pytest.mark.parametrize("place", ["query", "cookie", "body"])
def test_token_in_another_place_is_not_read(
    stranger: httpx.Client, account: Account, place: str
) -> None:
    params = {"access_token": account.token, "token": account.token} if place == "query" else {}
    cookie = {"Cookie": f"access_token={account.token}"} if place == "cookie" else {}
    assert_problem(stranger.get(ME, params=params, headers=cookie), 401)
    body = {"name": "Tea"} | ({"access_token": account.token} if place == "body" else {})
    posted = stranger.post("/api/items", params=params, headers=cookie, json=body)
    assert_problem(posted, 401)


def test_login_ignores_a_bad_token(stranger: httpx.Client, account: Account) -> None:
    with httpx.Client(
        base_url=stranger.base_url, headers=bearer("x"), timeout=10, trust_env=False
    ) as client:
        assert log_in(client, account.email).status_code == 200
