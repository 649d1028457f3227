from flask import Flask

from {{ package }}.indexes import DOCUMENTS, create_indexes


def test_indexes_are_there_and_made_once(app: Flask) -> None:
    create_indexes()

    for document in DOCUMENTS:
        assert document.compare_indexes() == {"missing": [], "extra": []}
