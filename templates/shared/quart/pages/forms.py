"""The forms, and how they are read."""

from typing import Self, cast

from quart import current_app, request, session
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest
from wtforms import StringField, TextAreaField

from .checks import CheckedForm, plain
from .languages import gettext, lazy_gettext


class PageForm(CheckedForm):
    """Without fields of its own it is a button."""

    @classmethod
    async def read(cls, stored: object = None) -> Self:
        """Return the form with what was sent, or else with what is stored."""
        form = cls.for_session(await read_sent(), stored)
        if form.is_sent and not form.csrf_token.validate(form):
            raise BadRequest(gettext("This form has expired. Load it anew."))
        return form

    @classmethod
    def for_session(
        cls, sent: MultiDict[str, str] | None = None, stored: object = None
    ) -> Self:
        secret_key = current_app.config["SECRET_KEY"].encode()
        meta = {"csrf_context": session, "csrf_secret": secret_key}
        return cls(sent, stored, meta=meta)


{% include "templates/shared/asgi/pages/forms.py" %}


async def read_sent() -> MultiDict[str, str] | None:
    if request.method != "POST":
        return None
    sent = cast("MultiDict[str, str]", await request.form)
    return MultiDict({name: plain(text) for name, text in sent.items()})


def create_csrf_token() -> str:
    return str(PageForm.for_session().csrf_token.current_token)
