"""How often one client may send the forms of the accounts."""

from collections.abc import Iterator

import httpx
import pytest
from projects import Project
from servers import Server

from .accounts import PASSWORD, fresh_email
from .attempts import caller, fresh_client
from .forms import Caller
from .sites import assert_error_page, assert_page, location, log_in, sign_up

pytestmark = [pytest.mark.need("pages"), pytest.mark.need("auth")]

LIMITED = {"AUTH_RATE_LIMIT": "3/minute", "TRUSTED_PROXIES": "127.0.0.1"}


@pytest.fixture(scope="module")
def limited(project: Project) -> Iterator[Server]:
    """A server behind a proxy, that lets a client try three times a minute."""
    with Server(project, variables=LIMITED) as server:
        yield server


@pytest.fixture
def proxy(limited: Server) -> Iterator[httpx.Client]:
    """A proxy that forwards one client that no request came from yet."""
    with caller(limited) as client:
        client.headers["X-Forwarded-For"] = fresh_client()
        yield client


def send(browser: Caller, path: str) -> httpx.Response:
    texts = {"email": fresh_email(), "password": PASSWORD}
    wanted = {name: texts[name] for name in browser.form(path) if name in texts}
    return browser.fill(path, **wanted)


@pytest.mark.parametrize("path", ["/login", "/signup", "/password/reset"])
def test_fourth_form_within_the_minute_has_to_wait(proxy: httpx.Client, path: str) -> None:
    found = [send(Caller(proxy), path) for _ in range(4)]
    assert all(response.status_code in (200, 303) for response in found[:3])
    assert_error_page(found[3], 429)
    assert 1 <= int(found[3].headers["retry-after"]) <= 60
    for _ in range(4):
        assert_page(Caller(proxy).get(path))
    others = {"/login", "/signup", "/password/reset"} - {path}
    for other in others:
        assert send(Caller(proxy), other).status_code in (200, 303)


def test_right_password_does_not_help_who_has_to_wait(limited: Server, proxy: httpx.Client) -> None:
    browser, email = Caller(proxy), fresh_email()
    sign_up(browser, email)
    other = Caller(proxy)
    for _ in range(3):
        assert_page(log_in(other, email, "no such password"))
    assert_error_page(log_in(other, email), 429)
    with caller(limited) as elsewhere:
        elsewhere.headers["X-Forwarded-For"] = fresh_client()
        assert location(log_in(Caller(elsewhere), email)) == "/items"


def test_other_spelling_of_the_path_is_no_way_round(proxy: httpx.Client) -> None:
    browser = Caller(proxy)
    found = [send(browser, "/login?next=/items") for _ in range(2)]
    found += [
        browser.post(path, browser.form("/login")) for path in ("/%6cogin", "/login?", "/login")
    ]
    assert [response.status_code for response in found[:3]] == [200] * 3
    assert {response.status_code for response in found[3:]} == {429}


def test_who_is_signed_in_writes_as_often_as_needed(proxy: httpx.Client) -> None:
    browser = Caller(proxy)
    sign_up(browser)
    for number in range(5):
        assert browser.fill("/items/new", name=f"Item {number}").status_code == 303
