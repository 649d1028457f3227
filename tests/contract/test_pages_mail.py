"""Mails of the accounts: they hold up nobody, none is lost, and their links work once."""

import re
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
from projects import Project
from servers import REFUSAL_SECONDS, Server, deadline, free_port

from .accounts import ME, PASSWORD, bearer, fresh_email
from .accounts import log_in as log_in_by_api
from .forms import Caller
from .mails import Inbox, link_in, text_of
from .sites import (
    assert_error_page,
    assert_page,
    errors,
    form_errors,
    is_signed_in,
    location,
    log_in,
    messages,
    sign_up,
)
from .stored import deactivate
from .test_auth import WRONG
from .test_pages_accounts import CHANGED, NEW_PASSWORD, WEAK

pytestmark = [pytest.mark.need("pages"), pytest.mark.need("auth")]

WELCOME, RESET = "Welcome to shop", "Set a new password"
SENT = "If there is an account with this e-mail, a mail is on its way."
GONE = "This link is not valid any more."
SLOW_SECONDS = 2
FORGED = ("x", "a.b.c", "Mg/x", "Mg/set-password", "9" * 400, "%00", "%ff", "%ED%A0%80", "x/y/z")


@pytest.fixture(scope="module")
def inbox() -> Iterator[Inbox]:
    with Inbox() as running:
        yield running


@pytest.fixture(scope="module")
def mailing(project: Project, inbox: Inbox) -> Iterator[Server]:
    """A server that sends its mails to the inbox."""
    variables = {"AUTH_RATE_LIMIT": "off", "EMAIL_URL": inbox.url, "EMAIL_FROM": "shop@example.com"}
    with Server(project, variables=variables) as running:
        yield running


@pytest.fixture(scope="module")
def client(mailing: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=mailing.url, timeout=10, trust_env=False) as session:
        yield session


@pytest.fixture
def caller(client: httpx.Client) -> Caller:
    return Caller(client)


@pytest.fixture
def member(client: httpx.Client) -> Caller:
    return Caller(client)


@pytest.fixture
def email(member: Caller) -> str:
    """The address of a new account, signed in with `member`."""
    return sign_up(member)


def ask_for_link(caller: Caller, inbox: Inbox, email: str) -> str:
    """The path of the link in the mail to who forgot the password."""
    before = len(inbox.to(email, RESET))
    asked = caller.fill("/password/reset", email=email)
    assert location(asked) == "/login"
    assert messages(assert_page(caller.follow(asked))) == [SENT]
    for _ in deadline(10, f"a mail to {email}"):
        if len(inbox.to(email, RESET)) > before:
            break
    return urlsplit(link_in(inbox.wait_for(email, RESET))).path


def assert_gone(caller: Caller, path: str) -> None:
    page = assert_error_page(caller.get(path), 404)
    assert GONE in page.one("main").words


def test_who_signs_up_is_welcomed(inbox: Inbox, email: str) -> None:
    mail = inbox.wait_for(email)
    assert mail["Subject"] == WELCOME
    assert mail["From"] == "shop@example.com"
    assert WELCOME in text_of(mail)


def test_sign_up_does_not_wait_for_the_mail(inbox: Inbox, caller: Caller) -> None:
    email = fresh_email()
    inbox.seconds = SLOW_SECONDS
    try:
        began = time.monotonic()
        sign_up(caller, email)
        assert time.monotonic() - began < SLOW_SECONDS
        assert inbox.to(email) == []
        assert inbox.wait_for(email)["Subject"] == WELCOME
    finally:
        inbox.seconds = 0


def test_who_has_no_account_gets_no_mail_and_the_same_answer(
    project: Project, inbox: Inbox, caller: Caller, email: str
) -> None:
    unknown, inactive = fresh_email(), sign_up(Caller(caller.client))
    deactivate(project, inactive)
    for address in (unknown, inactive):
        asked = caller.fill("/password/reset", email=address)
        assert location(asked) == "/login"
        assert messages(assert_page(caller.follow(asked))) == [SENT]
    ask_for_link(caller, inbox, email)
    assert inbox.to(unknown) == []
    assert inbox.to(inactive, RESET) == []


def test_mail_goes_to_the_address_as_it_was_registered(
    inbox: Inbox, caller: Caller, email: str
) -> None:
    caller.fill("/password/reset", email=email.upper())
    inbox.wait_for(email, RESET)


@pytest.mark.parametrize("address", ["", "ada", "a@example.com\r\nBcc: eve@example.com"])
def test_what_is_no_address_gets_no_mail(
    inbox: Inbox, caller: Caller, email: str, address: str
) -> None:
    answer = caller.fill("/password/reset", email=address)
    if answer.status_code == 200:
        assert set(errors(assert_page(answer))) == {"email"}
    # A mail on its way would be there before the next one.
    ask_for_link(caller, inbox, email)
    for recipient in (address, "a@example.com", "eve@example.com"):
        assert inbox.to(recipient) == []


def test_link_is_of_the_host_that_was_asked(
    mailing: Server, inbox: Inbox, caller: Caller, email: str
) -> None:
    ask_for_link(caller, inbox, email)
    url = urlsplit(link_in(inbox.wait_for(email, RESET)))
    assert (url.scheme, url.netloc) == ("https", urlsplit(mailing.url).netloc)
    assert url.path.startswith("/password/reset/")


