"""`/openapi.json` describes the API that is there."""

from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from openapi_spec_validator import validate
from projects import Project

from .accounts import LOG_IN, REGISTER
from .problems import media_type

pytestmark = pytest.mark.one_or_two_workers


@dataclass(frozen=True)
class Operation:
    """An operation under /api: the statuses it documents, and when it asks for a token."""

    path: str
    method: str
    statuses: frozenset[str]
    need: str = ""
    is_secured: bool = False


def operation(path: str, method: str, statuses: str, **options: Any) -> Operation:
    return Operation(path, method, frozenset(statuses.split()), **options)


OPERATIONS = (
    operation("/api/items", "get", "200 422"),
    operation("/api/items", "post", "201 400 415 422", is_secured=True),
    operation("/api/items/{}", "get", "200 404"),
    operation("/api/items/{}", "patch", "200 400 404 415 422", is_secured=True),
    operation("/api/items/{}", "delete", "204 404", is_secured=True),
    operation("/api/auth/register", "post", "201 400 409 415 422 429", need="auth"),
    operation("/api/auth/token", "post", "200 400 401 415 422 429", need="auth"),
    operation("/api/auth/me", "get", "200", need="auth", is_secured=True),
)
METHODS = {"get", "put", "post", "delete", "patch", "trace", "head", "options"}


@pytest.fixture(scope="session")
def schema(client: httpx.Client) -> dict[str, Any]:
    response = client.get("/openapi.json")
    assert response.status_code == 200
    assert media_type(response) == "application/json"
    return dict(response.json())


@pytest.fixture(scope="session")
def operations(schema: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """The operations by path, with `{}` for whatever a parameter is called, and method."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for path, entry in schema["paths"].items():
        anonymous = "/".join("{}" if part.startswith("{") else part for part in path.split("/"))
        found |= {(anonymous, method): entry[method] for method in METHODS & set(entry)}
    return found


def test_schema_is_a_valid_openapi_3_document(schema: dict[str, Any]) -> None:
    assert schema["openapi"].startswith("3.")
    validate(schema)


@pytest.fixture(scope="session")
def expected(project: Project) -> list[Operation]:
    """The operations that the project has by its needs."""
    return [one for one in OPERATIONS if not one.need or project.answers.get(one.need)]


@pytest.mark.every_project
def test_schema_has_exactly_the_operations_of_the_needs_under_api(
    operations: dict[tuple[str, str], dict[str, Any]], expected: list[Operation]
) -> None:
    documented = {key for key in operations if key[0].startswith("/api")}
    assert documented == {(one.path, one.method) for one in expected}


def test_operations_document_what_they_answer(
    operations: dict[tuple[str, str], dict[str, Any]], expected: list[Operation], project: Project
) -> None:
    for one in expected:
        documented = set(operations[one.path, one.method]["responses"])
        refusal = {"401"} if one.is_secured and project.answers.get("auth") else set()
        missing = (one.statuses | refusal) - documented
        assert not missing or "default" in documented, f"{one}: {missing}"
        assert not {status for status in missing if status.startswith("2")}, one


def test_operations_document_their_errors_as_problems(
    schema: dict[str, Any],
    operations: dict[tuple[str, str], dict[str, Any]],
    expected: list[Operation],
) -> None:
    for one in expected:
        for status, response in operations[one.path, one.method]["responses"].items():
            if not status.startswith("2"):
                content = _resolved(schema, response).get("content", {})
                assert set(content) == {"application/problem+json"}, f"{one} {status}"


def test_operations_ask_for_a_bearer_token_where_they_need_one(
    schema: dict[str, Any],
    operations: dict[tuple[str, str], dict[str, Any]],
    expected: list[Operation],
    project: Project,
) -> None:
    schemes = schema.get("components", {}).get("securitySchemes", {})
    if not project.answers.get("auth"):
        assert not schemes
    for one in expected:
        entry = operations[one.path, one.method]
        asked = entry.get("security", schema.get("security", []))
        is_asked = one.is_secured and bool(project.answers.get("auth"))
        assert bool(asked) == is_asked, one
        for name in [name for requirement in asked for name in requirement]:
            scheme = _resolved(schema, schemes[name])
            assert (scheme["type"], scheme["scheme"].lower()) == ("http", "bearer"), one


@pytest.mark.need("auth")
@pytest.mark.parametrize("path", [REGISTER, LOG_IN])
def test_credentials_are_documented_as_json(
    schema: dict[str, Any], operations: dict[tuple[str, str], dict[str, Any]], path: str
) -> None:
    content = _resolved(schema, operations[path, "post"]["requestBody"])["content"]
    assert set(content) == {"application/json"}
    body = _resolved(schema, content["application/json"]["schema"])
    assert set(body["properties"]) == set(body["required"]) == {"email", "password"}


def test_list_documents_its_paging(operations: dict[tuple[str, str], dict[str, Any]]) -> None:
    parameters = operations["/api/items", "get"]["parameters"]
    schemas = {one["name"]: one["schema"] for one in parameters if one["in"] == "query"}
    assert set(schemas) == {"limit", "offset"}
    assert schemas["limit"]["minimum"] == 1
    assert schemas["limit"]["maximum"] == 100
    assert schemas["limit"]["default"] == 20
    assert schemas["offset"]["minimum"] == 0
    assert schemas["offset"]["default"] == 0


def _resolved(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        target: Any = schema
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        node = target
    return node
