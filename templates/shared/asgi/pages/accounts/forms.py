"""The forms of accounts; their fields are named as in the schemas."""

from wtforms import EmailField, PasswordField

from ...users.passwords import MIN_LENGTH
from ..forms import PageForm
from ..languages import lazy_gettext

LOGIN = {"autocomplete": "username"}
OLD = {"autocomplete": "current-password"}
NEW = {"autocomplete": "new-password"}
HINT = lazy_gettext("At least %(min_length)s characters.", min_length=MIN_LENGTH)


class SignUpForm(PageForm):
    email = EmailField(lazy_gettext("E-mail"), render_kw=LOGIN)
    password = PasswordField(lazy_gettext("Password"), description=HINT, render_kw=NEW)


class LoginForm(PageForm):
    email = EmailField(lazy_gettext("E-mail"), render_kw=LOGIN)
    password = PasswordField(lazy_gettext("Password"), render_kw=OLD)


class ChangeForm(PageForm):
    old_password = PasswordField(lazy_gettext("Old password"), render_kw=OLD)
    password = PasswordField(
        lazy_gettext("New password"),
        name="new_password",
        description=HINT,
        render_kw=NEW,
    )


class AskForm(PageForm):
    email = EmailField(lazy_gettext("E-mail"), render_kw=LOGIN)


class ResetForm(PageForm):
    password = PasswordField(
        lazy_gettext("New password"),
        name="new_password",
        description=HINT,
        render_kw=NEW,
    )
