"""The languages of the pages: English, and every one with a catalogue."""

import re
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import cast

from babel import negotiate_locale
from babel.support import LazyProxy
from jinja2 import Environment

FOLDER = Path(__file__).with_name("translations")

# A language of an Accept-Language header, and its weight.
ACCEPTED = re.compile(r"([A-Za-z]+(?:-\w+)*)\s*(?:;\s*q=([01](?:\.\d{0,3})?))?", re.A)


@dataclass(frozen=True)
class Language:
    """A language by its tag, such as `pt-BR`, and its texts."""

    tag: str
    catalogue: NullTranslations


ENGLISH = Language("en", NullTranslations())

current: ContextVar[Language] = ContextVar("language", default=ENGLISH)


def load_languages() -> dict[str, Language]:
    """Return all languages by the names of their folders in lower case."""
    languages = {"en": ENGLISH}
    for path in FOLDER.glob("*/LC_MESSAGES/messages.mo"):
        name = path.parent.parent.name
        with path.open("rb") as file:
            language = Language(name.replace("_", "-"), GNUTranslations(file))
        languages[name.lower()] = language
    return languages


def choose_language(languages: Mapping[str, Language], accepted: str) -> None:
    """Speak what an Accept-Language header likes best, or else English."""
    name = negotiate_locale(preferred_locales(accepted), languages) or "en"
    current.set(languages[name.lower()])


def preferred_locales(accepted: str) -> list[str]:
    """Return names such as `pt_BR`, the best liked first."""
    weights = {
        tag.replace("-", "_"): float(weight or 1)
        for tag, weight in ACCEPTED.findall(accepted)
    }
    return sorted(filter(weights.get, weights), key=weights.__getitem__, reverse=True)


def gettext(text: str, **variables: object) -> str:
    """Return the text in the current language, with its variables filled in."""
    translated = current.get().catalogue.gettext(text)
    return translated % variables if variables else translated


def ngettext(singular: str, plural: str, number: int) -> str:
    return current.get().catalogue.ngettext(singular, plural, number)


def lazy_gettext(text: str, **variables: object) -> str:
    """Return a text that is translated whenever it is shown."""
    return cast(str, LazyProxy(gettext, text, enable_cache=False, **variables))


def init_templates(environment: Environment) -> None:
    environment.add_extension("jinja2.ext.i18n")
    # The extension brings this method, which mypy cannot see.
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True
    )
