"""The table of combinations that were run is that of the projects that are."""

from flavours import CHOSEN
from projects import REPOSITORY
from table import HEADINGS, row


def rows_of_the_table() -> list[list[str]]:
    """The cells that tell the answers, heading and rule included."""
    text = (REPOSITORY / "docs" / "combinations.md").read_text(encoding="utf-8")
    lines = [line.strip("|") for line in text.splitlines() if line.count("|") > len(HEADINGS)]
    return [[cell.strip() for cell in line.split("|")][: len(HEADINGS)] for line in lines]


def test_table_has_a_row_for_every_project_that_is_chosen() -> None:
    heading, _, *rows = rows_of_the_table()
    assert heading == list(HEADINGS)
    assert rows == [row(flavour) for flavour in CHOSEN]
