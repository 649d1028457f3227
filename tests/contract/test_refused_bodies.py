"""What POST and PATCH refuse, and with which words."""

import json
from dataclasses import dataclass

import httpx
import pytest

from .problems import assert_no_fault, assert_problem
from .raw import JSON, json_request

ASTRAL = "😀"
DEEP = 100_000
DIGITS = "9" * 5000


@dataclass(frozen=True)
class Invalid:
    """A JSON body that is well-formed and wrong, and the field that the 422 must name."""

    why: str
    body: object
    field: str | None


INVALID = (
    Invalid("blank name", {"name": ""}, "name"),
    Invalid("name of spaces", {"name": " \t\n"}, "name"),
    Invalid("name of wide spaces", {"name": "\u00a0\u3000"}, "name"),
    Invalid("long name", {"name": "a" * 101}, "name"),
    Invalid("long astral name", {"name": ASTRAL * 101}, "name"),
    Invalid("name of 2 MB", {"name": "a" * 2_000_000}, "name"),
    Invalid("null name", {"name": None}, "name"),
    Invalid("number as name", {"name": 5}, "name"),
    Invalid("boolean as name", {"name": True}, "name"),
    Invalid("list as name", {"name": ["Tea"]}, "name"),
    Invalid("object as name", {"name": {"Tea": 1}}, "name"),
    Invalid("NUL in name", {"name": "a\0b"}, "name"),
    Invalid("high surrogate in name", {"name": "\ud800"}, "name"),
    Invalid("low surrogate in name", {"name": "a\udc00"}, "name"),
    Invalid("reversed surrogates in name", {"name": "\udc00\ud800"}, "name"),
    Invalid("long description", {"name": "Tea", "description": "a" * 1001}, "description"),
    Invalid("long astral one", {"name": "Tea", "description": ASTRAL * 1001}, "description"),
    Invalid("null description", {"name": "Tea", "description": None}, "description"),
    Invalid("number as description", {"name": "Tea", "description": 1.5}, "description"),
    Invalid("list as description", {"name": "Tea", "description": []}, "description"),
    Invalid("NUL in description", {"name": "Tea", "description": "\0"}, "description"),
    Invalid("surrogate in description", {"name": "Tea", "description": "\udfff"}, "description"),
    Invalid("unknown field", {"name": "Tea", "colour": "red"}, "colour"),
    Invalid("unknown null", {"name": "Tea", "colour": None}, "colour"),
    Invalid("id", {"name": "Tea", "id": 1}, "id"),
    Invalid("created_at", {"name": "Tea", "created_at": "2026-01-01T00:00:00Z"}, "created_at"),
    Invalid("empty field name", {"name": "Tea", "": 1}, ""),
    Invalid("NUL as field name", {"name": "Tea", "\0": 1}, None),
    Invalid("surrogate as field name", {"name": "Tea", "\ud800": 1}, None),
    Invalid("field name of 10 kB", {"name": "Tea", "x" * 10_000: 1}, None),
    Invalid("dunder as field name", {"name": "Tea", "__class__": 1}, "__class__"),
    Invalid("list", [], None),
    Invalid("list of an item", [{"name": "Tea"}], None),
    Invalid("string", "Tea", None),
    Invalid("number", 5, None),
    Invalid("boolean", True, None),
    Invalid("null", None, None),
)
NO_JSON = {
    "nothing": b"",
    "spaces": b"  \n",
    "half an object": b'{"name": "Tea"',
    "single quotes": b"{'name': 'Tea'}",
    "trailing comma": b'{"name": "Tea",}',
    "trailing text": b'{"name": "Tea"} x',
    "form": b"name=Tea",
    "raw control character": b'{"name": "a\nb"}',
    "half an escape": rb'{"name": "\ud8"}',
    "latin-1": '{"name": "Käse"}'.encode("latin-1"),
    "utf-16": '{"name": "Tea"}'.encode("utf-16"),
    "utf-16 without mark": '{"name": "Tea"}'.encode("utf-16-le"),
    "utf-32": '{"name": "Tea"}'.encode("utf-32"),
    "lone byte": b'{"name": "\xff"}',
    "overlong NUL": b'{"name": "\xc0\x80"}',
    "surrogate as utf-8": b'{"name": "\xed\xa0\x80"}',
    "half a character": b'{"name": "\xf0\x9f\x98"}',
}
# A parser may give up on these or read them through and find no valid item.
HARD_TO_READ = {
    "deep list": b"[" * DEEP + b"]" * DEEP,
    "deep open list": b"[" * DEEP,
    "deep object": b'{"name":' * DEEP + b"1" + b"}" * DEEP,
    "deep open object": b'{"name":' * DEEP,
    "deep name": b'{"name": ' + b"[" * DEEP + b"]" * DEEP + b"}",
    "deep unknown field": b'{"name": "Tea", "x": ' + b"[" * DEEP + b"]" * DEEP + b"}",
    "5000 digits": DIGITS.encode(),
    "5000 negative digits": f"-{DIGITS}".encode(),
    "5000 digits as name": f'{{"name": {DIGITS}}}'.encode(),
    "5000 digits as description": f'{{"name": "Tea", "description": {DIGITS}}}'.encode(),
    "5000 digits as unknown field": f'{{"name": "Tea", "x": {DIGITS}}}'.encode(),
    "endless number": b'{"name": 1e5000}',
    "5000 digits after the point": f'{{"name": 0.{DIGITS}}}'.encode(),
    "NaN": b'{"name": NaN}',
    "Infinity": b'{"name": -Infinity}',
}
OTHER_TYPES = (
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "text/plain",
    "text/json",
    "application/xml",
    "application/octet-stream",
    "application/jsonx",
    "json",
    "*/*",
    "",
    None,
)


