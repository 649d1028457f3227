"""The languages of the pages: English, and those with a catalogue in `translations`."""

from pathlib import Path

from babel import negotiate_locale
from flask import Flask, current_app, request
from flask_babel import Babel, get_babel, get_locale

TRANSLATIONS = Path(__file__).with_name("translations")

babel = Babel()


def select_language() -> str | None:
    wanted = [tag.replace("-", "_") for tag in request.accept_languages.values()]
    return negotiate_locale(wanted, current_app.extensions["languages"])


def current_language() -> str:
    return str(get_locale()).replace("_", "-")


def init_app(app: Flask) -> None:
    babel.init_app(
        app,
        default_translation_directories=str(TRANSLATIONS),
        locale_selector=select_language,
    )
    with app.app_context():
        locales = get_babel().instance.list_translations()
    app.extensions["languages"] = [str(locale) for locale in locales]
    app.context_processor(lambda: {"language": current_language()})
