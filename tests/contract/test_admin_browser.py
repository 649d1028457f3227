"""The admin site in a real browser, as staff see it.

Under `make dev`: elsewhere its cookies travel over TLS alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from browser import Visit, visit
from playwright.sync_api import Browser, Locator, Page, expect
from projects import Project
from servers import Server

from .accounts import PASSWORD, Account, fresh_email, log_in, make_account, register
from .admin_sites import Click, Form, Site, Table, site_of
from .problems import assert_problem

pytestmark = pytest.mark.need("admin")

NEW_PASSWORD = "analytical engine"  # noqa: S105 - of accounts that only the tests have
PASSWORD_FAULT = re.compile("common|guess|at least 10|between 10 and 128")


@dataclass
class Office:
    """An admin site in the browser, and what is done there again and again."""

    visit: Visit
    site: Site

    @property
    def page(self) -> Page:
        return self.visit.page

    def log_in(self, email: str, password: str) -> None:
        self.page.goto("/admin/")
        self.submit(self.site.login, email=email, password=password)

    def log_out(self) -> None:
        *opening, last = self.site.logout
        for click in opening:
            self.find(click).click()
        with self.page.expect_navigation():
            self.find(last).click()

    def submit(self, form: Form, **texts: str) -> None:
        """Fills the form and sends it, until its answer is there."""
        for label, text in form.fields.items():
            box = self.page.get_by_role("textbox", name=label, exact=True)
            box.fill(text.format(**texts))
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=form.button, exact=True).click()

    def create(self, table: Table, form: Form, **texts: str) -> None:
        self.page.goto(table.create)
        self.submit(form, **texts)

    def reach(self, table: Table, name: str, clicks: Sequence[Click]) -> Locator:
        """Clicks in the record's row of the list, then wherever that led to, but for the last."""
        self.page.goto(table.list)
        found = self.find(clicks[0], self.row(name), name=name)
        for click in clicks[1:]:
            found.click()
            found = self.find(click, name=name)
        return found

    def search(self, table: Table, text: str) -> None:
        self.page.goto(table.list)
        box = self.find(self.site.search)
        box.fill(text)
        with self.page.expect_navigation():
            box.press("Enter")

    def find(self, click: Click, within: Locator | None = None, **texts: str) -> Locator:
        roles, name = click[0].split(" or "), click[1].format(**texts)
        place = within or self.page
        if roles == ["title"]:
            return place.get_by_title(name, exact=True)
        found = [place.get_by_role(role, name=name, exact=True) for role in roles]  # type: ignore[arg-type]
        return reduce(Locator.or_, found)

    def row(self, name: str) -> Locator:
        return self.page.get_by_role("row").filter(has_text=name)

    def expect_login_form(self) -> None:
        expect(self.page).to_have_url(re.compile(rf"{self.site.login_path}(\?.*)?$"))
        expect(self.page.get_by_role("button", name=self.site.login.button)).to_be_visible()


@pytest.fixture(scope="module")
def caller(dev: Server) -> Iterator[httpx.Client]:
    """A client of the API."""
    with httpx.Client(base_url=dev.url, timeout=10, trust_env=False) as client:
        yield client


@pytest.fixture(scope="module")
def staff(project: Project, dev: Server) -> str:
    """The address of an account that `make admin` made."""
    email = fresh_email()
    project.make("admin", variables={"ADMIN_EMAIL": email, "ADMIN_PASSWORD": PASSWORD})
    return email


@pytest.fixture
def entrance(browser: Browser, project: Project, dev: Server, pictures: Path) -> Iterator[Office]:
    """The site for somebody who has not logged in, and who is sure when asked."""
    with visit(browser, dev.url, pictures) as visited:
        visited.page.on("dialog", lambda dialog: dialog.accept())
        yield Office(visited, site_of(project))


@pytest.fixture
def office(entrance: Office, staff: str) -> Office:
    """The site for staff."""
    entrance.log_in(staff, PASSWORD)
    entrance.visit.picture("logged-in")
    return entrance


def names_of(caller: httpx.Client) -> list[str]:
    """The names of the newest items; the list begins with the oldest."""
    total = caller.get("/api/items").json()["total"]
    page = {"limit": 100, "offset": max(0, total - 100)}
    return [item["name"] for item in caller.get("/api/items", params=page).json()["items"]]


