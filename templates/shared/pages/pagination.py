"""The pages of a long list."""

from dataclasses import dataclass
from math import ceil

SIZE = 20


@dataclass(frozen=True)
class Page:
    """The part of a list that is shown; pages count from 1, `total` counts items."""

    number: int
    total: int

    @property
    def last(self) -> int:
        return max(1, ceil(self.total / SIZE))


def parse_number(text: str) -> int | None:
    """Return the number of a page, or nothing if there cannot be one."""
    is_number = text.isascii() and text.isdecimal() and len(text) < 10
    return int(text) or None if is_number else None
