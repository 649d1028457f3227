import asyncio
import re
import smtplib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any, ClassVar, Self
from urllib.parse import urlencode

import pytest
from quart.typing import TestClientProtocol as Client
from werkzeug.datastructures import Headers

from {{ package }}.app import create_app
from {{ package }}.pages.accounts import resets
from {{ package }}.pages.accounts.mail import Mailer
from {{ package }}.settings import Settings

PEER = {"client": ("10.0.0.1", 1)}
EMAIL = "ada@example.com"
PASSWORD = "difference engine"
OTHER = "analytical engine"
WRONG = "The e-mail or the password is wrong."
ASKED = "If there is an account with this e-mail, a mail is on its way."
TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
LINK = re.compile(r"https://localhost(/password/reset/\S+)")

Mails = list[tuple[str, str, str]]


{% include "templates/shared/quart/tests/browser.py" %}


async def sign_up(
    browser: Browser, email: str = EMAIL, password: str = PASSWORD, query: str = ""
) -> Page:
    return await submit(browser, f"/signup{query}", email=email, password=password)


async def log_in(
    browser: Browser, email: str = EMAIL, password: str = PASSWORD, query: str = ""
) -> Page:
    return await submit(browser, f"/login{query}", email=email, password=password)


async def log_out(browser: Browser) -> Page:
    """Press the button that pages have for who is signed in."""
    token = TOKEN.findall((await browser.get("/items")).text)[0]
    return await browser.post("/logout", form={"csrf_token": token})


async def is_in(browser: Browser) -> bool:
    return (await browser.get("/items/new")).status_code == 200


def errors(page: Page) -> dict[str, str]:
    """Return the messages by the fields that they stand beside."""
    assert page.status_code == 200
    return dict(re.findall(r'<p class="error" id="(\w+)-error">(.*)</p>', page.text))


@pytest.fixture
def mails(monkeypatch: pytest.MonkeyPatch) -> Mails:
    """What is mailed: to whom, about what, and the text."""
    mails: Mails = []
    monkeypatch.setattr(Mailer, "send", lambda mailer, *mail: mails.append(mail))
    return mails


@pytest.fixture
async def visitor(settings: Settings) -> AsyncIterator[Browser]:
    async with open_browser(settings) as visitor:
        yield visitor


@pytest.fixture
async def account(visitor: Browser) -> Browser:
    """A browser that is signed in."""
    assert (await sign_up(visitor)).status_code == 303
    return visitor


@pytest.fixture
def other(visitor: Browser) -> Browser:
    """Another browser, of the same application."""
    return Browser(visitor.client.app.test_client())


async def test_account_is_made_signed_in_and_welcomed(
    visitor: Browser, mails: Mails
) -> None:
    answer = await sign_up(visitor, "Ada@example.com")

    assert answer.status_code == 303
    assert answer.headers["location"] == "/items"
    assert await is_in(visitor)
    assert EMAIL in (await visitor.get("/items")).text
    [(recipient, subject, text)] = mails
    assert recipient == EMAIL
    assert subject.startswith("Welcome to ")
    assert "Your account is ready." in text


@pytest.mark.parametrize(
    ("email", "password", "expected"),
    [
        ("", PASSWORD, {"email": "This field is needed."}),
        (EMAIL, "", {"password": "This field is needed."}),
        ("no address", PASSWORD, {"email": "This is not an e-mail address."}),
        (EMAIL, "short", {"password": "At least 10 characters."}),
        (EMAIL, "x" * 129, {"password": "At most 128 characters."}),
        (EMAIL, "ADA@example.com", {"password": "The password is the e-mail address."}),
    ],
)
async def test_bad_account_is_told_at_its_fields(
    visitor: Browser, email: str, password: str, expected: dict[str, str]
) -> None:
    page = await sign_up(visitor, email, password)

    assert errors(page) == expected
    assert f'value="{email}"' in page.text
    assert f'"{password or PASSWORD}"' not in page.text
    assert not await is_in(visitor)


async def test_taken_address_is_told_at_its_field(
    account: Browser, other: Browser
) -> None:
    page = await sign_up(other, "ADA@example.com")

    assert errors(page) == {"email": "There is an account with this e-mail."}
    assert not await is_in(other)


async def test_account_logs_out_and_in(account: Browser) -> None:
    assert (await log_out(account)).headers["location"] == "/items"
    assert not await is_in(account)

    answer = await log_in(account, "ADA@example.com")

    assert answer.status_code == 303
    assert answer.headers["location"] == "/items"
    assert await is_in(account)


async def test_link_logs_nobody_out(account: Browser) -> None:
    assert (await account.get("/logout")).status_code == 405
    assert (await account.post("/logout")).status_code == 400
    assert await is_in(account)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (EMAIL, OTHER),
        ("eve@example.com", PASSWORD),
        ("eve", ""),
        ("\0", PASSWORD),
        (EMAIL, "x" * 1000),
    ],
)
async def test_wrong_login_is_told_on_the_form(
    account: Browser, other: Browser, email: str, password: str
) -> None:
    page = await log_in(other, email, password)

    assert errors(page) == {"password": WRONG}
    assert not await is_in(other)


