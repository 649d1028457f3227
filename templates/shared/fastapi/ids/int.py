"""Ids as they stand in paths."""

from typing import Annotated

from fastapi import Path
from pydantic import BeforeValidator

MAX_ID = 2**31 - 1


def plain_digits(value: str) -> str:
    """Refuse what only `int()` takes for a number, such as `+5`, `05` and `0_5`."""
    if value.startswith("0") or not (value.isascii() and value.isdecimal()):
        raise ValueError("an id is written in plain digits")
    return value


ItemId = Annotated[int, BeforeValidator(plain_digits), Path(ge=1, le=MAX_ID)]
