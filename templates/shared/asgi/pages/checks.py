"""Forms under the rules of the API, whose models check and clean what is sent."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from wtforms import Form
from wtforms.csrf.core import CSRFTokenField
from wtforms.csrf.session import SessionCSRF

from .languages import gettext, lazy_gettext

Model = TypeVar("Model", bound=BaseModel)

{% include "templates/shared/pydantic/words.py" %}


class CheckedForm(Form):
    csrf_token: CSRFTokenField

    class Meta:
        csrf = True
        csrf_class = SessionCSRF
        # A token lasts as long as the session it belongs to.
        csrf_time_limit = None

    @property
    def is_sent(self) -> bool:
        return self.csrf_token.raw_data is not None

    def check(self, schema: type[Model], **given: str) -> Model | None:
        """Return what was sent as the API takes it, or tell its faults.

        `given` are the values for which there is no field.
        """
        if not self.is_sent:
            return None
        names = schema.model_fields.keys() & self._fields.keys()
        values = {name: self[name].data or "" for name in names}
        try:
            return schema.model_validate(values | given)
        except ValidationError as error:
            faults = {str(fault["loc"][0]): in_words(fault) for fault in error.errors()}
        self.refuse(**faults)
        return None

    def refuse(self, **faults: str) -> None:
        """Tell each fault beside its field, and nothing else."""
        for name, field in self._fields.items():
            field.errors = [faults[name]] if name in faults else []


def in_words(fault: ErrorDetails) -> str:
    context = fault.get("ctx", {})
    words = WORDS.get(fault["type"])
    if not str(fault["input"]).strip():
        return gettext("This field is needed.")
    if "error" in context:
        return gettext(str(context["error"]))
    return str(words) % context if words else fault["msg"]


def plain(text: str) -> str:
    """Return text with one kind of line ends, and without halves of characters."""
    return text.encode(errors="replace").decode().replace("\r\n", "\n")