async def test_strangers_read_and_are_led_to_the_login_page(
    account: Browser, other: Browser
) -> None:
    path = (await submit(account, "/items/new", name="Lamp")).headers["location"]
    assert "Lamp" in (await other.get("/items")).text
    assert "Lamp" in (await other.get(path)).text

    for page in ("/items/new", f"{path}/edit", f"{path}/delete", "/password"):
        for answer in (await other.get(page), await other.post(page)):
            assert answer.status_code == 303
            assert answer.headers["location"] == f"/login?next={page}"
    assert "Lamp" in (await other.get(path)).text


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/items/new", "/items/new"),
        ("/items?q=lamp", "/items?q=lamp"),
        ("", "/items"),
        ("items", "/items"),
        ("//evil.example", "/items"),
        ("/\\evil.example", "/items"),
        ("/\t/evil.example", "/items"),
        ("https://evil.example", "/items"),
        ("javascript:alert(1)", "/items"),
    ],
)
async def test_login_leads_to_this_host_alone(
    visitor: Browser, target: str, location: str
) -> None:
    query = f"?{urlencode({'next': target})}"

    assert (await sign_up(visitor, query=query)).headers["location"] == location
    await log_out(visitor)
    assert errors(await log_in(visitor, password=OTHER, query=query))
    assert (await log_in(visitor, query=query)).headers["location"] == location


async def test_session_is_no_authority_at_the_api(account: Browser) -> None:
    assert (await account.post("/api/items", json={"name": "Lamp"})).status_code == 401


async def test_deactivated_account_is_out_at_once(
    account: Browser, change_accounts: Callable[..., Awaitable[None]]
) -> None:
    await change_accounts(is_active=False)

    assert not await is_in(account)
    assert errors(await log_in(account)) == {"password": WRONG}


async def change_password(browser: Browser, old: str, new: str) -> Page:
    return await submit(browser, "/password", old_password=old, new_password=new)


async def test_changed_password_ends_all_other_sessions(
    account: Browser, other: Browser
) -> None:
    await log_in(other)
    assert await is_in(other)

    answer = await change_password(account, PASSWORD, OTHER)

    assert answer.status_code == 303
    assert answer.headers["location"] == "/items"
    assert "The password is changed." in (await account.get("/items")).text
    assert await is_in(account)
    assert not await is_in(other)
    assert errors(await log_in(other)) == {"password": WRONG}
    assert (await log_in(other, password=OTHER)).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        (OTHER, OTHER, "old_password"),
        ("", OTHER, "old_password"),
        (PASSWORD, "short", "new_password"),
        (PASSWORD, "", "new_password"),
        (PASSWORD, EMAIL, "new_password"),
    ],
)
async def test_bad_change_is_told_at_its_field(
    account: Browser, old: str, new: str, field: str
) -> None:
    page = await change_password(account, old, new)

    assert [*errors(page)] == [field]
    await log_out(account)
    assert (await log_in(account)).status_code == 303


async def ask_reset(browser: Browser, mails: Mails, email: str = EMAIL) -> list[str]:
    """Return where the links lead that were mailed."""
    mails.clear()
    answer = await submit(browser, "/password/reset", email=email)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login"
    assert ASKED in (await browser.get("/login")).text
    return [LINK.findall(text)[0] for _, _, text in mails]


async def test_link_sets_a_new_password_once(
    account: Browser, other: Browser, mails: Mails
) -> None:
    [path] = await ask_reset(other, mails)
    assert mails[0][:2] == (EMAIL, "Set a new password")
    refused = await submit(other, path, new_password="short")
    assert [*errors(refused)] == ["new_password"]

    answer = await submit(other, path, new_password=OTHER)

    assert answer.status_code == 303
    assert answer.headers["location"] == "/login"
    assert "The password is changed." in (await other.get("/login")).text
    assert not await is_in(account)
    assert (await log_in(other, password=OTHER)).status_code == 303
    assert (await other.get(path)).status_code == 404
    assert "This link is not valid any more." in (await other.get(path)).text


async def test_link_is_not_valid_for_long(
    account: Browser, mails: Mails, monkeypatch: pytest.MonkeyPatch
) -> None:
    [path] = await ask_reset(account, mails)
    assert (await account.get(path)).status_code == 200

    monkeypatch.setattr(resets, "LIFETIME", -1)

    assert (await account.get(path)).status_code == 404
    assert (await account.post(path, form={"new_password": OTHER})).status_code == 404


async def test_forged_link_is_not_valid(visitor: Browser) -> None:
    for token in ("x", "x.y.z", "%00", "%ED%A0%80"):
        assert (await visitor.get(f"/password/reset/{token}")).status_code == 404


async def test_only_active_accounts_are_mailed(
    account: Browser,
    change_accounts: Callable[..., Awaitable[None]],
    mails: Mails,
) -> None:
    [path] = await ask_reset(account, mails, "ADA@example.com")
    assert await ask_reset(account, mails, "eve@example.com") == []
    assert await ask_reset(account, mails, "\0") == []

    await change_accounts(is_active=False)

    assert await ask_reset(account, mails) == []
    assert (await account.get(path)).status_code == 404


async def test_too_many_attempts_have_to_wait(settings: Settings) -> None:
    changes = {"auth_rate_limit": "2/minute", "trusted_proxies": ["10.0.0.0/8"]}
    async with open_browser(settings.model_copy(update=changes)) as browser:
        for path in ("/login", "/signup", "/password/reset"):
            for status in (400, 400, 429):
                assert (await browser.get(path)).status_code == 200
                assert (await browser.post(path)).status_code == status
            page = await browser.post(path)
            assert 0 < int(page.headers["retry-after"]) <= 60
            assert "<h1>Too Many Requests</h1>" in page.text
        browser.headers["x-forwarded-for"] = "192.0.2.1"
        assert (await browser.post("/login")).status_code == 400


{% include "templates/shared/pages/tests/mailer.py" %}
