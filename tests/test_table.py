"""The table of combinations that were run is that of the projects that are."""

from flavours import CHOSEN
from projects import REPOSITORY
from table import HEADINGS, row

ROWS = tuple(
    [cell.strip() for cell in line.strip("|").split("|")][: len(HEADINGS)]
    for line in (REPOSITORY / "docs" / "combinations.md").read_text(encoding="utf-8").splitlines()
    if line.count("|") > len(HEADINGS)
)


def test_table_has_a_row_for_every_project_that_is_chosen() -> None:
    heading, _, *rows = ROWS
    assert heading == list(HEADINGS)
    assert rows == [row(flavour) for flavour in CHOSEN]
