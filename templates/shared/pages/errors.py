# For errors that come without a detail.
SENTENCES = {
    400: lazy_gettext("This request is not valid."),
    404: lazy_gettext("There is no such page."),
    405: lazy_gettext("This cannot be done here."),
    413: lazy_gettext("This is more than can be taken."),
{% if mail %}
    429: lazy_gettext("Too many attempts. Try again later."),
{% endif %}
    500: lazy_gettext("Something went wrong. Try again later."),
}


def in_a_sentence(status: HTTPStatus, detail: str | None) -> str:
    if detail and detail != status.phrase:
        return str(gettext(detail))
    return str(SENTENCES.get(status, status.phrase))
