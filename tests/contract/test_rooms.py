"""What is said in a room is heard there by all, and nowhere else."""

import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from projects import Project

from .accounts import Account, make_account
from .rooms import Entrance, fresh_room

pytestmark = [pytest.mark.need("websockets"), pytest.mark.one_or_two_workers]

RFC_3339_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|\+00:00)")
EMOJI = "\N{GRINNING FACE}"
BURST = 300


def test_message_says_where_who_what_and_when(entrance: Entrance) -> None:
    room = fresh_room()
    with entrance.joined(room) as ada:
        message = ada.echo("Hello")
    assert message.keys() == {"room", "sender", "text", "sent_at"}
    assert all(isinstance(value, str) for value in message.values())
    assert message["room"] == room
    assert RFC_3339_UTC.fullmatch(message["sent_at"])
    age = datetime.now(UTC) - datetime.fromisoformat(message["sent_at"])
    assert timedelta(seconds=-1) < age < timedelta(seconds=30)


@pytest.mark.every_project
def test_everyone_in_the_room_hears_it_and_nobody_else(entrance: Entrance) -> None:
    room = fresh_room()
    with (
        entrance.joined(room) as ada,
        entrance.joined(room) as grace,
        entrance.joined(fresh_room()) as elsewhere,
    ):
        said = [ada.echo("Hello"), ada.echo("Anybody?")]
        assert [grace.hear(), grace.hear()] == said
        answer = grace.echo("Yes")
        assert ada.hear() == answer
        elsewhere.echo("Silence")


def test_rooms_are_told_apart_by_case(entrance: Entrance) -> None:
    room = fresh_room()
    with entrance.joined(room) as small, entrance.joined(room.upper()) as capital:
        small.echo("small")
        capital.echo("capital")


@pytest.mark.parametrize("room", ["a", "Z", "0", "_", "-", "a" * 64, "A-Z_0-9", "1_000"])
def test_good_room_is_open(entrance: Entrance, room: str) -> None:
    with entrance.joined(room) as ada:
        assert ada.echo()["room"] == room


def test_sender_is_the_account_or_a_guest_of_that_connection(
    request: pytest.FixtureRequest, project: Project, entrance: Entrance
) -> None:
    room = fresh_room()
    with entrance.joined(room) as ada, entrance.joined(room) as grace:
        senders = [ada.echo(text)["sender"] for text in ("one", "two")]
        for sender in senders:
            assert grace.hear()["sender"] == sender
        other = grace.echo()["sender"]
    if project.answers.get("auth"):
        account: Account = request.getfixturevalue("account")
        assert {*senders, other} == {str(account.id)}
    else:
        assert senders[0] == senders[1]
        assert senders[0].strip()
        assert other != senders[0]


@pytest.mark.need("auth")
def test_accounts_are_told_apart(entrance: Entrance, stranger: httpx.Client) -> None:
    account = make_account(stranger)
    door = Entrance(entrance.server, ["bearer", account.token])
    room = fresh_room()
    with entrance.joined(room) as ada, door.joined(room) as grace:
        message = grace.echo()
        assert message["sender"] == str(account.id)
        assert ada.hear() == message
        assert ada.echo()["sender"] != message["sender"]


def test_order_is_kept(entrance: Entrance) -> None:
    """Also in a burst: who reads at once is no slow reader."""
    room = fresh_room()
    texts = [str(number) for number in range(BURST)]
    with entrance.joined(room, max_queue=None) as ada, entrance.joined(room) as grace:
        for text in texts:
            ada.say(text)
        assert [grace.hear().get("text") for _ in texts] == texts
        assert [ada.hear().get("text") for _ in texts] == texts


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "a" * 1000,
        EMOJI,
        EMOJI * 1000,
        "  kept as it is \t\n\r ",
        "<b>\"quoted\" & 'so'</b> \\n \\u0041",
        "\u202e\u2028\ufeff\x01\x7f",
    ],
    ids=ascii,
)
def test_text_comes_back_as_it_was_said(entrance: Entrance, text: str) -> None:
    room = fresh_room()
    with entrance.joined(room) as ada, entrance.joined(room) as grace:
        assert ada.echo(text) == grace.hear()


def test_escapes_are_read(entrance: Entrance) -> None:
    with entrance.joined(fresh_room()) as ada:
        ada.send(r'{"text": "\ud83d\ude00 \u00e4"}')
        assert ada.hear()["text"] == f"{EMOJI} ä"


def test_ping_is_answered(entrance: Entrance) -> None:
    with entrance.joined(fresh_room()) as ada:
        assert ada.socket.ping().wait(timeout=10)


def test_who_left_hears_and_disturbs_nobody(entrance: Entrance) -> None:
    room = fresh_room()
    with entrance.joined(room) as ada:
        with entrance.joined(room) as grace:
            grace.echo("Bye")
        assert grace.socket.close_code == 1000
        assert ada.hear()["text"] == "Bye"
        ada.echo()
