"""What the pages refuse, and with which page: forged forms, methods, paths, and nonsense."""

import httpx
import pytest
from projects import Project
from servers import Server

from .forms import Caller, read_form
from .problems import assert_problem
from .raw import send_raw
from .sites import (
    PAGE,
    assert_error_page,
    assert_no_page_fault,
    assert_page,
    log_in,
    sign_up,
)
from .test_pages_items import Item, api_item

pytestmark = [pytest.mark.need("pages"), pytest.mark.one_or_two_workers]

TOKENS = ("csrf_token", "csrfmiddlewaretoken")
FORMS = ("/items/new", "/items/{id}/edit", "/items/{id}/delete")
FORMS_OF_ACCOUNTS = ("/login", "/signup", "/password/reset", "/password")
OF_PAGES = ("/items/", "/items/1/more", "/items/new/", "/items/nothing/edit", "/items//1")
OF_ACCOUNTS = ("/login/", "/signup/x", "/logout/x", "/password/x", "/password/reset/")
OF_THE_API = ("/api", "/api/nothing", "/api/items/word", "/health/nothing", "/openapi.json/x")
GARBAGE = ("", "x", "a.b.c", "eyJhIjoxfQ.aaaaaa.bbbbbb", "." * 50, '"', "%00", "x" * 3000)
BODIES = {
    "nothing": (b"", "application/x-www-form-urlencoded"),
    "no escapes": (b"name=%&description=%zz", "application/x-www-form-urlencoded"),
    "surrogates": (b"name=%ED%A0%80&description=%ED%BF%BF", "application/x-www-form-urlencoded"),
    "latin-1": (b"name=%ff&description=\xff", "application/x-www-form-urlencoded"),
    "odd charset": (b"name=x", "application/x-www-form-urlencoded; charset=utf-99"),
    "utf-16": ("name=x".encode("utf-16"), "application/x-www-form-urlencoded; charset=utf-16"),
    "many fields": (b"a=b&" * 5000, "application/x-www-form-urlencoded"),
    "many names": (b"name=b&" * 500, "application/x-www-form-urlencoded"),
    "no boundary": (b"--x\r\n\r\n", "multipart/form-data"),
    "empty boundary": (b"--\r\n\r\n", "multipart/form-data; boundary="),
    "odd boundary": (b"--\xff\r\n", "multipart/form-data; boundary=\xff"),
    "rubbish": (bytes(range(256)), "multipart/form-data; boundary=x"),
    "half a part": (
        b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nTea',
        "multipart/form-data; boundary=x",
    ),
    "a file": (
        b'--x\r\nContent-Disposition: form-data; name="name"; filename="a"\r\n\r\nTea\r\n--x--\r\n',
        "multipart/form-data; boundary=x",
    ),
    "no disposition": (b"--x\r\n\r\nTea\r\n--x--\r\n", "multipart/form-data; boundary=x"),
    "bad encoding": (
        b'--x\r\nContent-Disposition: form-data; name="name"\r\n'
        b"Content-Type: text/plain; charset=utf-99\r\n\r\n\xff\r\n--x--\r\n",
        "multipart/form-data; boundary=x",
    ),
    "json": (b'{"name": "Tea"}', "application/json"),
    "text": (b"name=Tea", "text/plain"),
    "odd type": (b"name=Tea", "\xff/;;="),
    "no type": (b"name=Tea", ""),
}


@pytest.fixture(scope="session")
def forged(project: Project) -> int:
    """How a form without the right token is refused."""
    return 403 if project.answers["framework"] == "django" else 400


def without_token(fields: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in fields.items() if name not in TOKENS}


def filled_in(page: httpx.Response) -> dict[str, str]:
    texts = {"name": "Forged", "email": "eve@example.com"}
    fields = read_form(page).fields
    return fields | {name: texts.get(name, "difference engine") for name in without_token(fields)}


def assert_forged_is_refused(caller: Caller, other: Caller, path: str, status: int) -> None:
    """Sends the form at `path` without its token, with wrong ones, and without cookies."""
    right = filled_in(caller.get(path))
    [token] = set(TOKENS) & set(right)
    strange = other.form(path)[token]
    for wrong in ({token: ""}, {token: "x"}, {token: right[token][::-1]}, {token: strange}):
        assert_error_page(caller.post(path, {**right, **wrong}), status)
    assert_error_page(caller.post(path, without_token(right)), status)
    assert_error_page(caller.post(f"{path}?{token}={right[token]}", without_token(right)), status)
    nobody = Caller(caller.client, dict.fromkeys(caller.cookies, "x"))
    assert nobody.post(path, right).status_code in (302, 303, status)
    nobody.cookies.clear()
    assert nobody.post(path, right).status_code in (302, 303, status)


@pytest.mark.parametrize("form", FORMS)
def test_forged_form_changes_no_item(
    writer: Caller, stranger: httpx.Client, project: Project, item: Item, form: str, forged: int
) -> None:
    other = Caller(stranger)
    if project.answers.get("auth"):
        sign_up(other)
    before = stranger.get("/api/items").json()["total"]
    assert_forged_is_refused(writer, other, form.format(id=item["id"]), forged)
    assert stranger.get("/api/items").json()["total"] == before
    assert api_item(stranger, f"/items/{item['id']}") == item


@pytest.mark.need("auth")
@pytest.mark.parametrize("path", FORMS_OF_ACCOUNTS)
def test_forged_form_changes_no_account(stranger: httpx.Client, path: str, forged: int) -> None:
    caller, other = Caller(stranger), Caller(stranger)
    email, _ = sign_up(caller), sign_up(other)
    assert_forged_is_refused(caller, other, path, forged)
    assert log_in(Caller(stranger), email).status_code == 303