def test_staff_logs_in_and_out(entrance: Office, staff: str) -> None:
    page = entrance.page
    page.goto("/admin")
    entrance.expect_login_form()
    entrance.visit.picture("login")
    entrance.submit(entrance.site.login, email=staff, password=PASSWORD)
    expect(page).to_have_url(re.compile(r"/admin/$"))
    expect(page.get_by_text(staff).filter(visible=True)).not_to_have_count(0)
    entrance.log_out()
    page.goto(entrance.site.items.list)
    entrance.expect_login_form()
    expect(page.get_by_text(staff)).to_have_count(0)


def test_landing_page_leads_to_the_site(entrance: Office) -> None:
    entrance.page.goto("/")
    entrance.page.get_by_role("link", name=re.compile("admin", re.IGNORECASE)).click()
    entrance.expect_login_form()


def test_item_is_created_found_edited_and_deleted(office: Office, caller: httpx.Client) -> None:
    site = office.site
    name, other, renamed = (f"{word} {uuid4().hex[:8]}" for word in ("Tea", "Cup", "Mate"))
    office.create(site.items, site.item, name=name, description="Green, loose")
    office.create(site.items, site.item, name=other, description="")
    office.page.goto(site.items.list)
    expect(office.row(name)).to_be_visible()
    expect(office.row(other)).to_be_visible()
    office.visit.picture("list")

    office.search(site.items, name)
    expect(office.row(name)).to_be_visible()
    expect(office.row(other)).to_have_count(0)
    office.visit.picture("found")

    office.reach(site.items, name, [site.items.edit]).click()
    office.visit.picture("edit")
    office.submit(site.item, name=renamed, description="Green, <b>loose</b>")
    office.page.goto(site.items.list)
    expect(office.row(renamed)).to_contain_text("Green, <b>loose</b>")
    expect(office.row(name)).to_have_count(0)
    assert {renamed, other} <= set(names_of(caller))
    assert name not in names_of(caller)

    delete = office.reach(site.items, renamed, site.delete)
    office.visit.picture("delete")
    with office.page.expect_navigation():
        delete.click()
    office.page.goto(site.items.list)
    expect(office.row(other)).to_be_visible()
    expect(office.row(renamed)).to_have_count(0)
    assert renamed not in names_of(caller)


def test_item_without_a_name_is_told_in_the_form(office: Office, caller: httpx.Client) -> None:
    before = names_of(caller)
    office.create(office.site.items, office.site.item, name="   ", description="Nameless")
    office.visit.picture("refused")
    expect(office.page.get_by_role("textbox", name="Description")).to_have_value("Nameless")
    assert names_of(caller) == before


def test_user_is_made_and_logs_in_with_a_new_password(office: Office, caller: httpx.Client) -> None:
    site, email = office.site, fresh_email()
    office.create(site.users, site.user, email=email, password=PASSWORD)
    office.page.goto(site.users.list)
    expect(office.row(email)).to_be_visible()
    assert log_in(caller, email, PASSWORD).status_code == 200

    office.reach(site.users, email, site.set_password).click()
    office.visit.picture("new-password")
    office.submit(site.password, password=NEW_PASSWORD)
    assert_problem(log_in(caller, email, PASSWORD), 401)
    assert log_in(caller, email, NEW_PASSWORD).status_code == 200
    assert register(caller, email).status_code == 409


def test_address_that_is_taken_is_told_in_the_form(office: Office, caller: httpx.Client) -> None:
    site, account = office.site, make_account(caller)
    office.create(site.users, site.user, email=account.email.upper(), password=NEW_PASSWORD)
    office.visit.picture("taken")
    expect(office.page.get_by_text(site.taken).first).to_be_visible()
    office.page.goto(site.users.list)
    expect(office.row(account.email)).to_have_count(1)
    expect(office.row(account.email.upper())).to_have_count(1)
    assert log_in(caller, account.email).status_code == 200


@pytest.mark.parametrize("password", ["too short", "1234567890"])
def test_bad_password_is_told_in_the_form(
    office: Office, caller: httpx.Client, password: str
) -> None:
    email = fresh_email()
    office.create(office.site.users, office.site.user, email=email, password=password)
    office.visit.picture("refused")
    expect(office.page.get_by_text(PASSWORD_FAULT)).not_to_have_count(0)
    assert register(caller, email).status_code == 201


def test_account_that_is_no_staff_does_not_get_in(entrance: Office, caller: httpx.Client) -> None:
    account: Account = make_account(caller)
    entrance.log_in(account.email, account.password)
    expect(entrance.page.get_by_text(entrance.site.refusal).first).to_be_visible()
    entrance.page.goto(entrance.site.items.list)
    entrance.expect_login_form()
