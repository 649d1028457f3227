"""What registering and logging in refuse, and with which words."""

from collections.abc import Callable
from dataclasses import dataclass

import httpx
import pytest
from servers import Server

from .accounts import LOG_IN, ME, PASSWORD, REGISTER, Account, fresh_email, log_in, register
from .problems import assert_no_fault, assert_problem
from .raw import JSON, json_request, send_raw
from .test_refused_bodies import HARD_TO_READ, NO_JSON, OTHER_TYPES

pytestmark = pytest.mark.need("auth")

ALLOWED = {REGISTER: "POST", LOG_IN: "POST", ME: "GET"}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
UNKNOWN = (
    "/api/auth",
    "/api/auth/",
    "/api/auth/register/",
    "/api/auth/token/",
    "/api/auth/me/",
    "/api/auth/me/1",
    "/api/auth/users",
    "/api/auth/Token",
    "/API/auth/token",
    "/api/users",
    "/auth/token",
)


@dataclass(frozen=True)
class Invalid:
    """Values of one field that are refused: by both routes, or by registering alone."""

    field: str
    value: object
    anywhere: bool = False


NO_TEXTS = (None, 5, 1.5, True, [], ["a@example.com"], {}, {"a": 1})
NO_CHARACTERS = ("{}\0", "\0{}", "\ud800{}", "{}\udc00", "\udc00\ud800{}")
INVALID = (
    *(Invalid("email", value, anywhere=True) for value in NO_TEXTS),
    *(Invalid("password", value, anywhere=True) for value in NO_TEXTS),
    *(Invalid("email", text.format("x@example.com"), anywhere=True) for text in NO_CHARACTERS),
    *(Invalid("password", text.format(PASSWORD), anywhere=True) for text in NO_CHARACTERS),
    Invalid("email", ""),
    Invalid("email", " "),
    Invalid("email", "ada"),
    Invalid("email", "ada@"),
    Invalid("email", "@example.com"),
    Invalid("email", "ada@example"),
    Invalid("email", "ada@@example.com"),
    Invalid("email", "ada@bob@example.com"),
    Invalid("email", "ada lovelace@example.com"),
    Invalid("email", "ada@exam ple.com"),
    Invalid("email", "ada@example..com"),
    Invalid("email", "ada@.example.com"),
    Invalid("email", "ada@-example.com"),
    Invalid("email", "ada@example.com-"),
    Invalid("email", "ada..l@example.com"),
    Invalid("email", ".ada@example.com"),
    Invalid("email", "ada@example.com\nbcc:eve@example.com"),
    Invalid("email", "ada@example.com, eve@example.com"),
    Invalid("email", "<script>@example.com"),
    Invalid("email", "ada@" + "b" * 64 + ".com"),
    Invalid("email", "ada@" + "b." * 130 + "com"),
    Invalid("email", "a" * 2_000_000 + "@example.com"),
    Invalid("password", ""),
    Invalid("password", "short"),
    Invalid("password", "ninechars"),
    Invalid("password", "😀" * 9),
    Invalid("password", "v" * 129),
    Invalid("password", "😀" * 129),
    Invalid("password", "v" * 2_000_000),
    Invalid("password", "qwertyuiop"),
    Invalid("password", "QwertyUiop"),
    Invalid("password", "1234567890"),
    Invalid("password", "password123"),
    Invalid("password", "1q2w3e4r5t"),
)
INVALID_ANYWHERE = tuple(invalid for invalid in INVALID if invalid.anywhere)
WRONG_BODIES = ([], [{"email": "ada@example.com", "password": PASSWORD}], "ada", 5, True, None)
UNKNOWN_FIELDS = ("id", "is_staff", "is_active", "is_superuser", "username", "", "__class__")
# What a client may try as an account; whether there is one is not for a rule to say.
ODD_LOGINS = ("", " ", "nobody", "@", "ada@", "' OR 1=1 --", "%", "*", "😀", "a" * 5000, "\x01\x7f")
ODD_BYTES = (
    bytes(range(256)),
    b"\x00" * 64,
    b'{"email": "\xff@example.com", "password": "difference engine"}',
    rb'{"email": "\ud800@example.com", "password": "\ud800\ud800\ud800\ud800\ud800"}',
    rb'{"email": "\u0000@example.com", "password": "\u0000\u0000\u0000"}',
    b'{"email": "a@example.com", "email": "b@example.com", "password": "x"}',
    b'{"email": 1e400, "password": -1e400}',
)


def credentials(**changes: object) -> dict[str, object]:
    return {"email": fresh_email(), "password": PASSWORD, **changes}


def described(invalid: Invalid) -> str:
    return f"{invalid.field}={ascii(invalid.value)[:24]}"


