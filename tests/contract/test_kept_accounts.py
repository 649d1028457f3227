"""What is kept of accounts, and what a change there does at once."""

import httpx
import pytest
from projects import Project

from .accounts import ME, fresh_email, log_in, make_account, register
from .problems import assert_problem
from .stored import accounts, change_account, deactivate, delete_account, everything

pytestmark = pytest.mark.need("auth")

WRONG = "The e-mail or the password is wrong."


def test_passwords_are_kept_as_argon2_hashes_alone(
    project: Project, stranger: httpx.Client
) -> None:
    email, password = fresh_email(), "a password found nowhere else"
    assert register(stranger, email, password).status_code == 201
    [row] = accounts(project, email)
    assert any(isinstance(value, str) and "argon2id$" in value for value in row.values())
    stored = everything(project)
    assert email in stored
    assert password not in stored


def test_registering_makes_no_staff(project: Project, stranger: httpx.Client) -> None:
    [row] = accounts(project, make_account(stranger).email)
    assert (row["is_active"], row["is_staff"]) == (True, False)


def test_deactivated_account_is_out_at_once(project: Project, stranger: httpx.Client) -> None:
    account = make_account(stranger)
    assert stranger.get(ME, headers=account.headers).status_code == 200
    deactivate(project, account.email)
    assert_problem(stranger.get(ME, headers=account.headers), 401)
    writing = stranger.post("/api/items", json={"name": "Tea"}, headers=account.headers)
    assert_problem(writing, 401)
    refused = log_in(stranger, account.email)
    assert_problem(refused, 401)
    assert refused.json()["detail"] == WRONG
    change_account(project, account.email, is_active=True)
    assert stranger.get(ME, headers=account.headers).status_code == 200


def test_deleted_account_is_out_at_once(project: Project, stranger: httpx.Client) -> None:
    account = make_account(stranger)
    delete_account(project, account.email)
    assert_problem(stranger.get(ME, headers=account.headers), 401)
    again = make_account(stranger)
    assert again.id != account.id, "a token of the deleted account would be another's"
    assert_problem(stranger.get(ME, headers=account.headers), 401)
