"""What goes wrong where people are, told on a page."""

from http import HTTPStatus

{% if mail %}
from quart import (
    Quart,
    g,
    has_request_context,
    make_response,
    render_template,
    request,
)
{% else %}
from quart import Quart, has_request_context, make_response, render_template, request
{% endif %}
from quart.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.response import Response

from .. import errors
from .languages import gettext, lazy_gettext
from .paths import is_for_people

{% include "templates/shared/pages/errors.py" %}


async def handle_http_exception(
    error: HTTPException,
) -> Response | ResponseReturnValue:
    """Tell people on a page what programs are told as a problem."""
    # What is refused may be no request.
    if has_request_context() and is_for_people(
        request.path, request.headers.get("accept", "")
    ):
        return await show_error(error)
    return await errors.handle_http_exception(error)


async def show_error(error: HTTPException) -> ResponseReturnValue:
    status = HTTPStatus(error.code or 500)
{% if mail %}
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        # It may be the database that fails: it is not asked who is there.
        g.account = None
{% endif %}
    page = await render_template(
        "error.html",
        title=gettext(status.phrase),
        detail=in_a_sentence(status, errors.own_description(error)),
    )
    # Keeps the headers that belong to the error, such as Allow.
    return await make_response(page, status, error.get_headers())


def init_app(app: Quart) -> None:
    """Goes after `errors.init_app`, whose handler it stands before."""
    app.register_error_handler(HTTPException, handle_http_exception)
