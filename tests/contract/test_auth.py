"""Accounts are registered, log in, and are who their token says."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from threading import Barrier

import httpx
import pytest

from .accounts import (
    LIFETIME_SECONDS,
    LOG_IN,
    ME,
    PASSWORD,
    REGISTER,
    Account,
    bearer,
    fresh_email,
    log_in,
    make_account,
    register,
)
from .ids import Ids
from .problems import assert_problem, media_type

pytestmark = [pytest.mark.need("auth"), pytest.mark.one_or_two_workers]

ASTRAL = "😀"
TAKEN = "There is an account with this e-mail."
WRONG = "The e-mail or the password is wrong."
CASES = {"upper": str.upper, "title": str.title, "swapped": str.swapcase, "lower": str.lower}
ADDRESSES = (
    "{}@example.com",
    "{}+tag@example.com",
    "o'{}@example.com",
    "{}.x_y-z@sub.example-host.co.uk",
    "{}@1and1.com",
    "{}@EXAMPLE.com",
)
# Addresses that one library takes and the next does not.
DEBATABLE_ADDRESSES = (
    " {}@example.com ",
    "{}@example.com\n",
    "Ada <{}@example.com>",
    "ä{}@example.com",
    "Ä{}@example.com",
    "\u0130{}@example.com",
    "\u212a{}@example.com",
    "{}@bücher.example.com",
    "{}@BÜCHER.example.com",
    "{}@xn--bcher-kva.example.com",
    '"{}"@example.com',
    "{}@[192.0.2.1]",
    "{}@localhost",
    "{}@example.com.",
    "{}-of-more-than-the-64-characters-of-rfc-5321@example.com",
)
GOOD_PASSWORDS = (
    "tenletters"[:9] + "1",
    "vq" * 64,
    ASTRAL * 10,
    ASTRAL * 128,
    "  padded by two  ",
    "\t tabs and \n lines",
    "'quotes\" $HOME \\ # %s {0}",
    "пароль из слов",
    "e\u0301" * 20,
    "\x01\x1f\x7f control",
)
AT_ONCE = 8


def test_registered_account_is_its_id_and_email_and_no_more(
    stranger: httpx.Client, ids: Ids
) -> None:
    email = fresh_email()
    response = register(stranger, email)
    assert response.status_code == 201, response.text
    assert media_type(response) == "application/json"
    assert set(response.json()) == {"id", "email"}
    assert response.json()["email"] == email
    assert ids.is_one(response.json()["id"])


def test_token_is_a_bearer_token_for_half_an_hour(stranger: httpx.Client, account: Account) -> None:
    response = log_in(stranger, account.email)
    assert response.status_code == 200
    assert media_type(response) == "application/json"
    answer = response.json()
    assert set(answer) == {"access_token", "token_type", "expires_in"}
    assert (answer["token_type"], answer["expires_in"]) == ("bearer", LIFETIME_SECONDS)
    assert answer["access_token"].count(".") == 2


@pytest.mark.every_project
def test_token_says_who_its_account_is(stranger: httpx.Client, account: Account) -> None:
    response = stranger.get(ME, headers=account.headers)
    assert response.status_code == 200
    assert media_type(response) == "application/json"
    assert response.json() == {"id": account.id, "email": account.email}


def test_accounts_are_told_apart(stranger: httpx.Client, account: Account) -> None:
    other = make_account(stranger)
    assert other.id != account.id
    assert stranger.get(ME, headers=other.headers).json()["email"] == other.email
    assert stranger.get(ME, headers=account.headers).json()["email"] == account.email


@pytest.mark.parametrize("spell", CASES.values(), ids=CASES)
def test_case_of_an_address_makes_no_other_account(
    stranger: httpx.Client, account: Account, spell: Callable[[str], str]
) -> None:
    assert log_in(stranger, spell(account.email)).status_code == 200
    taken = register(stranger, spell(account.email), "another engine")
    assert_problem(taken, 409)
    assert taken.json()["detail"] == TAKEN
    assert log_in(stranger, account.email).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_address_is_kept_in_lower_case_and_logs_in(stranger: httpx.Client, address: str) -> None:
    email = address.format(fresh_email().partition("@")[0].title())
    registered = register(stranger, email)
    assert registered.status_code == 201, registered.text
    assert registered.json()["email"] == email.lower()
    assert log_in(stranger, email).status_code == 200
    assert register(stranger, email.lower()).status_code == 409


def test_longest_address_is_taken(stranger: httpx.Client) -> None:
    host = f"{'b' * 63}.{'c' * 63}.{'d' * 57}.com"
    local = fresh_email().partition("@")[0].ljust(64, "a")
    assert len(f"{local}@{host}") == 254
    assert register(stranger, f"{local}@{host}").status_code == 201
    assert log_in(stranger, f"{local}@{host}").status_code == 200


@pytest.mark.parametrize("address", DEBATABLE_ADDRESSES, ids=ascii)
def test_debatable_address_is_refused_or_logs_in_as_it_was_sent(
    stranger: httpx.Client, address: str
) -> None:
    email = address.format(fresh_email().partition("@")[0])
    registered = register(stranger, email)
    if registered.status_code != 201:
        assert_problem(registered, 422, field="email")
        return
    assert registered.json()["email"] == registered.json()["email"].strip().lower()
    assert log_in(stranger, email).status_code == 200
    assert_problem(register(stranger, email), 409)


def test_simultaneous_registrations_make_one_account(stranger: httpx.Client) -> None:
    email = fresh_email()
    together = Barrier(AT_ONCE, timeout=30)

    def attempt(number: int) -> int:
        together.wait()
        return register(stranger, email.title() if number % 2 else email).status_code

    with ThreadPoolExecutor(AT_ONCE) as threads:
        statuses = sorted(threads.map(attempt, range(AT_ONCE)))
    assert statuses == [201] + [409] * (AT_ONCE - 1)
    assert log_in(stranger, email).status_code == 200


@pytest.mark.parametrize("password", GOOD_PASSWORDS, ids=lambda text: ascii(text[:12]))
def test_password_is_taken_as_sent(stranger: httpx.Client, password: str) -> None:
    email = fresh_email()
    registered = register(stranger, email, password)
    assert registered.status_code == 201, registered.text
    assert password not in registered.text
    assert log_in(stranger, email, password).status_code == 200
    almost = [password[:-1], password.strip(), password.swapcase(), f" {password}"[:128]]
    for other in set(almost) - {password}:
        assert_problem(log_in(stranger, email, other), 401)


def test_wrong_password_and_unknown_account_are_told_the_same(
    stranger: httpx.Client, account: Account
) -> None:
    wrong = log_in(stranger, account.email, "another engine")
    unknown = log_in(stranger, fresh_email())
    for response in (wrong, unknown):
        assert_problem(response, 401)
        assert response.json()["detail"] == WRONG
    varying = {"date", "content-length", "x-request-id"}
    assert wrong.json() == unknown.json()
    assert set(wrong.headers) - varying == set(unknown.headers) - varying


def test_unknown_account_is_not_told_by_the_time_it_takes(
    stranger: httpx.Client, account: Account
) -> None:
    seconds: dict[str, list[float]] = {account.email: [], fresh_email(): []}
    for _ in range(7):
        for email, measured in seconds.items():
            began = time.perf_counter()
            assert log_in(stranger, email, "another engine").status_code == 401
            measured.append(time.perf_counter() - began)
    known, unknown = (median(measured) for measured in seconds.values())
    assert unknown >= 0.3 * known, f"known {known:.3f} s, unknown {unknown:.3f} s"


def test_no_password_of_an_unknown_account_is_right(stranger: httpx.Client) -> None:
    for password in ("", " ", "None", "null", "nobody", "!", PASSWORD):
        response = log_in(stranger, fresh_email(), password)
        assert_problem(response, 401, 422)


def test_any_account_writes_items_of_any_other(
    stranger: httpx.Client, account: Account, item: dict[str, object]
) -> None:
    other = make_account(stranger)
    path = f"/api/items/{item['id']}"
    changed = stranger.patch(path, json={"name": "Coffee"}, headers=bearer(other.token))
    assert changed.status_code == 200
    assert stranger.delete(path, headers=account.headers).status_code == 204


@pytest.mark.parametrize("path", [REGISTER, LOG_IN])
def test_credentials_in_the_query_are_not_read(stranger: httpx.Client, path: str) -> None:
    query = {"email": fresh_email(), "password": PASSWORD}
    assert_problem(stranger.post(path, params=query), 400, 415, 422)
    assert_problem(stranger.get(path, params=query), 405)
