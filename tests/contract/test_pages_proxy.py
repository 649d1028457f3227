"""Pages behind a proxy that ends TLS, as browsers see them there."""

from collections.abc import Iterator

import httpx
import pytest
from projects import Project
from servers import Server

from .forms import Caller
from .sites import assert_error_page, sign_up

pytestmark = [pytest.mark.need("pages"), pytest.mark.every_server]

HOST = "shop.example"
VARIABLES = {
    "ALLOWED_HOSTS": f"127.0.0.1,{HOST}",
    "TRUSTED_PROXIES": "127.0.0.1",
    "AUTH_RATE_LIMIT": "off",
}
FORWARDED = {
    "Host": HOST,
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "192.0.2.7",
    "Origin": f"https://{HOST}",
    "Referer": f"https://{HOST}/items/new",
}


@pytest.fixture(scope="module")
def proxied(project: Project) -> Iterator[httpx.Client]:
    """A client as that proxy forwards it."""
    with (
        Server(project, variables=VARIABLES) as server,
        httpx.Client(base_url=server.url, headers=FORWARDED, timeout=10, trust_env=False) as client,
    ):
        yield client


@pytest.fixture
def browser_behind(project: Project, proxied: httpx.Client) -> Caller:
    """A browser behind that proxy, of somebody who may write items."""
    caller = Caller(proxied)
    if project.answers.get("auth"):
        sign_up(caller)
    return caller


def test_form_is_taken_and_leads_on_over_tls(browser_behind: Caller) -> None:
    answer = browser_behind.fill("/items/new", name="Tea")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(("/items/", f"https://{HOST}/items/"))


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_form_of_another_site_is_not_taken_without_its_token(
    browser_behind: Caller, project: Project, origin: str
) -> None:
    browser_behind.get("/items/new")
    browser_behind.client.headers["Origin"] = origin
    try:
        answer = browser_behind.post("/items/new", {"name": "Forged"})
    finally:
        browser_behind.client.headers["Origin"] = FORWARDED["Origin"]
    assert_error_page(answer, 403 if project.answers["framework"] == "django" else 400)