@pytest.fixture(params=["POST", "PATCH"])
def write(request: pytest.FixtureRequest, item: dict[str, object]) -> tuple[str, str]:
    """A method that takes an item, and a path where it does."""
    paths = {"POST": "/api/items", "PATCH": f"/api/items/{item['id']}"}
    return request.param, paths[request.param]


def send(
    client: httpx.Client, write: tuple[str, str], content: bytes, content_type: str | None = JSON
) -> httpx.Response:
    headers = {} if content_type is None else {"Content-Type": content_type}
    return client.request(*write, content=content, headers=headers)


@pytest.mark.parametrize("invalid", INVALID, ids=lambda case: case.why)
def test_invalid_item_is_refused_by_field(
    client: httpx.Client, write: tuple[str, str], invalid: Invalid
) -> None:
    response = client.send(json_request(client, *write, invalid.body))
    assert_problem(response, 422, field=invalid.field)


def test_item_without_a_name_is_refused(client: httpx.Client) -> None:
    for body in ({}, {"description": "Green"}):
        response = client.send(json_request(client, "POST", "/api/items", body))
        assert_problem(response, 422, field="name")


def test_every_wrong_field_is_named(client: httpx.Client, write: tuple[str, str]) -> None:
    body = {"name": "", "description": None, "colour": "red"}
    response = client.send(json_request(client, *write, body))
    assert_problem(response, 422)
    errors = response.json()["errors"]
    assert {error["field"] for error in errors} == {"name", "description", "colour"}


def test_refused_item_is_not_created(client: httpx.Client) -> None:
    total = client.get("/api/items").json()["total"]
    for invalid in INVALID:
        client.send(json_request(client, "POST", "/api/items", invalid.body))
    assert client.get("/api/items").json()["total"] == total


@pytest.mark.parametrize("content", NO_JSON.values(), ids=NO_JSON)
def test_body_that_is_no_json_is_malformed(
    client: httpx.Client, write: tuple[str, str], content: bytes
) -> None:
    assert_problem(send(client, write, content), 400)


@pytest.mark.every_server
@pytest.mark.parametrize("content", HARD_TO_READ.values(), ids=HARD_TO_READ)
def test_body_that_is_hard_to_read_is_refused(
    client: httpx.Client, write: tuple[str, str], content: bytes
) -> None:
    assert_problem(send(client, write, content), 400, 422)


@pytest.mark.parametrize("content_type", OTHER_TYPES)
def test_other_content_type_is_refused(
    client: httpx.Client, write: tuple[str, str], content_type: str | None
) -> None:
    assert_problem(send(client, write, b'{"name": "Tea"}', content_type), 415)


def test_form_is_refused(client: httpx.Client, write: tuple[str, str]) -> None:
    assert_problem(client.request(*write, data={"name": "Tea"}), 415)
    assert_problem(client.request(*write, files={"name": ("tea.txt", b"Tea")}), 415)


@pytest.mark.parametrize("charset", ["latin-1", "utf-16", "no-such-thing", '"', "\xff", "idna"])
def test_odd_charset_is_no_fault(
    client: httpx.Client, write: tuple[str, str], charset: str
) -> None:
    content_type = f"application/json; charset={charset}".encode("latin-1")
    headers = {b"Content-Type": content_type}
    body = '{"name": "Käse"}'.encode()
    assert_no_fault(client.request(*write, content=body, headers=headers))


def test_byte_order_mark_is_no_fault(client: httpx.Client, write: tuple[str, str]) -> None:
    body = json.dumps({"name": "Tea"}).encode("utf-8-sig")
    assert_no_fault(send(client, write, body))


@pytest.mark.every_server
def test_body_of_20_mb_is_too_large(client: httpx.Client, write: tuple[str, str]) -> None:
    body = json.dumps({"name": "Tea", "description": "a" * 20_000_000}).encode()
    assert_problem(send(client, write, body), 413)


def test_body_of_20_mb_that_tells_no_length_is_refused(
    client: httpx.Client, write: tuple[str, str]
) -> None:
    body = json.dumps({"name": "Tea", "description": "a" * 20_000_000}).encode()
    parts = iter([body[:10_000_000], body[10_000_000:]])
    headers = {"Content-Type": "application/json"}
    response = client.request(*write, content=parts, headers=headers)
    # Under WSGI such a body may come without its end, and then is none.
    assert_problem(response, 400, 411, 413)
