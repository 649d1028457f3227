"""The page to chat in a real browser: what one tab says, the other shows."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from browser import Visit, visit
from playwright.sync_api import Browser, Locator, Page, expect
from projects import Project
from servers import Server

from .accounts import Account
from .rooms import Entrance, fresh_room

pytestmark = pytest.mark.need("websockets")

MARKUP = "<img src=x onerror=alert(1)> & <b>bold</b>"


@pytest.fixture
def tabs(browser: Browser, server: Server, pictures: Path) -> Iterator[list[Visit]]:
    """Two people's browsers on the page to chat."""
    with ExitStack() as stack:
        visits = [
            stack.enter_context(visit(browser, server.url, pictures / name))
            for name in ("one", "other")
        ]
        for each in visits:
            each.page.goto("/chat")
        yield visits


@pytest.fixture
def person(request: pytest.FixtureRequest, project: Project, server: Server) -> Account | None:
    """Who joins: an account, where the project has them."""
    return request.getfixturevalue("account") if project.answers.get("auth") else None


def join(page: Page, room: str, person: Account | None) -> None:
    page.get_by_label("Room").fill(room)
    if person:
        page.get_by_label("E-mail").fill(person.email)
        page.get_by_label("Password").fill(person.password)
    page.get_by_role("button", name="Join").click()


def say(page: Page, text: str) -> None:
    page.get_by_label("Message").fill(text)
    page.get_by_role("button", name="Send").click()


def lines(page: Page) -> Locator:
    """What was said, as the page lists it."""
    return page.get_by_role("listitem")


def test_what_one_tab_says_both_show(
    tabs: list[Visit], entrance: Entrance, person: Account | None
) -> None:
    room = fresh_room()
    for tab in tabs:
        join(tab.page, room, person)
        expect(tab.page.get_by_role("status")).to_contain_text(room)
    said = ["Hello", "Hello yourself", MARKUP]
    for tab, text in zip([*tabs, tabs[0]], said, strict=True):
        say(tab.page, text)
        for each in tabs:
            expect(lines(each.page).last).to_contain_text(text)
    for tab in tabs:
        expect(lines(tab.page)).to_have_count(len(said))
        expect(tab.page.get_by_label("Message")).to_have_value("")
    with entrance.joined(room) as program:
        message = program.echo("From a program")
    for tab in tabs:
        expect(lines(tab.page).last).to_contain_text(message["sender"])
        expect(lines(tab.page).last).to_contain_text(message["text"])


def test_bad_room_is_not_joined(tabs: list[Visit], person: Account | None) -> None:
    page = tabs[0].page
    join(page, "a.b", person)
    expect(page.get_by_label("Message")).to_be_hidden()
    refused = page.get_by_label("Room").and_(page.locator(":invalid"))
    expect(refused).to_be_focused()


@pytest.mark.need("auth")
def test_wrong_password_is_told_and_may_be_mended(
    tabs: list[Visit], person: Account, account: Account
) -> None:
    page, room = tabs[0].page, fresh_room()
    wrong = Account(account.id, account.email, "no such password", "")
    join(page, room, wrong)
    expect(page.get_by_role("status")).to_contain_text("password")
    expect(page.get_by_label("Message")).to_be_hidden()
    join(page, room, person)
    expect(page.get_by_label("Message")).to_be_visible()


def test_end_of_the_server_is_told(
    project: Project,
    browser: Browser,
    pictures: Path,
    person: Account | None,
) -> None:
    with Server(project) as server, visit(browser, server.url, pictures) as tab:
        tab.page.goto("/chat")
        join(tab.page, fresh_room(), person)
        expect(tab.page.get_by_label("Message")).to_be_visible()
        server.stop()
        expect(tab.page.get_by_role("status")).to_contain_text("closed")
        expect(tab.page.get_by_label("Message")).to_be_hidden()
        expect(tab.page.get_by_role("button", name="Join")).to_be_visible()