@pytest.fixture(params=[REGISTER, LOG_IN])
def path(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("invalid", INVALID, ids=described)
def test_invalid_registration_is_refused_by_field(stranger: httpx.Client, invalid: Invalid) -> None:
    body = credentials(**{invalid.field: invalid.value})
    response = stranger.send(json_request(stranger, "POST", REGISTER, body))
    assert_problem(response, 422, field=invalid.field)
    assert PASSWORD not in response.text
    if invalid.field == "password":
        assert_problem(log_in(stranger, body["email"], invalid.value), 401, 422)


@pytest.mark.parametrize("invalid", INVALID_ANYWHERE, ids=described)
def test_invalid_login_is_refused_by_field(stranger: httpx.Client, invalid: Invalid) -> None:
    body = credentials(**{invalid.field: invalid.value})
    response = stranger.send(json_request(stranger, "POST", LOG_IN, body))
    assert_problem(response, 422, field=invalid.field)
    assert PASSWORD not in response.text


@pytest.mark.parametrize("spell", [str, str.upper, str.title])
def test_password_is_not_the_address_nor_its_local_part(
    stranger: httpx.Client, spell: Callable[[str], str]
) -> None:
    email = fresh_email()
    for password in (email, email.partition("@")[0]):
        response = register(stranger, email, spell(password))
        assert_problem(response, 422, field="password")
    assert register(stranger, email).status_code == 201


@pytest.mark.parametrize("field", ["email", "password"])
def test_missing_field_is_named(stranger: httpx.Client, path: str, field: str) -> None:
    body = credentials()
    del body[field]
    assert_problem(stranger.send(json_request(stranger, "POST", path, body)), 422, field=field)


def test_every_wrong_field_is_named(stranger: httpx.Client, path: str) -> None:
    body = {"email": None, "password": 5, "colour": "red"}
    response = stranger.send(json_request(stranger, "POST", path, body))
    assert_problem(response, 422)
    errors = response.json()["errors"]
    assert {error["field"] for error in errors} == {"email", "password", "colour"}
    assert_problem(stranger.send(json_request(stranger, "POST", path, {})), 422)


@pytest.mark.parametrize("field", UNKNOWN_FIELDS)
def test_unknown_field_is_refused(stranger: httpx.Client, path: str, field: str) -> None:
    body = credentials(**{field: 1})
    response = stranger.send(json_request(stranger, "POST", path, body))
    assert_problem(response, 422, field=field)
    assert register(stranger, body["email"]).status_code == 201, "the refused one was made"


@pytest.mark.parametrize("body", WRONG_BODIES, ids=repr)
def test_body_that_is_no_object_is_refused(stranger: httpx.Client, path: str, body: object) -> None:
    assert_problem(stranger.send(json_request(stranger, "POST", path, body)), 422)


@pytest.mark.parametrize("content", NO_JSON.values(), ids=NO_JSON)
def test_body_that_is_no_json_is_malformed(
    stranger: httpx.Client, path: str, content: bytes
) -> None:
    headers = {"Content-Type": JSON}
    assert_problem(stranger.post(path, content=content, headers=headers), 400)


@pytest.mark.parametrize("content", HARD_TO_READ.values(), ids=HARD_TO_READ)
def test_body_that_is_hard_to_read_is_refused(
    stranger: httpx.Client, path: str, content: bytes
) -> None:
    headers = {"Content-Type": JSON}
    assert_problem(stranger.post(path, content=content, headers=headers), 400, 422)


@pytest.mark.parametrize("content_type", OTHER_TYPES)
def test_other_content_type_is_refused(
    stranger: httpx.Client, path: str, content_type: str | None
) -> None:
    request = json_request(stranger, "POST", path, credentials())
    del request.headers["Content-Type"]
    if content_type is not None:
        request.headers["Content-Type"] = content_type
    assert_problem(stranger.send(request), 415)


def test_form_is_refused(stranger: httpx.Client, path: str) -> None:
    form = {"email": fresh_email(), "username": "ada", "password": PASSWORD}
    assert_problem(stranger.post(path, data=form), 415)


@pytest.mark.parametrize("email", ODD_LOGINS, ids=lambda text: ascii(text[:12]))
def test_odd_login_is_refused(stranger: httpx.Client, account: Account, email: str) -> None:
    assert_problem(log_in(stranger, email), 401, 422)
    assert_problem(log_in(stranger, account.email, email), 401, 422)


@pytest.mark.parametrize("content", ODD_BYTES, ids=lambda content: ascii(content[:24]))
def test_odd_bytes_are_refused(server: Server, path: str, content: bytes) -> None:
    json = (b"Content-Type: application/json",)
    response = send_raw(server, path.encode(), method=b"POST", headers=json, body=content)
    assert_problem(response, 400, 401, 422)


@pytest.mark.parametrize(
    ("method", "path"),
    [(method, path) for path, known in ALLOWED.items() for method in METHODS if method != known],
)
def test_other_method_is_refused_with_those_allowed(
    client: httpx.Client, method: str, path: str
) -> None:
    response = client.request(method, path)
    assert_problem(response, 405)
    listed = {one.strip() for one in response.headers["allow"].split(",")}
    assert listed - {"HEAD", "OPTIONS"} == {ALLOWED[path]}


@pytest.mark.parametrize("path", ALLOWED)
def test_head_and_options_are_no_fault(client: httpx.Client, path: str) -> None:
    assert_no_fault(client.options(path))
    head = client.head(path)
    assert head.status_code in (200, 405)
    assert head.content == b""


@pytest.mark.parametrize("path", UNKNOWN)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_unknown_path_is_a_problem(stranger: httpx.Client, method: str, path: str) -> None:
    assert_problem(stranger.request(method, path, json=credentials()), 404)
