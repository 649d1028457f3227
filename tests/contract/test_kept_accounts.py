"""What is kept of accounts, and what a change there does at once."""

from collections.abc import Iterator

import httpx
import pytest
from projects import Project

from .accounts import ME, fresh_email, log_in, make_account, register
from .problems import assert_problem
from .stored import Table, accounts_table

pytestmark = pytest.mark.need("auth")

WRONG = "The e-mail or the password is wrong."


@pytest.fixture
def table_of_accounts(project: Project) -> Iterator[Table]:
    with accounts_table(project) as table:
        yield table


def test_passwords_are_kept_as_argon2_hashes_alone(
    project: Project,
    stranger: httpx.Client,
    table_of_accounts: Table,
) -> None:
    connection, table = table_of_accounts
    email, password = fresh_email(), "a password found nowhere else"
    assert register(stranger, email, password).status_code == 201
    query = f"SELECT * FROM {table} WHERE email = ?"  # noqa: S608 - the project's own table
    row = connection.execute(query, [email]).fetchone()
    assert any(isinstance(value, str) and "argon2id$" in value for value in row)
    stored = b"".join(path.read_bytes() for path in project.path.glob("db.sqlite3*"))
    assert email.encode() in stored
    assert password.encode() not in stored


def test_registering_makes_no_staff(stranger: httpx.Client, table_of_accounts: Table) -> None:
    connection, table = table_of_accounts
    account = make_account(stranger)
    query = f"SELECT is_active, is_staff FROM {table} WHERE email = ?"  # noqa: S608 - as above
    assert connection.execute(query, [account.email]).fetchone() == (1, 0)


def test_deactivated_account_is_out_at_once(
    stranger: httpx.Client, table_of_accounts: Table
) -> None:
    connection, table = table_of_accounts
    account = make_account(stranger)
    assert stranger.get(ME, headers=account.headers).status_code == 200
    change = f"UPDATE {table} SET is_active = ? WHERE email = ?"  # noqa: S608 - as above
    with connection:
        connection.execute(change, [False, account.email])
    assert_problem(stranger.get(ME, headers=account.headers), 401)
    writing = stranger.post("/api/items", json={"name": "Tea"}, headers=account.headers)
    assert_problem(writing, 401)
    refused = log_in(stranger, account.email)
    assert_problem(refused, 401)
    assert refused.json()["detail"] == WRONG
    with connection:
        connection.execute(change, [True, account.email])
    assert stranger.get(ME, headers=account.headers).status_code == 200


def test_deleted_account_is_out_at_once(stranger: httpx.Client, table_of_accounts: Table) -> None:
    connection, table = table_of_accounts
    account = make_account(stranger)
    with connection:
        query = f"DELETE FROM {table} WHERE email = ?"  # noqa: S608 - as above
        connection.execute(query, [account.email])
    assert_problem(stranger.get(ME, headers=account.headers), 401)
    again = make_account(stranger)
    assert again.id != account.id, "a token of the deleted account would be another's"
    assert_problem(stranger.get(ME, headers=account.headers), 401)
