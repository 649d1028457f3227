"""The pages in a real browser, from signing up to logging out: the same for every flavour.

Under `make dev`: elsewhere cookies travel over TLS alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from browser import DESKTOP, PHONE, Look, Visit, visit
from playwright.sync_api import Browser, Locator, Page, expect
from projects import Project
from servers import Server

from .accounts import PASSWORD, fresh_email
from .axe import Axe, read_axe
from .test_pages_accounts import NEW_PASSWORD

pytestmark = pytest.mark.need("pages")

MARKUP = "<b>bold</b> & <script>alert(1)</script>"
FOCUS = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
}"""
OVERFLOW = """() => {
  const root = document.documentElement;
  return root.scrollWidth - root.clientWidth;
}"""
TABS = 30


@dataclass
class Site:
    """The pages in a browser, and what is done there again and again."""

    visit: Visit
    axe: Axe

    @property
    def page(self) -> Page:
        return self.visit.page

    def look(self, name: str) -> None:
        """Takes a picture, and sees that the page is fit for everybody and its window."""
        self.visit.picture(name)
        assert self.page.evaluate(OVERFLOW) <= 0, f"{self.page.url} has to be scrolled sideways"
        self.axe.judge(self.page)

    def fill(self, **texts: str) -> None:
        for label, text in texts.items():
            self.field(label).fill(text)

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(label.replace("_", " "), exact=True)

    def press(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name, exact=True).first.click()

    def expect_told(self, message: str) -> None:
        expect(self.page.get_by_role("status")).to_have_text(message)

    def expect_error(self, label: str) -> None:
        """A message that who reads the field hears as well."""
        expect(self.field(label)).to_have_attribute("aria-invalid", "true")
        described = self.field(label).get_attribute("aria-describedby") or ""
        error = self.page.locator(".error")
        expect(error).to_have_count(1)
        expect(error).to_be_visible()
        assert error.get_attribute("id") in described.split()

    def tab_to(self, place: Locator) -> None:
        """Reaches it with the keyboard alone; each stop on the way shows where one is."""
        for _ in range(TABS):
            self.page.keyboard.press("Tab")
            assert self.page.evaluate(FOCUS), f"no visible focus on {self.page.url}"
            if place.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"{place} is not reached within {TABS} stops")


@pytest.fixture(scope="session")
def axe() -> Axe:
    return read_axe()


@pytest.fixture(params=[DESKTOP, PHONE], ids=str)
def look(request: pytest.FixtureRequest) -> Look:
    chosen: Look = request.param
    return chosen


@pytest.fixture
def site(browser: Browser, dev: Server, pictures: Path, look: Look, axe: Axe) -> Iterator[Site]:
    with visit(browser, dev.url, pictures, look) as visited:
        yield Site(visited, axe)


def test_person_writes_items(site: Site, project: Project) -> None:
    has_accounts = bool(project.answers.get("auth"))
    site.page.goto("/")
    site.look("home")
    if has_accounts:
        sign_up_log_out_and_log_in(site)
    write_search_and_delete_an_item(site)
    if has_accounts:
        change_the_password_and_log_out(site)


def sign_up_log_out_and_log_in(site: Site) -> None:
    email = fresh_email()
    site.follow("Sign up")
    site.look("sign-up")
    site.fill(**{"E-mail": email, "Password": "1234567890"})
    site.press("Sign up")
    site.expect_error("Password")
    expect(site.field("E-mail")).to_have_value(email)
    site.look("sign-up-refused")
    site.fill(Password=PASSWORD)
    site.press("Sign up")
    expect(site.page).to_have_url(re.compile("/items$"))
    expect(site.page.get_by_text(email)).to_be_visible()
    site.press("Log out")
    expect(site.page.get_by_text(email)).to_have_count(0)
    site.look("logged-out")

    site.page.goto("/items/new")
    expect(site.page).to_have_url(re.compile(r"/login\?next="))
    site.look("log-in")
    site.fill(**{"E-mail": email, "Password": "no such password"})
    site.press("Log in")
    expect(site.page.get_by_text("The e-mail or the password is wrong.")).to_be_visible()
    site.look("log-in-refused")
    site.fill(**{"E-mail": email, "Password": PASSWORD})
    site.press("Log in")
    expect(site.page).to_have_url(re.compile("/items/new$"))


def write_search_and_delete_an_item(site: Site) -> None:
    name, renamed = f"Tea {uuid4().hex}", f"Mate {uuid4().hex} {MARKUP}"
    site.page.goto("/items")
    site.follow("New item")
    site.look("new")
    site.fill(Name="   ", Description="Green,\nloose")
    site.press("Save")
    site.expect_error("Name")
    expect(site.field("Description")).to_have_value("Green,\nloose")
    site.look("new-refused")
    site.fill(Name=name)
    site.press("Save")
    site.expect_told("The item is saved.")
    expect(site.page.get_by_role("heading", level=1)).to_have_text(name)
    site.look("saved")

    site.follow("Items")
    site.look("list")
    site.fill(Search=name.upper())
    site.press("Find")
    expect(site.page.locator("main li")).to_have_count(1)
    site.look("found")
    site.follow(name)
    expect(site.page.get_by_role("status")).to_have_count(0)

    site.follow("Edit")
    expect(site.field("Name")).to_have_value(name)
    site.fill(Name=renamed)
    site.look("edit")
    site.press("Save")
    site.expect_told("The item is saved.")
    expect(site.page.get_by_role("heading", level=1)).to_have_text(renamed)
    site.look("edited")

    site.follow("Delete")
    expect(site.page.get_by_text(renamed)).to_be_visible()
    site.look("delete")
    site.press("Delete")
    site.expect_told("The item is deleted.")
    expect(site.page.get_by_text(renamed)).to_have_count(0)
    site.look("deleted")


def change_the_password_and_log_out(site: Site) -> None:
    site.follow("Change password")
    site.look("password")
    site.fill(Old_password=PASSWORD, New_password=NEW_PASSWORD)
    site.press("Change password")
    site.expect_told("The password is changed.")
    site.press("Log out")
    site.page.goto("/password/reset")
    site.look("reset")
    site.fill(**{"E-mail": fresh_email()})
    site.press("Send link")
    site.expect_told("If there is an account with this e-mail, a mail is on its way.")
    site.look("reset-sent")


def test_page_that_is_not_there_is_for_people_too(site: Site) -> None:
    site.page.goto("/items/nothing")
    expect(site.page.get_by_role("heading", level=1)).to_have_text("Not Found")
    site.look("not-found")


@pytest.mark.alone("pages")
def test_item_is_written_with_the_keyboard_alone(site: Site) -> None:
    page, name = site.page, f"Tea {uuid4().hex}"
    page.goto("/items")
    skip = page.get_by_role("link", name="Skip to the content")
    site.tab_to(skip)
    expect(skip).to_be_in_viewport()
    site.visit.picture("skip")
    page.keyboard.press("Enter")
    site.tab_to(page.get_by_role("link", name="New item"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/items/new")
    site.tab_to(site.field("Name"))
    site.visit.picture("focus")
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    site.expect_told("The item is saved.")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    site.tab_to(page.get_by_role("link", name="Delete"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/delete")
    site.tab_to(page.get_by_role("button", name="Delete"))
    page.keyboard.press("Enter")
    site.expect_told("The item is deleted.")


@pytest.mark.need("websockets")
def test_page_to_chat_is_for_everybody(site: Site) -> None:
    site.page.goto("/chat")
    expect(site.page.get_by_role("button", name="Join")).to_be_visible()
    site.look("chat")
