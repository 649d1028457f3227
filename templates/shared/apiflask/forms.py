"""Forms under the rules of the API."""

from typing import Any

{% if pages %}
from flask_babel import lazy_gettext
{% endif %}
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from wtforms import Form

Rules = type[BaseModel]
{% if pages %}

{% include "templates/shared/pydantic/words.py" %}
{% endif %}


def check(
    rules: Rules, values: dict[str, str]
) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Return the values as the API takes them, and what is wrong with each field."""
    try:
        return rules.model_validate(values).model_dump(), {}
    except ValidationError as error:
        faults: dict[str, list[str]] = {}
        for fault in error.errors():
            faults.setdefault(str(fault["loc"][0]), []).append(in_words(fault))
        return {}, faults


{% include "templates/shared/apiflask/in_words/" ~ landing ~ ".py" %}


def input_attributes(rules: Rules) -> dict[str, dict[str, object]]:
    """Return by field the attributes by which a browser checks an input itself."""
    schema = rules.model_json_schema()
    required = schema.get("required", ())
    return {
        name: {"required": name in required, "maxlength": field.get("maxLength", False)}
        for name, field in schema["properties"].items()
    }


{% include "templates/shared/flask/forms.py" %}
