"""Makes the indexes of the documents; those that are there stay."""

from . import db
from .models import Item
from .settings import read_settings
{% if auth %}
from .users.models import User
{% endif %}

DOCUMENTS = ({{ "Item, User" if auth else "Item," }})


def create_indexes() -> None:
    for document in DOCUMENTS:
        document.ensure_indexes()


if __name__ == "__main__":
    db.connect(read_settings().database_url)
    create_indexes()
