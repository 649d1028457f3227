from werkzeug.routing import IntegerConverter

MAX_ID = 2**31 - 1


class IdConverter(IntegerConverter):
    """`<id:item_id>`: a number that every database takes, in plain digits.

    `<int:item_id>` takes the digits of any script, and thousands of them.
    """

    regex = "[1-9][0-9]{0,9}"

    def to_python(self, value: str) -> int:
        """Turn what is past the range of a column to 0, which is the id of nothing."""
        number = int(value)
        return number if number <= MAX_ID else 0
