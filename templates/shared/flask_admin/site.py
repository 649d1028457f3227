"""The admin site as a whole."""

from flask import Flask, request
from flask_admin import Admin
from flask_admin.theme import Bootstrap4Theme
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.response import Response

from .. import errors
from . import login, tables


def handle_http_exception(error: HTTPException) -> Response | HTTPException:
    """Errors of the admin site are pages."""
    is_page = request.path.startswith("/admin/")
    return error if is_page else errors.handle_http_exception(error)


def init_app(app: Flask, title: str) -> None:
    app.register_error_handler(HTTPException, handle_http_exception)
    admin = Admin(
        app,
        name=title,
        index_view=login.Home(),
        theme=Bootstrap4Theme(base_template="admin/site.html"),
    )
    admin.add_views(*tables.views())
