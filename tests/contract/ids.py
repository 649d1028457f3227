"""What ids look like: numbers from a table's own count, hex digits from MongoDB."""

import re
from dataclasses import dataclass

from projects import Project


@dataclass(frozen=True)
class Ids:
    """`absent` is an id that nothing has, and something could."""

    type: type
    shape: str
    absent: str

    def is_one(self, value: object) -> bool:
        return type(value) is self.type and bool(re.fullmatch(self.shape, str(value)))


NUMBERS = Ids(int, "[1-9][0-9]*", absent=str(2**31 - 1))
OBJECT_IDS = Ids(str, "[0-9a-f]{24}", absent="f" * 24)


def ids_of(project: Project) -> Ids:
    return OBJECT_IDS if project.answers.get("nosql") else NUMBERS
