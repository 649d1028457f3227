"""The tables on the admin site, under the rules of the API."""

import logging
from typing import Any, ClassVar

from flask import flash
from flask_admin.form import SecureForm

from ..models import Item
from ..users.models import User
from .forms import ItemForm, UserForm
from .login import StaffOnly, with_token
from .storage import StoredView

logger = logging.getLogger(__name__)

MAX_PAGE = 1_000_000
MAX_SEARCH = 100


class TableView(StaffOnly, StoredView):
    """A table; no input makes a query that the database would not take."""

    form_base_class = SecureForm
    action_disallowed_list = ("delete",)

    def _get_list_extra_args(self) -> Any:
        view_args = super()._get_list_extra_args()
        view_args.page = min(max(view_args.page, 0), MAX_PAGE)
        search = (view_args.search or "").replace("\0", "")
        view_args.search = search[:MAX_SEARCH]
        return view_args

    def validate_form(self, form: Any) -> bool:
        return bool(super().validate_form(with_token(form)))

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


def views() -> tuple[TableView, ...]:
    return (
        ItemView(Item, name="Items", endpoint="admin_items", url="items"),
        UserView(User, name="Accounts", endpoint="admin_users", url="users"),
    )
