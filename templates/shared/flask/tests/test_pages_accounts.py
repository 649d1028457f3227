import re
from collections.abc import Callable
from dataclasses import replace
from queue import SimpleQueue
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from {{ package }}.app import create_app
from {{ package }}.pages.accounts import resets
from {{ package }}.settings import Settings

EMAIL = "ada@example.com"
PASSWORD = "difference engine"
NEW_PASSWORD = "analytical engine"
NO_ID = {{ '"7" * 24' if mongodb else 7 }}
TOKEN = re.compile(r'name="csrf_token" type="hidden" value="([^"]+)"')


class Outbox(SimpleQueue[tuple[str, str, str]]):
    """Stands in for the mailer."""

    def send(self, recipient: str, subject: str, text: str) -> None:
        self.put((recipient, subject, text))


def submit(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    """Fill in the form at the path, and send it."""
    token = TOKEN.search(client.get(path).text)
    assert token, "there is no form"
    return client.post(path, data={**fields, "csrf_token": token[1]})


def sign_up(client: FlaskClient) -> TestResponse:
    return submit(client, "/signup", email=EMAIL, password=PASSWORD)


def log_in(client: FlaskClient, password: str = PASSWORD) -> TestResponse:
    return submit(client, "/login", email=EMAIL, password=password)


def log_out(client: FlaskClient) -> TestResponse:
    token = TOKEN.search(client.get("/items/new").text)
    assert token, "nobody is signed in"
    return client.post("/logout", data={"csrf_token": token[1]})


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/password").status_code == 200


@pytest.fixture
def outbox(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Outbox:
    outbox = Outbox()
    monkeypatch.setitem(app.extensions, "mailer", outbox)
    return outbox


@pytest.fixture
def person(stranger: FlaskClient, outbox: Outbox) -> FlaskClient:
    """A browser whose person has just signed up."""
    sign_up(stranger)
    outbox.get(timeout=10)
    return stranger


def ask_reset(app: Flask, outbox: Outbox) -> str:
    """Have a link sent, and return its path."""
    submit(app.test_client(), "/password/reset", email=EMAIL.upper())
    _, _, text = outbox.get(timeout=10)
    link = re.search(r"https://localhost\S+", text)
    assert link, text
    return urlsplit(link[0]).path


def test_signed_up_person_is_signed_in_and_welcomed(
    stranger: FlaskClient, outbox: Outbox
) -> None:
    assert sign_up(stranger).location == "/items"

    assert EMAIL in stranger.get("/items").text
    recipient, subject, _ = outbox.get(timeout=10)
    assert recipient == EMAIL
    assert subject.startswith("Welcome to ")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"email": "ada", "password": PASSWORD}, "email"),
        ({"email": EMAIL, "password": "short"}, "password"),
        ({"email": EMAIL, "password": EMAIL}, "password"),
    ],
)
def test_invalid_sign_up_is_refused_beside_its_field(
    stranger: FlaskClient, fields: dict[str, str], field: str
) -> None:
    page = submit(stranger, "/signup", **fields)

    assert f'id="{field}-error"' in page.text
    assert fields["password"] not in page.text.replace(fields["email"], "")
    assert not is_signed_in(stranger)


def test_taken_address_is_refused(person: FlaskClient, app: Flask) -> None:
    page = sign_up(app.test_client())

    assert "There is an account with this e-mail." in page.text


def test_person_logs_out_and_in_again(person: FlaskClient) -> None:
    assert log_out(person).location == "/items"
    assert not is_signed_in(person)

    assert log_in(person).location == "/items"
    assert is_signed_in(person)


@pytest.mark.parametrize("email", [EMAIL, "nobody@example.com", "nobody"])
def test_wrong_login_keeps_the_address_and_not_the_password(
    person: FlaskClient, app: Flask, email: str
) -> None:
    page = submit(app.test_client(), "/login", email=email, password="wrong password")

    assert "The e-mail or the password is wrong." in page.text
    assert f'value="{email}"' in page.text
    assert "wrong password" not in page.text


