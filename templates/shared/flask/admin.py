"""The admin site."""

import logging
import re
from typing import Any, ClassVar

from flask import Flask, flash, request
from flask_admin import Admin
from flask_admin.contrib.sqla import ModelView
from flask_admin.form import SecureForm
from flask_admin.theme import Bootstrap4Theme
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.response import Response

from . import errors, staff
from .db import db
from .forms import ItemForm, UserForm
from .models import Item
from .routing import IdConverter
from .users.models import User

logger = logging.getLogger(__name__)

MAX_PAGE = 1_000_000
MAX_SEARCH = 100


class TableView(staff.StaffOnly, ModelView):
    """A table; no input makes a query that the database would not take."""

    form_base_class = SecureForm
    action_disallowed_list = ("delete",)

    def get_one(self, key: object) -> Any:
        if not isinstance(key, str) or not re.fullmatch(IdConverter.regex, key):
            return None
        return db.session.get(self.model, int(key))

    def _get_list_extra_args(self) -> Any:
        view_args = super()._get_list_extra_args()
        view_args.page = min(max(view_args.page, 0), MAX_PAGE)
        search = (view_args.search or "").replace("\0", "")
        view_args.search = search[:MAX_SEARCH]
        return view_args

    def validate_form(self, form: Any) -> bool:
        return bool(super().validate_form(staff.with_token(form)))

    def handle_view_exception(self, exc: Exception) -> bool:
        """Keep the details, which may hold a hash, to the log."""
        logger.warning("Not stored: %s", type(exc).__name__)
        flash("This could not be stored. Try again.", "error")
        return True


class ItemView(TableView):
    form = ItemForm
    column_list = ("id", "name", "description", "created_at")
    column_labels: ClassVar = {"name": "Name", "description": "Description"}
    column_searchable_list = ("name", "description")
    column_default_sort = ("id", True)


class UserView(TableView):
    form = UserForm
    column_list = ("id", "email", "is_active", "is_staff", "created_at")
    column_searchable_list = ("email",)
    column_default_sort = ("id", True)
    column_labels: ClassVar = {
        "email": "E-mail",
        "is_active": "Active",
        "is_staff": "Staff",
    }


def handle_http_exception(error: HTTPException) -> Response | HTTPException:
    """Errors of the admin site are pages."""
    is_page = request.path.startswith("/admin/")
    return error if is_page else errors.handle_http_exception(error)


def init_app(app: Flask, title: str) -> None:
    staff.init_app(app)
    app.register_error_handler(HTTPException, handle_http_exception)
    admin = Admin(
        app,
        name=title,
        index_view=staff.Home(),
        theme=Bootstrap4Theme(base_template="layout.html"),
    )
    admin.add_view(ItemView(Item, db, "Items", endpoint="admin_items", url="items"))
    admin.add_view(UserView(User, db, "Accounts", endpoint="admin_users", url="users"))