def test_link_sets_a_password_once_and_ends_all_sessions(
    inbox: Inbox, caller: Caller, member: Caller, email: str, client: httpx.Client
) -> None:
    path = ask_for_link(caller, inbox, email)
    assert is_signed_in(member, email)
    assert_page(caller.get(path))
    done = caller.fill(path, new_password=NEW_PASSWORD)
    assert location(done) == "/login"
    assert messages(assert_page(caller.follow(done))) == [CHANGED]
    assert not is_signed_in(member)
    assert_gone(caller, path)
    assert form_errors(assert_page(log_in(caller, email, PASSWORD))) == [WRONG]
    assert location(log_in(caller, email, NEW_PASSWORD)) == "/items"
    token = log_in_by_api(client, email, NEW_PASSWORD).json()["access_token"]
    assert client.get(ME, headers=bearer(token)).json()["email"] == email


def test_form_that_was_open_when_the_link_was_used_is_gone(
    inbox: Inbox, caller: Caller, client: httpx.Client, email: str
) -> None:
    path, late = ask_for_link(caller, inbox, email), Caller(client)
    opened = late.get(path)
    assert location(caller.fill(path, new_password=NEW_PASSWORD)) == "/login"
    page = assert_error_page(late.fill_in(opened, new_password=PASSWORD), 404)
    assert GONE in page.one("main").words
    assert location(log_in(caller, email, NEW_PASSWORD)) == "/items"


def test_weak_password_does_not_use_up_the_link(inbox: Inbox, caller: Caller, email: str) -> None:
    path = ask_for_link(caller, inbox, email)
    for weak in WEAK:
        page = assert_page(caller.fill(path, new_password=weak))
        assert set(errors(page)) == {"new_password"}
    assert location(caller.fill(path, new_password=NEW_PASSWORD)) == "/login"


def test_link_is_gone_once_the_password_is_changed_otherwise(
    inbox: Inbox, caller: Caller, member: Caller, email: str
) -> None:
    path = ask_for_link(caller, inbox, email)
    member.fill("/password", old_password=PASSWORD, new_password=NEW_PASSWORD)
    assert_gone(caller, path)


def test_link_of_a_deactivated_account_is_gone(
    project: Project, inbox: Inbox, caller: Caller, email: str
) -> None:
    path = ask_for_link(caller, inbox, email)
    deactivate(project, email)
    assert_gone(caller, path)


def test_link_that_is_changed_anywhere_is_forged(inbox: Inbox, caller: Caller, email: str) -> None:
    path = ask_for_link(caller, inbox, email)
    start = len("/password/reset/")
    for place in (start, (start + len(path)) // 2, len(path) - 3):
        other = "b" if path[place] != "b" else "c"
        changed = path[:place] + other + path[place + 1 :]
        assert_error_page(caller.get(changed), 404)
    assert_page(caller.get(path))


@pytest.mark.parametrize("token", FORGED, ids=lambda text: text[:16])
def test_made_up_link_is_not_found(caller: Caller, token: str) -> None:
    assert_error_page(caller.get(f"/password/reset/{token}"), 404)


def test_mail_server_that_is_away_costs_nobody_anything(
    mailing: Server, inbox: Inbox, caller: Caller
) -> None:
    inbox.stop()
    try:
        email = sign_up(caller)
        assert location(caller.fill("/password/reset", email=email)) == "/login"
        for _ in deadline(15, "a line in the log", mailing.output):
            if re.search(r"refused|mail was not sent", mailing.output(), re.IGNORECASE):
                break
    finally:
        inbox.start()
    assert is_signed_in(caller, email)
    ask_for_link(caller, inbox, email)


@pytest.mark.every_server
@pytest.mark.parametrize("workers", ["1", "2"])
def test_mail_that_is_begun_leaves_before_the_server_ends(
    request: pytest.FixtureRequest, project: Project, workers: str
) -> None:
    variables = {"AUTH_RATE_LIMIT": "off", "WEB_CONCURRENCY": workers}
    if workers != "1":
        variables["REDIS_URL"] = request.getfixturevalue("shared_redis").url
    with Inbox(seconds=SLOW_SECONDS) as slow:
        variables["EMAIL_URL"] = slow.url
        with (
            Server(project, variables=variables) as server,
            httpx.Client(base_url=server.url, timeout=10, trust_env=False) as client,
        ):
            email = sign_up(Caller(client))
            server.stop()
        assert [mail["Subject"] for mail in slow.to(email)] == [WELCOME], server.output()


@pytest.mark.parametrize("url", ["ftp://127.0.0.1", "nonsense", "smtp://127.0.0.1:port"])
def test_unusable_mail_server_stops_the_start_with_its_name(project: Project, url: str) -> None:
    variables = {"HOST": "127.0.0.1", "PORT": str(free_port()), "EMAIL_URL": url}
    ended = project.run("make", "serve", variables=variables, seconds=REFUSAL_SECONDS)
    assert ended.returncode != 0
    assert "EMAIL_URL" in ended.stdout.upper()


def test_mail_is_printed_while_developing(dev: Server) -> None:
    with httpx.Client(base_url=dev.url, timeout=10, trust_env=False) as client:
        email = fresh_email()
        fields = {"email": email, "password": PASSWORD}
        assert Caller(client).fill("/signup", **fields).status_code == 303
    for _ in deadline(10, "the mail", dev.output):
        if f"To: {email}" in dev.output() and f"Subject: {WELCOME}" in dev.output():
            break
