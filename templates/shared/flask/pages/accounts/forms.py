"""The forms of accounts, under the rules of the API."""

from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, ValidationError

from ...forms import check
from ...users.models import User
from ...users.passwords import MIN_LENGTH, verify_password
from ...users.schemas import Email{{ schema }}, Registration{{ schema }}
from ..forms import RuledForm

HINT = lazy_gettext("At least %(count)s characters.", count=MIN_LENGTH)


def email_field() -> EmailField:
    return EmailField(lazy_gettext("E-mail"), render_kw={"autocomplete": "username"})


def new_password_field(label: str) -> PasswordField:
    return PasswordField(
        label, description=HINT, render_kw={"autocomplete": "new-password"}
    )


def known_password_field(label: str) -> PasswordField:
    return PasswordField(
        label,
        validators=[InputRequired()],
        render_kw={"autocomplete": "current-password"},
    )


class SignUpForm(RuledForm):
    rules = Registration{{ schema }}

    email = email_field()
    password = new_password_field(lazy_gettext("Password"))


class LogInForm(FlaskForm):
    """Whether it is right is for the account to say."""

    email = email_field()
    password = known_password_field(lazy_gettext("Password"))


class AskResetForm(RuledForm):
    rules = Email{{ schema }}

    email = email_field()


class NewPasswordForm(FlaskForm):
    """A new password for an account that is there."""

    new_password = new_password_field(lazy_gettext("New password"))

    def __init__(self, user: User) -> None:
        super().__init__()
        self.user = user

    def validate(self, extra_validators: Any = None) -> bool:
        data = {"email": self.user.email, "password": self.new_password.data or ""}
        faults = check(Registration{{ schema }}, data)[1].get("password", [])
        is_valid = super().validate(extra_validators)
        self.new_password.errors = [*self.new_password.errors, *faults]
        return is_valid and not faults


class ChangePasswordForm(NewPasswordForm):
    old_password = known_password_field(lazy_gettext("Old password"))
    new_password = new_password_field(lazy_gettext("New password"))

    def validate_old_password(self, field: PasswordField) -> None:
        if not verify_password(field.data, self.user.password_hash):
            raise ValidationError(lazy_gettext("This is not your password."))