def test_deactivated_account_is_out_at_once(
    person: FlaskClient, change_users: Callable[..., None]
) -> None:
    change_users(is_active=False)

    assert not is_signed_in(person)
    assert "is wrong" in log_in(person).text


@pytest.mark.parametrize(
    "path", ["/items/new", f"/items/{NO_ID}/edit", f"/items/{NO_ID}/delete"]
)
def test_stranger_is_sent_to_log_in_and_then_on(
    person: FlaskClient, app: Flask, path: str
) -> None:
    stranger = app.test_client()
    sent = stranger.get(path)
    assert sent.location == f"/login?next={path}"

    logged_in = submit(stranger, sent.location, email=EMAIL, password=PASSWORD)
    assert logged_in.location == path


@pytest.mark.parametrize(
    "target", ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil"]
)
def test_nobody_is_sent_to_another_host(
    person: FlaskClient, app: Flask, target: str
) -> None:
    client = app.test_client()
    client.get("/login")
    token = TOKEN.search(client.get("/login").text)
    assert token
    fields = {"email": EMAIL, "password": PASSWORD, "csrf_token": token[1]}
    logged_in = client.post("/login", query_string={"next": target}, data=fields)

    assert logged_in.location == "/items"


def test_session_is_no_authority_for_the_api(person: FlaskClient) -> None:
    assert person.post("/api/items", json={"name": "Loom"}).status_code == 401


def test_cookie_is_kept_from_scripts_and_plain_http(stranger: FlaskClient) -> None:
    cookie = stranger.get("/login").headers["set-cookie"]

    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))


def test_changed_password_ends_other_sessions(person: FlaskClient, app: Flask) -> None:
    other = app.test_client()
    log_in(other)
    passwords = {"old_password": PASSWORD, "new_password": NEW_PASSWORD}
    wrong = submit(person, "/password", **{**passwords, "old_password": "wrong"})
    assert 'id="old_password-error"' in wrong.text

    assert submit(person, "/password", **passwords).location == "/items"

    assert is_signed_in(person)
    assert not is_signed_in(other)
    assert log_in(other, NEW_PASSWORD).status_code == 303


def test_reset_link_works_once(person: FlaskClient, app: Flask, outbox: Outbox) -> None:
    path = ask_reset(app, outbox)
    assert 'id="new_password-error"' in submit(person, path, new_password="short").text

    assert submit(person, path, new_password=NEW_PASSWORD).location == "/login"

    assert not is_signed_in(person)
    assert log_in(person, NEW_PASSWORD).status_code == 303
    used = person.get(path)
    assert used.status_code == 404
    assert "This link is not valid any more." in used.text


def test_old_and_forged_reset_links_are_refused(
    person: FlaskClient, app: Flask, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ask_reset(app, outbox)
    assert person.get(f"{path}x").status_code == 404

    monkeypatch.setattr(resets, "LIFETIME", -1)

    assert person.get(path).status_code == 404


def test_address_without_account_gets_the_same_answer_and_no_mail(
    stranger: FlaskClient, outbox: Outbox
) -> None:
    asked = submit(stranger, "/password/reset", email="nobody@example.com")

    assert asked.location == "/login"
    assert "a mail is on its way" in stranger.get("/login").text
    assert outbox.empty()


@pytest.mark.parametrize("path", ["/signup", "/login", "/password/reset"])
def test_too_many_attempts_are_told_when_to_come_back(
    settings: Settings, stranger: FlaskClient, path: str
) -> None:
    app = create_app(replace(settings, auth_rate_limit="1/hour"))
    client = app.test_client()
    submit(client, path)

    page = submit(client, path)

    assert page.status_code == 429
    assert int(page.headers["retry-after"]) > 0
    assert "<h1>Too Many Requests</h1>" in page.text
