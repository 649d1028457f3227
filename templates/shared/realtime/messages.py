"""What travels in a room: texts come in, messages go out."""

import json
import re
from datetime import UTC, datetime

MAX_FRAME_BYTES = 4096
MAX_TEXT_CHARACTERS = 1000

ROOM = re.compile(r"[A-Za-z0-9_-]{1,64}")
UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class FrameError(ValueError):
    """A frame that holds no text for the room, and why."""


def is_room(name: str) -> bool:
    return ROOM.fullmatch(name) is not None


def is_too_large(frame: str | bytes) -> bool:
    return len(frame if isinstance(frame, bytes) else frame.encode()) > MAX_FRAME_BYTES


def read_text(frame: str | bytes) -> str:
    """Return the text of `{"text": "…"}`; raises FrameError."""
    if isinstance(frame, bytes):
        raise FrameError("Send text, not bytes.")
    try:
        data = json.loads(frame)
    except (ValueError, RecursionError) as error:
        raise FrameError("This is not valid JSON.") from error
    if not isinstance(data, dict) or data.keys() != {"text"}:
        raise FrameError('Send {"text": "…"} and nothing else.')
    return check_text(data["text"])


def check_text(text: object) -> str:
    if not isinstance(text, str) or not 0 < len(text) <= MAX_TEXT_CHARACTERS:
        raise FrameError(f"A text has 1 to {MAX_TEXT_CHARACTERS} characters.")
    if UNSTORABLE.search(text):
        raise FrameError("A text has no NUL and no lone surrogates.")
    return text


def write_message(room: str, sender: str, text: str) -> str:
    sent_at = datetime.now(UTC).isoformat()
    message = {"room": room, "sender": sender, "text": text, "sent_at": sent_at}
    return json.dumps(message)


def write_error(detail: str) -> str:
    return json.dumps({"error": detail})
