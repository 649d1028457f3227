"""A generated project of every flavour does what its Makefile and settings promise."""

import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from databases import databases_beside, new_database, tables_in
from projects import Project, set_aside, setting_in
from servers import REFUSAL_SECONDS, Server, deadline, free_port, is_listening
from table import locked_versions


@pytest.fixture
def environment_file(project: Project) -> Iterator[Path]:
    """The project's `.env`, put back afterwards."""
    path = project.path / ".env"
    with set_aside(path) as content:
        path.write_bytes(content)
        path.chmod(0o600)
        yield path


@contextmanager
def edited(path: Path, extra: str) -> Iterator[None]:
    """Appends to a file for as long as the block runs."""
    before = path.read_bytes()
    path.write_bytes(before + extra.encode())
    try:
        yield
    finally:
        path.write_bytes(before)


def get(server: Server, path: str) -> httpx.Response:
    return httpx.get(f"{server.url}{path}", timeout=10, trust_env=False)


@pytest.mark.every_project
def test_own_tests_and_lint_pass_and_leave_the_tree_clean(
    project: Project, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with new_database(project.database, tmp_path) as precious:
        tested = project.make("test", variables={"DATABASE_URL": precious})
        assert not tables_in(precious), "the tests touched the database of DATABASE_URL"
        assert not databases_beside(precious), "the tests left a database of their own"
    assert re.search(r"\b[1-9]\d* passed", tested)
    assert not re.search(r"\b\d+ (failed|skipped|xfailed|xpassed|errors?|warnings?)\b", tested)
    project.make("lint")
    changed = project.run("git", "status", "--porcelain")
    assert changed.stdout == ""
    record_property("versions", locked_versions(project))


@pytest.mark.core
@pytest.mark.parametrize(
    ("code", "complaint"),
    [
        ("undefined_name()", "F821"),
        ("spaced = ( 1,2 )", "would be reformatted"),
        ('number: int = "text"', "[assignment]"),
    ],
)
def test_lint_refuses_code_that_is_not_clean(project: Project, code: str, complaint: str) -> None:
    with edited(project.path / project.package / "health.py", f"\n\n{code}\n"):
        done = project.run("make", "lint")
    assert done.returncode != 0
    assert complaint in done.stdout


def test_migrate_may_run_again(project: Project) -> None:
    project.make("migrate")
    project.make("migrate")


@pytest.mark.every_project
def test_models_and_migrations_agree(project: Project, tmp_path: Path) -> None:
    if not project.has_migrations:
        assert "No rule" in project.run("make", "migrations").stdout
        return
    try:
        with new_database(project.database, tmp_path) as url:
            project.make("migrate", variables={"DATABASE_URL": url})
            project.make("migrations", variables={"DATABASE_URL": url})
        made = project.run("git", "ls-files", "--others", "--exclude-standard").stdout.split()
        for path in made:
            text = (project.path / path).read_text()
            assert not re.search(r"op\.|migrations\.[A-Z]|batch_op\.", text), f"{path}:\n{text}"
    finally:
        project.run("git", "clean", "--force", "--quiet", "-d")


@pytest.mark.core
def test_lock_file_belongs_to_the_project(project: Project) -> None:
    assert "uv.lock" in project.run("git", "ls-files").stdout.split()


@pytest.mark.core
def test_fresh_clone_is_all_a_colleague_needs(project: Project, tmp_path: Path) -> None:
    clone = replace(project, path=tmp_path / "clone")
    cloned = project.run("git", "clone", "--quiet", ".", str(clone.path))
    assert cloned.returncode == 0, cloned.stdout
    clone.make("install")
    with Server(clone, "dev") as server:
        assert get(server, "/api/items").json() == {"items": [], "total": 0}
    assert clone.run("git", "status", "--porcelain").stdout == ""


@pytest.mark.core
def test_environment_file_is_private_ignored_and_has_a_secret_of_its_own(
    project: Project, environment_file: Path
) -> None:
    first = setting_in(environment_file, "SECRET_KEY")
    environment_file.unlink()
    project.make("install")
    second = setting_in(environment_file, "SECRET_KEY")
    assert stat.S_IMODE(environment_file.stat().st_mode) == 0o600
    assert len(second) >= 32
    assert first != second
    assert not re.search(r"^\s*DEBUG\b", environment_file.read_text(), re.MULTILINE)
    assert project.run("git", "check-ignore", "--quiet", ".env").returncode == 0
    assert not setting_in(project.path / ".env.example", "SECRET_KEY")


@pytest.mark.core
def test_install_leaves_an_existing_environment_file_alone(
    project: Project, environment_file: Path
) -> None:
    environment_file.write_text("SECRET_KEY=mine\n# and a remark\n")
    project.make("install")
    assert environment_file.read_text() == "SECRET_KEY=mine\n# and a remark\n"


@pytest.mark.core
@pytest.mark.every_server
@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize("case", ["no .env", ".env.example as .env", "empty in the environment"])
def test_server_without_a_secret_key_says_so_and_ends(
    project: Project, environment_file: Path, case: str, workers: str
) -> None:
    if case == "no .env":
        environment_file.unlink()
    elif case == ".env.example as .env":
        environment_file.write_bytes((project.path / ".env.example").read_bytes())
    secret = {"SECRET_KEY": ""} if case == "empty in the environment" else {}
    port = free_port()
    listen = {"HOST": "127.0.0.1", "PORT": str(port), "WEB_CONCURRENCY": workers}
    ended = project.run("make", "serve", variables=listen | secret, seconds=REFUSAL_SECONDS)
    assert ended.returncode != 0
    assert "SECRET_KEY" in ended.stdout
    assert not is_listening(port)


@pytest.mark.core
def test_server_with_another_kind_of_database_says_so_and_ends(project: Project) -> None:
    port = free_port()
    other = {"DATABASE_URL": "oracle://127.0.0.1/shop", "HOST": "127.0.0.1", "PORT": str(port)}
    ended = project.run("make", "serve", variables=other, seconds=REFUSAL_SECONDS)
    assert ended.returncode != 0
    assert f"DATABASE_URL does not start with {project.database}://" in ended.stdout
    assert not is_listening(port)


@pytest.mark.core
def test_server_sees_settings_of_the_environment_before_those_of_the_file(
    project: Project, environment_file: Path
) -> None:
    with environment_file.open("a") as text:
        text.write("\nALLOWED_HOSTS=127.0.0.1,file.example\n")
    with Server(project) as server:
        assert _status(server, "file.example") == 200
    with Server(project, variables={"ALLOWED_HOSTS": "127.0.0.1,variable.example"}) as server:
        assert _status(server, "variable.example") == 200
        assert _status(server, "file.example") == 400


@pytest.mark.core
def test_unusable_database_makes_the_server_unready_and_nothing_else(
    project: Project, tmp_path: Path
) -> None:
    nowhere = {
        "sqlite": f"sqlite:///{tmp_path / 'no-such-folder' / 'shop.sqlite3'}",
        "mongodb": "mongodb://127.0.0.1:1/shop",
    }
    variables = {"DATABASE_URL": nowhere[project.database]}
    with Server(project, variables=variables) as server:
        ready = get(server, "/health/ready")
        assert ready.status_code == 503
        body = ready.json()
        assert set(body) == {"status", "checks"}
        assert body["status"] == "unavailable"
        assert set(body["checks"]) == {"database"}
        assert body["checks"]["database"] not in ("", "ok")
        assert get(server, "/health/live").json() == {"status": "ok"}
        items = get(server, "/api/items")
        assert items.status_code in (500, 503)
        assert items.headers["content-type"].startswith("application/problem+json")
        assert items.json()["status"] == items.status_code
        assert "Traceback" not in items.text


@pytest.mark.core
def test_serve_does_not_migrate(project: Project, tmp_path: Path) -> None:
    with new_database(project.database, tmp_path) as url:
        database = {"DATABASE_URL": url}
        with Server(project, variables=database) as server:
            without_tables = (200,) if project.database == "mongodb" else (500, 503)
            assert get(server, "/api/items").status_code in without_tables
        assert not tables_in(url)
        project.make("migrate", variables=database)
        with Server(project, variables=database) as server:
            assert get(server, "/api/items").json() == {"items": [], "total": 0}


@pytest.mark.core
def test_server_stops_gracefully_with_a_connection_open(project: Project) -> None:
    with Server(project) as server, httpx.Client(base_url=server.url, trust_env=False) as client:
        assert client.get("/health/live").status_code == 200
        server.stop()
    assert "Traceback" not in server.output()


@pytest.mark.core
@pytest.mark.every_server
def test_web_concurrency_sets_the_workers(project: Project) -> None:
    processes = {}
    for workers in ("1", "3"):
        with Server(project, variables={"WEB_CONCURRENCY": workers}) as server:
            assert get(server, "/api/items").status_code == 200
            for _ in deadline(20, f"{workers} workers", server.output):
                processes[workers] = len(server.processes())
                if workers == "1" or processes["3"] >= processes["1"] + 2:
                    break


@pytest.mark.core
def test_dev_server_migrates_and_reloads(project: Project, tmp_path: Path) -> None:
    reloaded = tmp_path / "reloaded"
    module = project.path / project.package / "health.py"
    with (
        new_database(project.database, tmp_path) as url,
        Server(project, "dev", {"DATABASE_URL": url}) as server,
    ):
        assert get(server, "/api/items").json() == {"items": [], "total": 0}
        with edited(module, f"\n\nopen({os.fspath(reloaded)!r}, 'w').close()\n"):
            # A framework may import a module only when a request needs it, and see a change
            # only once it has taken stock of what there was.
            for turn, _ in enumerate(deadline(30, "an answer after a reload", server.output)):
                if is_live(server) and reloaded.exists():
                    break
                if turn % 30 == 29 and not reloaded.exists():
                    module.touch()


def is_live(server: Server) -> bool:
    try:
        return get(server, "/health/live").is_success
    except httpx.TransportError:
        return False


def _status(server: Server, host: str) -> int:
    headers = {"Host": host}
    url = f"{server.url}/api/items"
    return httpx.get(url, headers=headers, timeout=10, trust_env=False).status_code
