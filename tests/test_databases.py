"""A project speaks of the database that it was made for, and of no other."""

import re
from pathlib import Path

import pytest
import yaml
from databases import new_database, tables_in
from flavours import Flavour
from projects import Project
from rendered import Rendered
from test_needs import requirements_of, texts_of

WORDS = {
    "sqlite": r"sqlite",
    "postgresql": r"postgres|psycopg|\bpg_|advisory",
    "mysql": r"mysql|mariadb|asyncmy|utf8mb4",
    "mongodb": r"mongo|beanie|\bbson\b|objectid",
}
TABLES = r"sqlalchemy|alembic|\bsql\b"
PORTS = {"postgresql": 5432, "mysql": 3306, "mongodb": 27017}
DRIVERS = {
    "sqlite": {"aiosqlite"},
    "postgresql": {"psycopg"},
    "mysql": {"asyncmy", "pymysql"},
    "mongodb": {"beanie", "django-mongodb-backend", "mongoengine", "pymongo"},
}


def database_of(project: Rendered) -> str:
    return str(project.answers["database"])


@pytest.mark.parametrize("database", WORDS)
def test_database_that_is_not_chosen_leaves_no_trace(
    every: list[Rendered], flavour: Flavour, database: str
) -> None:
    others = [project for project in every if database_of(project) != database]
    assert others
    for project in others:
        for name, text in texts_of(project).items():
            assert not re.search(WORDS[database], f"{name}\n{text}", re.IGNORECASE), name


@pytest.mark.parametrize("database", WORDS)
def test_database_that_is_chosen_is_set_up_and_told(
    every: list[Rendered], flavour: Flavour, database: str
) -> None:
    for project in [project for project in every if database_of(project) == database]:
        readme = (project.path / "README.md").read_text(encoding="utf-8")
        example = (project.path / ".env.example").read_text(encoding="utf-8")
        assert f"\nDATABASE_URL={database}://" in example
        assert f"`{database}://" in readme
        drivers = requirements_of(project) & set().union(*DRIVERS.values())
        assert drivers <= DRIVERS[database]
        assert bool(drivers) == (database != "sqlite" or flavour.name.startswith(("fast", "quart")))


def test_documents_have_no_word_of_tables(every: list[Rendered], flavour: Flavour) -> None:
    for project in [project for project in every if database_of(project) == "mongodb"]:
        for name, text in texts_of(project).items():
            assert not re.search(TABLES, f"{name}\n{text}", re.IGNORECASE), name


def test_server_for_this_machine_is_the_one_of_the_example(every: list[Rendered]) -> None:
    for project in every:
        compose = project.path / "compose.yaml"
        if database_of(project) == "sqlite":
            assert not compose.exists()
            continue
        service = yaml.safe_load(compose.read_text(encoding="utf-8"))["services"]["database"]
        port = PORTS[database_of(project)]
        assert service["ports"] == [f"127.0.0.1:{port}:{port}"]
        example = (project.path / ".env.example").read_text(encoding="utf-8")
        assert re.search(rf"[@/]127\.0\.0\.1:{port}/shop\n", example)
        # MongoDB makes a database when something is put there.
        named = "shop" in service.get("environment", {}).values()
        assert named == (database_of(project) != "mongodb")


@pytest.mark.every_project
def test_migrations_that_run_at_the_same_time_are_run_once(
    project: Project, tmp_path: Path
) -> None:
    with new_database(project.database, tmp_path) as url:
        logs = [(tmp_path / f"{number}.log").open("w+b") for number in range(2)]
        started = [
            project.started("make", "migrate", variables={"DATABASE_URL": url}, output=log)
            for log in logs
        ]
        ended = [process.wait(timeout=120) for process in started]
        for log in logs:
            log.seek(0)
        assert ended == [0, 0], [log.read().decode() for log in logs]
        # A collection without an index is made when something is put there.
        made = "items" if project.has_migrations else "users"
        wanted = project.has_migrations or project.answers.get("auth")
        assert any(made in name for name in tables_in(url)) or not wanted
