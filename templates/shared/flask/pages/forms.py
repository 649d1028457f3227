"""The forms of the pages, under the rules of the API."""

from typing import Any, ClassVar

from flask import Flask, request
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from flask_wtf.csrf import generate_csrf, validate_csrf
from werkzeug.exceptions import BadRequest
from wtforms import StringField, TextAreaField
from wtforms.validators import ValidationError

from ..forms import Rules, input_attributes, obeys
from ..schemas import ItemCreate{{ schema }}


def protect() -> None:
    """Answer 400 to a form that was sent without the token of this site."""
    if request.method == "POST":
        try:
            validate_csrf(request.form.get("csrf_token"))
        except ValidationError as error:
            raise BadRequest from error


def unix_newlines(text: str | None) -> str | None:
    """Browsers send a line's end as two characters."""
    return text and text.replace("\r\n", "\n")


class RuledForm(FlaskForm):
    """A form whose fields a schema of the API checks and cleans."""

    rules: ClassVar[Rules]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, attributes in input_attributes(self.rules).items():
            self[name].render_kw = {**attributes, **(self[name].render_kw or {})}

    def validate(self, extra_validators: Any = None) -> bool:
        return super().validate(extra_validators) and obeys(self, self.rules)

    def values(self) -> dict[str, str]:
        """Return what the fields hold, without the token."""
        return {name: self[name].data for name in input_attributes(self.rules)}


class ItemForm(RuledForm):
    rules = ItemCreate{{ schema }}

    name = StringField(lazy_gettext("Name"))
    description = TextAreaField(
        lazy_gettext("Description"), filters=[unix_newlines], render_kw={"rows": 6}
    )


def init_app(app: Flask) -> None:
    # A form may stay open for as long as the browser does.
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.add_template_global(generate_csrf, "form_token")
