"""Bad frames: their sender alone is told, and stays; one that is too large ends the connection."""

import json

import pytest
from projects import Project
from servers import Server

from .peers import Peer
from .rooms import ANSWER_SECONDS, Entrance, fresh_room

pytestmark = pytest.mark.need("websockets")

LIMIT = 4096
PROTOCOL_ERROR, INVALID_DATA, TOO_BIG = 1002, 1007, 1009
EMOJI = "\N{GRINNING FACE}"

BAD_FRAMES: dict[str, str | bytes] = {
    "nothing": "",
    "space": " ",
    "no JSON": "Hello",
    "half of it": '{"text": "a',
    "two of it": '{"text": "a"}{"text": "b"}',
    "byte order mark": '\ufeff{"text": "a"}',
    "array": "[]",
    "array of it": '[{"text": "a"}]',
    "null": "null",
    "number": "1",
    "string": '"a"',
    "no text": "{}",
    "other field": '{"message": "a"}',
    "unknown field": '{"text": "a", "to": "b"}',
    "sender": '{"text": "a", "sender": "1"}',
    "text is null": '{"text": null}',
    "text is a number": '{"text": 1}',
    "text is not a number": '{"text": NaN}',
    "text is a boolean": '{"text": true}',
    "text is a list": '{"text": ["a"]}',
    "text is an object": '{"text": {"text": "a"}}',
    "text is empty": '{"text": ""}',
    "1001 characters": json.dumps({"text": "a" * 1001}),
    "1001 emoji": json.dumps({"text": EMOJI * 1001}, ensure_ascii=False),
    "NUL": '{"text": "a\\u0000b"}',
    "raw NUL": '{"text": "a\0b"}',
    "lone surrogate": '{"text": "\\ud800"}',
    "trailing surrogate": '{"text": "a\\udfff"}',
    "surrogates in the wrong order": '{"text": "\\ude00\\ud83d"}',
    "deep array": "[" * LIMIT,
    "deep object": '{"a":' * (LIMIT // 5),
    "deep text": '{"text": ' + "[" * 2000 + "]" * 2000 + "}",
    "long number": '{"text": ' + "9" * 4000 + "}",
    "surrogate as field": '{"\\ud800": "a"}',
    "binary": b'{"text": "a"}',
    "empty binary": b"",
    "binary garbage": b"\xff\x00",
}


@pytest.mark.parametrize("frame", BAD_FRAMES.values(), ids=BAD_FRAMES)
def test_bad_frame_is_told_to_its_sender_alone(entrance: Entrance, frame: str | bytes) -> None:
    room = fresh_room()
    with entrance.joined(room) as ada, entrance.joined(room) as grace:
        ada.send(frame)
        ada.assert_told_off()
        message = ada.echo("Still here")
        assert grace.hear() == message
        grace.echo("So am I")


def padded(size: int, text: str = "a") -> str:
    """A good frame, but of so many bytes."""
    frame = json.dumps({"text": text}, ensure_ascii=False)
    return frame + " " * (size - len(frame.encode()))


@pytest.mark.parametrize("text", ["a", "a" * 1000, EMOJI * 1000], ids=["a", "long", "emoji"])
@pytest.mark.parametrize("compression", ["deflate", None])
def test_frame_of_four_kilobytes_passes(
    entrance: Entrance, text: str, compression: str | None
) -> None:
    with entrance.joined(fresh_room(), compression=compression) as ada:
        ada.send(padded(LIMIT, text))
        assert ada.hear()["text"] == text


def test_fragments_of_four_kilobytes_together_pass(entrance: Entrance) -> None:
    frame = padded(LIMIT)
    # Compressed, the library's last fragment, which is empty, would have a byte.
    with entrance.joined(fresh_room(), compression=None) as ada:
        ada.send([frame[:2], "", frame[2:3000], frame[3000:]])
        assert ada.hear()["text"] == "a"


TOO_LARGE: dict[str, str | bytes | list[str]] = {
    "text": padded(LIMIT + 1),
    "no JSON": "a" * (LIMIT + 1),
    "emoji": EMOJI * (LIMIT // 4) + "a",
    "binary": b"\0" * (LIMIT + 1),
    "two fragments": [padded(LIMIT), " "],
    "many fragments": [padded(LIMIT + 1)[start : start + 64] for start in range(0, LIMIT + 1, 64)],
}
FAR_TOO_LARGE = " " * 2_000_000


@pytest.mark.parametrize("frame", TOO_LARGE.values(), ids=TOO_LARGE)
@pytest.mark.parametrize("compression", ["deflate", None])
def test_frame_over_four_kilobytes_closes_the_connection(
    entrance: Entrance, frame: str | bytes | list[str], compression: str | None
) -> None:
    room = fresh_room()
    with entrance.joined(room) as grace:
        with entrance.joined(room, compression=compression) as ada:
            ada.send_to_the_end(frame)
            assert ada.close_code() == TOO_BIG
        grace.echo("Heard nothing")


@pytest.mark.parametrize("compression", ["deflate", None])
def test_frame_of_megabytes_closes_the_connection(
    entrance: Entrance, compression: str | None
) -> None:
    """The code may be lost with what the server leaves unread: TCP then resets the connection."""
    room = fresh_room()
    with entrance.joined(room) as grace:
        with entrance.joined(room, compression=compression) as ada:
            ada.send_to_the_end(FAR_TOO_LARGE)
            assert ada.close_code() in (TOO_BIG, None)
        grace.echo("Heard nothing")


@pytest.mark.alone("websockets")
def test_text_that_is_no_utf_8_closes_the_connection(project: Project) -> None:
    """On a server of its own: this one's fault may be in the log, as its server sees fit."""
    with Server(project) as server:
        entrance, room = Entrance(server, []), fresh_room()
        with entrance.joined(room) as grace:
            with Peer(entrance, room) as peer:
                peer.send_text(b'{"text": "\xff"}')
                assert peer.close_code(ANSWER_SECONDS) in (INVALID_DATA, PROTOCOL_ERROR)
            grace.echo("Heard nothing")
