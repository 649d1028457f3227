"""Every error leaves as `application/problem+json` (RFC 9457)."""

import json
from http import HTTPStatus

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.response import Response

MEDIA_TYPE = "application/problem+json"


def handle_http_exception(error: HTTPException) -> Response:
    status = HTTPStatus(error.code or 500)
    content: dict[str, object] = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status,
        "detail": own_description(error) or status.phrase,
    }
    if errors := field_errors(error):
        content |= {"detail": "The request is not valid.", "errors": errors}
    # Keeps the headers that belong to the error, such as Allow.
    response = error.get_response()
    response.data = json.dumps(content)
    response.content_type = MEDIA_TYPE
    return response


def own_description(error: HTTPException) -> str | None:
    """Return what the error was raised with; Werkzeug's own words are for pages."""
    return error.description if "description" in vars(error) else None


def field_errors(error: HTTPException) -> list[dict[str, str]]:
    """Return, made flat, what webargs found wrong: messages by field by location."""
    messages = getattr(error, "data", {}).get("messages", {})
    return [
        {"field": "body" if field == "_schema" else field, "message": " ".join(texts)}
        for fields in messages.values()
        for field, texts in fields.items()
    ]


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, handle_http_exception)
