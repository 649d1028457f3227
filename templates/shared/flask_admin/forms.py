"""The forms of the admin site, under the rules of the API."""

from typing import Any

from flask_admin.form import SecureForm
from wtforms import BooleanField, PasswordField, StringField, TextAreaField

from ..forms import Rules, obeys
from ..models import Item
from ..schemas import ItemCreate{{ schema }}
from ..users import store
from ..users.models import User
from ..users.passwords import hash_password
from ..users.schemas import Email{{ schema }}, Registration{{ schema }}


class RuledForm(SecureForm):
    """A form whose fields a schema of the API cleans and finds fault with."""

    def rules(self) -> Rules:
        raise NotImplementedError

    def validate(self, extra_validators: Any = None) -> bool:
        return super().validate(extra_validators) and obeys(self, self.rules())


class ItemForm(RuledForm):
    name = StringField()
    description = TextAreaField()

    def rules(self) -> Rules:
        return ItemCreate{{ schema }}

    def populate_obj(self, item: Item) -> None:
        item.name = self.name.data
        item.description = self.description.data


class UserForm(RuledForm):
    """The hash is never shown; a password that is left out stays as it is."""

    email = StringField("E-mail")
    password = PasswordField("New password")
    is_active = BooleanField("Active", default=True)
    is_staff = BooleanField("Staff")

    def rules(self) -> Rules:
        keeps_password = self._obj is not None and not self.password.data
        return Email{{ schema }} if keeps_password else Registration{{ schema }}

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        user = store.find_user(self.email.data)
        if user is not None and user != self._obj:
            self.email.errors = ["There is an account with this e-mail."]
            return False
        return True

    def populate_obj(self, user: User) -> None:
        user.email = self.email.data.lower()
        user.is_active = self.is_active.data
        user.is_staff = self.is_staff.data
        if self.password.data:
            user.password_hash = hash_password(self.password.data)
