"""What can be an id in a path."""

from werkzeug.routing import IntegerConverter, Map

from .schemas import MAX_ID


class IdConverter(IntegerConverter):
    """`<id:item_id>`: a number that a row can have, in plain digits.

    `<int:item_id>` takes the digits of any script, and thousands of them.
    """

    regex = "[1-9][0-9]{0,9}"

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, min=1, max=MAX_ID)
