"""The databases of the tests; none of them is the application's."""

import pytest


@pytest.fixture(scope="session")
def new_database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a database that nothing is in yet."""
    path = tmp_path_factory.mktemp("database") / "test.sqlite3"
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def lost_database() -> str:
    """The URL of a database that is not there."""
    return "sqlite:///missing/db.sqlite3"
