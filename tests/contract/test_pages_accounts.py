"""Accounts as pages: signed up, logged in and out, and who may see what."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, quote, urljoin, urlsplit

import httpx
import pytest
from projects import Project

from .accounts import ME, PASSWORD, Account, bearer, fresh_email
from .accounts import log_in as log_in_by_api
from .documents import read
from .forms import Caller
from .problems import assert_problem
from .raw import json_request
from .sites import (
    assert_error_page,
    assert_page,
    errors,
    field,
    form_errors,
    is_signed_in,
    location,
    log_in,
    log_out,
    messages,
    sign_up,
    value,
)
from .stored import deactivate, delete_account
from .test_auth import TAKEN, WRONG

pytestmark = [pytest.mark.need("pages"), pytest.mark.need("auth"), pytest.mark.one_or_two_workers]

CHANGED = "The password is changed."
NEW_PASSWORD = "analytical engine"  # noqa: S105 - of accounts that only the tests have
WRONG_PASSWORD = "no such password"  # noqa: S105 - as above
OF_WRITERS = ("/items/new", "/items/{id}/edit", "/items/{id}/delete", "/password")
WEAK = ("", "short", "ninechars", "v" * 129, "qwertyuiop", "1234567890", "password123")
NO_ADDRESSES = (
    "",
    " ",
    "ada",
    "ada@",
    "@example.com",
    "ada@example",
    "a b@example.com",
    "a@b\0.com",
)
UNSAFE = (
    "//evil.example",
    "///evil.example",
    "////evil.example/x",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "https://evil.example",
    "http:evil.example",
    "https:/evil.example",
    "HTTPS://evil.example/items",
    "http:///evil.example",
    "javascript:alert(1)",
    "JavaScript:alert(1)//",
    "data:text/html,x",
    "%2F%2Fevil.example",
    "%5C%5Cevil.example",
    "evil.example",
    "items",
    "",
    " //evil.example",
    "\t//evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\n//evil.example",
    "/\r\n/evil.example",
    "/\x00/evil.example",
    "java\nscript:alert(1)",
    "https://evil.example@127.0.0.1",
    "//127.0.0.1@evil.example",
    "http://[",
    "/items\r\nSet-Cookie: a=b",
)
SAFE = ("/items/new", "/items?q=tea&page=1", "/password", "/", "/items?next=//evil.example")


def leads_here(response: httpx.Response) -> bool:
    """Whether a browser stays on this host, which skips line ends and takes \\ for /."""
    target = re.sub(r"[\t\r\n]", "", response.headers["location"]).strip().replace("\\", "/")
    here = str(response.request.url)
    return urlsplit(urljoin(here, target))[:2] == urlsplit(here)[:2]


@pytest.fixture
def member(stranger: httpx.Client) -> Caller:
    """The browser of a new account."""
    caller = Caller(stranger)
    sign_up(caller)
    return caller


@pytest.mark.every_project
def test_who_signs_up_is_signed_in_and_has_an_account_of_the_api(
    visitor: Caller, stranger: httpx.Client
) -> None:
    email = fresh_email()
    signed_up = visitor.fill("/signup", email=email, password=PASSWORD)
    assert location(signed_up) == "/items"
    page = assert_page(visitor.follow(signed_up))
    assert email in page.one(class_="account").words
    assert location(visitor.fill("/items/new", name="Tea")).startswith("/items/")
    token = log_in_by_api(stranger, email).json()["access_token"]
    me = stranger.get(ME, headers=bearer(token)).json()
    assert me["email"] == email


def test_account_of_the_api_logs_in_and_out(visitor: Caller, account: Account) -> None:
    assert location(log_in(visitor, account.email.upper(), account.password)) == "/items"
    assert is_signed_in(visitor, account.email)
    assert location(log_out(visitor)) == "/items"
    assert not is_signed_in(visitor)


@pytest.mark.parametrize("spell", [str, str.upper, str.title])
def test_address_that_is_taken_is_told(
    visitor: Caller, account: Account, spell: Callable[[str], str]
) -> None:
    email = spell(account.email)
    page = assert_page(visitor.fill("/signup", email=email, password=NEW_PASSWORD))
    assert errors(page) == {"email": TAKEN}
    assert value(page, "email").lower() == account.email
    assert value(page, "password") == ""
    assert not is_signed_in(visitor)
    assert log_in(visitor, account.email, account.password).status_code == 303


@pytest.mark.parametrize("password", WEAK, ids=lambda text: text[:12])
def test_weak_password_is_told_and_not_sent_back(visitor: Caller, password: str) -> None:
    email = fresh_email()
    answer = visitor.fill("/signup", email=email, password=password)
    page = assert_page(answer)
    assert set(errors(page)) == {"password"}
    assert value(page, "email") == email
    assert value(page, "password") == ""
    assert len(password) < 9 or password not in answer.text
    assert not is_signed_in(visitor)


def test_address_is_no_password(visitor: Caller) -> None:
    email = fresh_email()
    for password in (email, email.partition("@")[0].upper()):
        page = assert_page(visitor.fill("/signup", email=email, password=password))
        assert set(errors(page)) == {"password"}


@pytest.mark.parametrize("email", NO_ADDRESSES, ids=ascii)
def test_what_is_no_address_is_told(visitor: Caller, email: str) -> None:
    page = assert_page(visitor.fill("/signup", email=email, password=PASSWORD))
    assert set(errors(page)) == {"email"}


def test_password_fields_are_such_and_say_what_they_are(visitor: Caller, member: Caller) -> None:
    for caller, path, names in (
        (visitor, "/signup", ["password"]),
        (visitor, "/login", ["password"]),
        (member, "/password", ["old_password", "new_password"]),
    ):
        page = assert_page(caller.get(path))
        for name in names:
            found = field(page, name)
            assert found.attributes["type"] == "password"
            assert found.attributes["autocomplete"] in ("current-password", "new-password")
            assert page.one("label", for_=found.attributes["id"]).words
    page = assert_page(visitor.get("/signup"))
    hint = page.one(id=field(page, "password").attributes["aria-describedby"])
    assert hint.words == "At least 10 characters."


def test_wrong_password_and_unknown_address_are_told_alike(
    visitor: Caller, account: Account
) -> None:
    pages = []
    for email, password in ((account.email, WRONG_PASSWORD), (fresh_email(), PASSWORD)):
        answer = log_in(visitor, email, password)
        page = assert_page(answer)
        assert form_errors(page) == [WRONG]
        assert value(page, "email") == email
        assert value(page, "password") == ""
        assert password not in answer.text
        pages.append([(element.tag, element.words) for element in page.all("p")])
    assert pages[0] == pages[1]
    assert not is_signed_in(visitor)


@pytest.mark.parametrize("odd", ["", " ", "a\0b", "%", "x" * 5000, "😀", "' OR 1=1 --"])
def test_odd_credentials_are_no_fault(visitor: Caller, odd: str) -> None:
    for email, password in ((odd, PASSWORD), (fresh_email(), odd)):
        assert form_errors(assert_page(log_in(visitor, email, password)))


def test_deactivated_account_is_out_at_once(project: Project, stranger: httpx.Client) -> None:
    caller = Caller(stranger)
    email = sign_up(caller)
    deactivate(project, email)
    assert not is_signed_in(caller)
    assert email not in caller.get("/").text
    assert form_errors(assert_page(log_in(caller, email))) == [WRONG]
    assert not is_signed_in(caller)


def test_deleted_account_is_out_at_once(project: Project, stranger: httpx.Client) -> None:
    caller = Caller(stranger)
    email = sign_up(caller)
    delete_account(project, email)
    assert not is_signed_in(caller)
    sign_up(Caller(stranger))
    assert not is_signed_in(caller), "the session would be another account's"


@pytest.mark.parametrize("form", OF_WRITERS)
def test_stranger_is_sent_to_log_in_and_back(
    visitor: Caller, account: Account, item: dict[str, object], form: str
) -> None:
    path = form.format(id=item["id"])
    sent = visitor.send("GET", path)
    assert sent.status_code in (302, 303)
    url = urlsplit(sent.headers["location"])
    assert url.path == "/login"
    assert parse_qs(url.query) == {"next": [path]}
    login = f"{url.path}?{url.query}"
    refused = visitor.fill(login, email=account.email, password=WRONG_PASSWORD)
    assert form_errors(assert_page(refused)) == [WRONG]
    assert location(visitor.fill(login, email=account.email, password=account.password)) == path
    assert_page(visitor.get(path))


@pytest.mark.parametrize("form", OF_WRITERS)
def test_form_of_a_stranger_changes_nothing(
    visitor: Caller, stranger: httpx.Client, item: dict[str, object], form: str
) -> None:
    path = form.format(id=item["id"])
    before = stranger.get("/api/items").json()["total"]
    sent = visitor.fill("/login", email=fresh_email(), password=WRONG_PASSWORD)
    assert sent.status_code == 200
    fields = {"name": "Forged", "old_password": PASSWORD, "new_password": NEW_PASSWORD}
    hidden = {
        element.attributes["name"]: element.attributes["value"]
        for element in read(sent).all("input", type="hidden")
    }
    answer = visitor.post(path, {**hidden, **fields})
    assert location(answer) == "/login"
    assert stranger.get("/api/items").json()["total"] == before
    assert stranger.get(f"/api/items/{item['id']}").json() == item


def test_stranger_sees_list_and_items_alone(visitor: Caller, item: dict[str, object]) -> None:
    for path in ("/", "/items", f"/items/{item['id']}"):
        page = assert_page(visitor.send("GET", path))
        assert not page.all(class_="account")
        assert page.all("a", href="/login")
        assert page.all("a", href="/signup")


@pytest.mark.parametrize("target", UNSAFE, ids=ascii)
def test_next_leads_nowhere_else(visitor: Caller, account: Account, target: str) -> None:
    path = f"/login?next={quote(target, safe='')}"
    answer = visitor.fill(path, email=account.email, password=account.password)
    assert leads_here(answer)
    assert set(visitor.set_cookies).isdisjoint({"a"})


@pytest.mark.parametrize("target", SAFE)
def test_next_is_followed_to_a_path_of_this_host(
    visitor: Caller, account: Account, target: str
) -> None:
    path = f"/login?next={quote(target, safe='')}"
    answer = visitor.fill(path, email=account.email, password=account.password)
    assert answer.status_code == 303
    assert answer.headers["location"] == target
    other = Caller(visitor.client)
    path = f"/signup?next={quote(target, safe='')}"
    answer = other.fill(path, email=fresh_email(), password=PASSWORD)
    assert answer.headers["location"] == target
    path = f"/signup?next={quote('//evil.example', safe='')}"
    answer = Caller(visitor.client).fill(path, email=fresh_email(), password=PASSWORD)
    assert answer.headers["location"] == "/items"


def test_next_of_bytes_that_are_no_text_is_no_fault(visitor: Caller, account: Account) -> None:
    for target in ("%ff", "/%ED%A0%80", "%00"):
        answer = visitor.fill(
            f"/login?next={target}", email=account.email, password=account.password
        )
        assert answer.status_code == 303
        assert leads_here(answer)


def test_session_is_no_authority_for_the_api(member: Caller, stranger: httpx.Client) -> None:
    assert is_signed_in(member)
    assert_problem(member.send("GET", ME), 401)
    total = stranger.get("/api/items").json()["total"]
    request = json_request(stranger, "POST", "/api/items", {"name": "Forged"})
    request.headers["Cookie"] = member.cookie_header
    assert_problem(stranger.send(request), 401)
    assert stranger.get("/api/items").json()["total"] == total


def test_token_is_no_authority_for_the_pages(visitor: Caller, account: Account) -> None:
    sent = visitor.send("GET", "/items/new", headers=account.headers)
    assert sent.status_code in (302, 303)


def test_changed_password_ends_the_other_sessions_alone(
    visitor: Caller, stranger: httpx.Client
) -> None:
    email, other = sign_up(visitor), Caller(stranger)
    log_in(other, email)
    assert is_signed_in(other, email)
    changed = visitor.fill("/password", old_password=PASSWORD, new_password=NEW_PASSWORD)
    assert location(changed) == "/items"
    page = assert_page(visitor.follow(changed))
    assert messages(page) == [CHANGED]
    assert is_signed_in(visitor, email)
    assert not is_signed_in(other)
    assert form_errors(assert_page(log_in(other, email, PASSWORD))) == [WRONG]
    assert location(log_in(other, email, NEW_PASSWORD)) == "/items"
    assert log_in_by_api(stranger, email, PASSWORD).status_code == 401
    assert log_in_by_api(stranger, email, NEW_PASSWORD).status_code == 200


@pytest.mark.parametrize("old", ["", WRONG_PASSWORD, NEW_PASSWORD])
def test_password_is_changed_by_who_knows_the_old_one_alone(member: Caller, old: str) -> None:
    answer = member.fill("/password", old_password=old, new_password=NEW_PASSWORD)
    page = assert_page(answer)
    assert set(errors(page)) == {"old_password"}
    assert value(page, "old_password") == ""
    assert value(page, "new_password") == ""
    assert NEW_PASSWORD not in answer.text


@pytest.mark.parametrize("weak", WEAK, ids=lambda text: text[:12])
def test_new_password_keeps_to_the_rules(member: Caller, weak: str) -> None:
    answer = member.fill("/password", old_password=PASSWORD, new_password=weak)
    assert set(errors(assert_page(answer))) == {"new_password"}


def test_logout_is_a_form_alone(member: Caller) -> None:
    assert_error_page(member.send("GET", "/logout"), 405)
    assert is_signed_in(member)


def test_cookies_are_for_this_site_over_tls_and_not_for_scripts(member: Caller) -> None:
    log_out(member)
    assert member.set_cookies
    for name, flags in member.set_cookies.items():
        assert {"httponly", "samesite", "secure", "path"} <= set(flags), name
        assert flags["samesite"].lower() == "lax", name
        assert "domain" not in flags, name


def test_each_login_has_a_session_of_its_own(visitor: Caller, stranger: httpx.Client) -> None:
    email = sign_up(visitor)
    fixed = Caller(stranger, dict.fromkeys(visitor.cookies, "chosen"))
    log_in(fixed, email)
    assert is_signed_in(fixed, email)
    assert "chosen" not in fixed.cookies.values()


def test_pages_of_who_is_signed_in_are_kept_by_no_proxy(member: Caller) -> None:
    answer = member.get("/items")
    varies = "cookie" in answer.headers.get("vary", "").lower()
    kept = answer.headers.get("cache-control", "").lower()
    assert varies or "private" in kept or "no-store" in kept
