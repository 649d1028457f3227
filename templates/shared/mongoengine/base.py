"""What all documents have in common."""

from typing import ClassVar

from mongoengine import Document


class Base(Document):
    meta: ClassVar[dict[str, object]] = {
        "abstract": True,
        # `make migrate` makes the indexes, and no request.
        "auto_create_index": False,
        # A field that a later version stores is none of this one's business.
        "strict": False,
    }
