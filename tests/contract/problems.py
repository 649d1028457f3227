"""What every error of the API looks like."""

import httpx

MEMBERS = {"type": str, "title": str, "status": int, "detail": str}


def assert_problem(
    response: httpx.Response | None, *statuses: int, field: str | None = None
) -> None:
    """Checks an RFC 9457 problem with one of `statuses`; a 422 names `field`, when given."""
    assert response is not None, "the server hung up without an answer"
    assert response.status_code in statuses, response.text[:500]
    assert media_type(response) == "application/problem+json"
    body = response.json()
    for member, kind in MEMBERS.items():
        assert isinstance(body.get(member), kind), f"{member} in {body}"
    assert body["status"] == response.status_code
    assert body["title"].strip()
    assert body["detail"].strip()
    assert "Traceback" not in response.text
    assert "location" not in response.headers
    if response.status_code == 401:
        assert response.headers.get("www-authenticate") == "Bearer"
    if response.status_code == 405:
        assert response.headers.get("allow"), "a 405 without Allow"
    if response.status_code == 429:
        assert 1 <= int(response.headers.get("retry-after", 0)) <= 3600, "no Retry-After"
    if response.status_code == 422:
        _assert_errors(body, field)
    else:
        assert "errors" not in body


def _assert_errors(body: dict[str, object], field: str | None) -> None:
    errors = body["errors"]
    assert isinstance(errors, list)
    assert errors
    for error in errors:
        assert set(error) == {"field", "message"}
        assert isinstance(error["field"], str)
        assert isinstance(error["message"], str)
        assert error["message"].strip()
    if field is not None:
        assert {error["field"] for error in errors} == {field}


def assert_no_fault(response: httpx.Response | None) -> None:
    """Checks that odd input is answered without a server error, or refused by hanging up.

    An error that the project itself made is a problem; the server's own have no such type.
    """
    if response is None:
        return
    assert response.status_code < 500, response.text[:500]
    assert "Traceback" not in response.text
    if media_type(response) == "application/problem+json":
        assert_problem(response, response.status_code)


def media_type(response: httpx.Response) -> str:
    """The content type without its parameters."""
    return str(response.headers.get("content-type", "")).partition(";")[0].strip()
