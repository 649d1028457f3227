"""`/openapi.json` describes the API that is there."""

from typing import Any

import httpx
import pytest
from openapi_spec_validator import validate

from .problems import media_type

OPERATIONS = {
    ("/api/items", "get"): {"200", "422"},
    ("/api/items", "post"): {"201", "400", "415", "422"},
    ("/api/items/{}", "get"): {"200", "404"},
    ("/api/items/{}", "patch"): {"200", "400", "404", "415", "422"},
    ("/api/items/{}", "delete"): {"204", "404"},
}
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


def test_schema_has_exactly_the_items_operations_under_api(
    operations: dict[tuple[str, str], dict[str, Any]],
) -> None:
    assert {key for key in operations if key[0].startswith("/api")} == set(OPERATIONS)


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_operation_documents_what_it_answers(
    operations: dict[tuple[str, str], dict[str, Any]], path: str, method: str
) -> None:
    documented = set(operations[path, method]["responses"])
    missing = OPERATIONS[path, method] - documented
    assert not missing or "default" in documented, missing
    assert not {status for status in missing if status.startswith("2")}


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_operation_documents_its_errors_as_problems(
    schema: dict[str, Any],
    operations: dict[tuple[str, str], dict[str, Any]],
    path: str,
    method: str,
) -> None:
    for status, response in operations[path, method]["responses"].items():
        if not status.startswith("2"):
            content = _resolved(schema, response).get("content", {})
            assert set(content) == {"application/problem+json"}, f"{status}: {list(content)}"


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
