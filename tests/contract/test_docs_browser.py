"""Swagger UI in a real browser: "Authorize" and "Try it out" work."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from browser import Visit, visit
from playwright.sync_api import Browser, Locator, expect
from servers import Server

from .accounts import Account

pytestmark = pytest.mark.alone("auth")


@pytest.fixture
def docs(browser: Browser, server: Server, pictures: Path) -> Iterator[Visit]:
    with visit(browser, server.url, pictures) as visited:
        visited.page.goto("/docs")
        yield visited


def post_of_items(docs: Visit) -> Locator:
    """The operation `POST /api/items`, opened."""
    block = docs.page.locator(".opblock-post").filter(has=docs.page.get_by_text("/api/items"))
    block.locator(".opblock-summary-control").click()
    return block


def execute(operation: Locator, body: str) -> Locator:
    """Sends the body, and returns the live response's status."""
    operation.get_by_role("button", name="Try it out").click()
    operation.locator("textarea.body-param__text").fill(body)
    operation.get_by_role("button", name="Execute").click()
    return operation.locator(".live-responses-table .response-col_status").last


def test_authorized_request_makes_an_item(
    docs: Visit, account: Account, stranger: httpx.Client
) -> None:
    page = docs.page
    page.get_by_role("button", name="Authorize").first.click()
    dialog = page.locator(".dialog-ux")
    dialog.get_by_role("textbox").fill(account.token)
    dialog.get_by_role("button", name="Apply credentials").click()
    docs.picture("authorized")
    dialog.get_by_role("button", name="Close").click()
    status = execute(post_of_items(docs), '{"name": "Made in Swagger UI"}')
    expect(status).to_contain_text("201")
    items = stranger.get("/api/items", params={"limit": 100}).json()["items"]
    assert "Made in Swagger UI" in [item["name"] for item in items]


def test_request_of_a_stranger_is_refused(docs: Visit) -> None:
    expect(execute(post_of_items(docs), '{"name": "Tea"}')).to_contain_text("401")
