MEDIA_TYPE = "application/problem+json"


def problem(
    error: HTTPException, errors: list[dict[str, str]] | None = None
) -> Response:
    """Return the error as a problem; `errors` says which fields are invalid and why."""
    status = HTTPStatus(error.code or 500)
    content: dict[str, object] = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status,
        "detail": own_description(error) or status.phrase,
    }
    if errors:
        content["errors"] = errors
    # Keeps the headers that belong to the error, such as Allow.
    response = error.get_response()
    response.data = json.dumps(content)
    response.content_type = MEDIA_TYPE
    return response


def own_description(error: HTTPException) -> str | None:
    """Return what the error was raised with; Werkzeug's own words are for pages."""
    return error.description if "description" in vars(error) else None
