"""The tables on the admin site, under the rules of the API."""

import asyncio
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette_admin import (
    BooleanField,
    DateTimeField,
    PasswordField,
    RequestAction,
    StringField,
    TextAreaField,
)
from starlette_admin.exceptions import FormValidationError
from starlette_admin.helpers import pydantic_error_to_form_validation_errors

from ..schemas import ItemCreate
from ..users import store
from ..users.passwords import hash_password
from ..users.schemas import Registration
from .storage import ConflictError, IdField, StoredView, is_id

# Stands for the password that an account has: no rule refuses it.
KEPT = "what it was before"


def checked(schema: type[BaseModel], values: dict[str, Any]) -> dict[str, Any]:
    """Return the values as the API would store them, or say at the fields why not."""
    try:
        return schema.model_validate(values).model_dump()
    except ValidationError as error:
        raise pydantic_error_to_form_validation_errors(error) from None


def email_taken() -> FormValidationError:
    return FormValidationError({"email": "There is an account with this e-mail."})


class View(StoredView):
    """A table that is neither exported nor imported: that would go around the rules."""

    actions = ("delete",)
    # The newest first: who has just made something looks for it.
    fields_default_sort = (("id", True),)

    def can_export(self, request: Request) -> bool:
        return False

    def can_import(self, request: Request) -> bool:
        return False

    async def find_by_pk(self, request: Request, pk: Any) -> Any:
        return await super().find_by_pk(request, pk) if is_id(pk) else None

    async def find_by_pks(self, request: Request, pks: Iterable[Any]) -> list[Any]:
        return list(await super().find_by_pks(request, list(filter(is_id, pks))))


def created_at() -> DateTimeField:
    """It is shown, and on no form."""
    return DateTimeField(
        "created_at",
        label="Created at (UTC)",
        exclude_from_create=True,
        exclude_from_edit=True,
    )


class ItemView(View):
    key = "items"
    menu_label = "Items"
    icon = "fa fa-box"
    fields = (
        IdField("id"),
        StringField("name", maxlength=100, required=True),
        TextAreaField("description", maxlength=1000),
        created_at(),
    )
    searchable_fields = ("name", "description")

    async def repr(self, obj: Any, request: Request) -> str:
        return str(obj.name)

    async def validate(self, request: Request, data: dict[str, Any]) -> None:
        data.update(checked(ItemCreate, data))


class NewPasswordField(PasswordField):
    """Keeps what was typed away from the form's values, which pages and logs repeat."""

    async def parse_form_data(self, request: Request, form_data: FormData) -> None:
        request.state.new_password = form_data.get(self.id) or ""


class UserView(View):
    key = "users"
    menu_label = "Users"
    icon = "fa fa-users"
    fields = (
        IdField("id"),
        StringField(
            "email", label="E-mail", input_type="email", maxlength=254, required=True
        ),
        NewPasswordField(
            "password",
            help_text="Leave it empty to keep the password of an account.",
            exclude_from_list=True,
            exclude_from_detail=True,
        ),
        BooleanField("is_active", default=True),
        BooleanField("is_staff"),
        created_at(),
    )
    searchable_fields = ("email",)
    sortable_fields = ("id", "email", "is_active", "is_staff", "created_at")

    async def repr(self, obj: Any, request: Request) -> str:
        return str(obj.email)

    async def validate(self, request: Request, data: dict[str, Any]) -> None:
        password = request.state.new_password
        if request.state.action is RequestAction.EDIT:
            password = password or KEPT
        account = checked(Registration, {"email": data["email"], "password": password})
        data["email"] = account["email"].lower()
        async with request.app.state.database.session() as session:
            user = await store.find_user(session, data["email"])
        if user and str(user.id) != request.query_params.get("pk"):
            raise email_taken()
        if request.state.new_password:
            data["password_hash"] = await asyncio.to_thread(hash_password, password)

    async def handle_exception(self, request: Request, exc: Exception) -> None:
        """Another request may have taken the address since it was looked up."""
        if isinstance(exc, ConflictError):
            raise email_taken() from None
        await super().handle_exception(request, exc)
