"""Where people are, and where programs."""

from collections.abc import Iterable

API = ("/api", "/health", "/openapi.json"{{ ', "/ws"' if websockets }})
PAGES = (
{%- for words, path in [
  ("django admin", "/admin"),
  ("flask admin", "/admin"),
  ("pages", "/items"),
  ("mail", "/login"),
  ("mail", "/logout"),
  ("mail", "/password"),
  ("mail", "/signup"),
] if words.split() | reject("in", chosen) | list == [] %}
"{{ path }}"{{ ", " if not loop.last }}{{ "," if loop.length == 1 }}
{%- endfor -%}
)


def is_below(path: str, roots: Iterable[str]) -> bool:
    return any(f"{path}/".startswith(f"{root}/") for root in roots)


def is_for_people(path: str, accept: str) -> bool:
    """Whether what goes wrong there is told on a page, by path and Accept header."""
    if is_below(path, API):
        return False
    return is_below(path, PAGES) or "text/html" in accept