@pytest.mark.need("auth")
def test_forged_form_logs_nobody_out(stranger: httpx.Client, forged: int) -> None:
    caller, other = Caller(stranger), Caller(stranger)
    email, _ = sign_up(caller), sign_up(other)
    strange = other.form("/items")
    for fields in ({}, dict.fromkeys(strange, "x"), strange):
        assert_error_page(caller.post("/logout", fields), forged)
    assert email in caller.get("/items").text


def test_other_method_is_a_page_with_those_allowed(writer: Caller, item: Item) -> None:
    fields = writer.form("/items/new")
    for path in ("/items", f"/items/{item['id']}"):
        assert_error_page(writer.post(path, fields), 405)
    headers = {"X-CSRFToken": fields[next(iter(set(TOKENS) & set(fields)))]}
    for path in ("/items", "/items/new", f"/items/{item['id']}", f"/items/{item['id']}/edit"):
        for method in ("PUT", "PATCH", "DELETE"):
            assert_error_page(writer.send(method, path, headers=headers), 405)


def test_head_is_answered_as_get_or_refused(visitor: Caller, item: Item) -> None:
    for path in ("/", "/items", f"/items/{item['id']}"):
        response = visitor.send("HEAD", path)
        assert response.status_code in (200, 405)
        assert response.text == ""


@pytest.mark.parametrize("accept", ["text/html", "application/json", "*/*", ""])
@pytest.mark.parametrize("path", OF_PAGES)
def test_error_of_the_items_pages_is_a_page(writer: Caller, path: str, accept: str) -> None:
    assert_error_page(writer.send("GET", path, headers={"Accept": accept}), 404)


@pytest.mark.need("auth")
@pytest.mark.parametrize("accept", ["text/html", "application/json", "*/*", ""])
@pytest.mark.parametrize("path", OF_ACCOUNTS)
def test_error_of_the_accounts_pages_is_a_page(writer: Caller, path: str, accept: str) -> None:
    assert_error_page(writer.send("GET", path, headers={"Accept": accept}), 404)


@pytest.mark.parametrize("path", OF_THE_API)
def test_error_of_the_api_is_a_problem(stranger: httpx.Client, path: str) -> None:
    assert_problem(stranger.get(path, headers=PAGE), 404)


def test_error_of_any_other_path_is_what_is_asked_for(stranger: httpx.Client) -> None:
    for path in ("/nothing", "/itemsx", "/loginx", "/static/nothing.css"):
        assert_error_page(stranger.get(path, headers=PAGE), 404)
        for accept in ("application/json", "*/*", "image/png", ""):
            assert_problem(stranger.get(path, headers={"Accept": accept}), 404)


def test_unknown_host_is_refused_with_a_page(server: Server) -> None:
    assert_error_page(send_raw(server, b"/items", host=b"evil.example"), 400)


@pytest.mark.parametrize("name", BODIES)
def test_odd_body_is_no_fault(writer: Caller, client: httpx.Client, name: str) -> None:
    before = client.get("/api/items").json()["total"]
    content, kind = BODIES[name]
    response = writer.send(
        "POST", "/items/new", content=content, headers={"Content-Type": kind.encode("latin-1")}
    )
    assert_no_page_fault(response)
    assert_error_page(response, response.status_code)
    assert client.get("/api/items").json()["total"] == before


@pytest.mark.parametrize("name", BODIES)
def test_odd_body_with_a_token_is_no_fault(writer: Caller, name: str) -> None:
    fields = writer.form("/items/new")
    [token] = set(TOKENS) & set(fields)
    content, kind = BODIES[name]
    headers = {"Content-Type": kind.encode("latin-1"), "X-CSRFToken": fields[token].encode()}
    if kind == "application/x-www-form-urlencoded":
        content += f"&{token}={fields[token]}".encode()
    assert_no_page_fault(writer.send("POST", "/items/new", content=content, headers=headers))


def test_surrogates_in_a_form_are_no_fault(writer: Caller) -> None:
    fields = writer.form("/items/new")
    [token] = set(TOKENS) & set(fields)
    content = f"{token}={fields[token]}&name=%ED%A0%80&description=%ED%A0%80%00".encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    response = writer.send("POST", "/items/new", content=content, headers=headers)
    assert response.status_code in (200, 400)
    assert_page(response, response.status_code)


def test_huge_form_is_too_large(writer: Caller, client: httpx.Client) -> None:
    before = client.get("/api/items").json()["total"]
    response = writer.fill("/items/new", name="a" * 3_000_000)
    # Starlette stops at the first field that is over 1 MB, before the whole is too large.
    assert response.status_code in (400, 413)
    assert_error_page(response, response.status_code)
    assert client.get("/api/items").json()["total"] == before


@pytest.mark.parametrize("garbage", GARBAGE, ids=lambda text: ascii(text[:12]))
def test_who_has_garbage_for_cookies_is_a_stranger(
    writer: Caller, stranger: httpx.Client, garbage: str
) -> None:
    writer.get("/items/new")
    caller = Caller(stranger, dict.fromkeys([*writer.cookies, "session", "sessionid"], garbage))
    assert_page(caller.get("/items"))
    caller = Caller(stranger, dict.fromkeys(writer.cookies, garbage))
    assert caller.get("/items/new").status_code == 200
