"""With accounts, a room is open to those who bring a good token as a subprotocol."""

import httpx
import pytest
from projects import Project

from .accounts import Account, make_account
from .handshakes import assert_refused, handshake
from .ids import NUMBERS, OBJECT_IDS
from .rooms import Entrance, fresh_room
from .stored import deactivate
from .tokens import claims, now, signed

pytestmark = [
    pytest.mark.need("websockets"),
    pytest.mark.need("auth"),
    pytest.mark.one_or_two_workers,
]


def test_subprotocol_is_answered_without_the_token(entrance: Entrance, account: Account) -> None:
    answer = handshake(entrance)
    assert answer is not None
    assert answer.status_code == 101
    assert answer.headers.get_list("sec-websocket-protocol") == ["bearer"]
    assert account.token not in str(answer.headers)


@pytest.mark.every_project
@pytest.mark.parametrize(
    "asked",
    [
        "",
        "bearer",
        "bearer, forged",
        "bearer, a.b.c",
        "bearer, {token}x",
        "bearer,",
        "bearer, bearer",
        "{token}",
        "{token}, bearer",
        "basic, {token}",
        "chat, superchat",
    ],
)
def test_without_a_good_token_nobody_connects(
    entrance: Entrance, account: Account, asked: str
) -> None:
    sent = asked.format(token=account.token).encode()
    assert_refused(entrance, handshake(entrance, subprotocols=sent))


@pytest.mark.parametrize("place", ["query", "cookie"])
def test_token_in_another_place_is_not_read(
    entrance: Entrance, account: Account, place: str
) -> None:
    query = f"?access_token={account.token}&token={account.token}" if place == "query" else ""
    cookie = {"Cookie": f"access_token={account.token}".encode()} if place == "cookie" else {}
    path = f"/ws/rooms/lobby{query}".encode()
    assert_refused(entrance, handshake(entrance, path, subprotocols=b"", headers=cookie))
    assert_refused(entrance, handshake(entrance, path, subprotocols=b"bearer", headers=cookie))


@pytest.mark.parametrize(
    "changes",
    [{"exp": 0}, {"exp": None}, {"sub": NUMBERS.absent}, {"sub": OBJECT_IDS.absent}],
    ids=str,
)
def test_well_signed_token_that_is_not_good_is_refused(
    entrance: Entrance, account: Account, key: bytes, changes: dict[str, object]
) -> None:
    good = signed(claims(account), key)
    with Entrance(entrance.server, ["bearer", good]).joined(fresh_room()) as ada:
        assert ada.echo()["sender"] == str(account.id)
    bad = Entrance(entrance.server, ["bearer", signed(claims(account, **changes), key)])
    assert_refused(bad, handshake(bad))


def test_token_of_a_minute_ago_is_refused(entrance: Entrance, account: Account, key: bytes) -> None:
    expired = signed(claims(account, exp=now() - 60), key)
    bad = Entrance(entrance.server, ["bearer", expired])
    assert_refused(bad, handshake(bad))


def test_deactivated_account_is_refused(
    project: Project, entrance: Entrance, stranger: httpx.Client
) -> None:
    account = make_account(stranger)
    own = Entrance(entrance.server, ["bearer", account.token])
    with own.joined(fresh_room()) as ada:
        ada.echo()
    deactivate(project, account.email)
    assert_refused(own, handshake(own))
    assert_refused(own, handshake(own, b"/ws/rooms/a.b"))
