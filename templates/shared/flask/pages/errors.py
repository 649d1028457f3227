"""What goes wrong where people are, told on a page."""

from http import HTTPStatus

from flask import Flask, render_template, request
from flask_babel import gettext, lazy_gettext
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.response import Response

from .. import errors
from .paths import is_for_people

{% include "templates/shared/pages/errors.py" %}


def handle_http_exception(error: HTTPException) -> Response:
    """Tell people on a page what programs are told as a problem."""
    if not is_for_people(request.path, request.headers.get("Accept", "")):
        return errors.handle_http_exception(error)
    # Keeps the headers that belong to the error, such as Allow.
    response = error.get_response()
    response.data = error_page(error)
    response.content_type = "text/html; charset=utf-8"
    return response


def error_page(error: HTTPException) -> str:
    status = HTTPStatus(error.code or 500)
    texts = {
        "title": gettext(status.phrase),
        "detail": in_a_sentence(status, errors.own_description(error)),
    }
{% if mail %}
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        # It may be the database that fails: it is not asked who is there.
        texts["account"] = ""
{% endif %}
    return render_template("error.html", **texts)


def init_app(app: Flask) -> None:
    """Goes after `errors.init_app`, whose handler it stands before."""
    app.register_error_handler(HTTPException, handle_http_exception)
