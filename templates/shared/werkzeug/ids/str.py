from werkzeug.routing import BaseConverter


class IdConverter(BaseConverter):
    """`<id:item_id>`: an ObjectId as it is written, so that no item has two paths."""

    regex = "[0-9a-f]{24}"
