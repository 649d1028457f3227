"""Forms under the rules of the API."""

from typing import Any

from marshmallow import Schema, ValidationError
from marshmallow.fields import Field
from marshmallow.validate import Length
from wtforms import Form

Rules = type[Schema]


def check(
    rules: Rules, values: dict[str, str]
) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Return the values as the API takes them, and what is wrong with each field."""
    try:
        return rules().load(values), {}
    except ValidationError as error:
        return {}, error.messages_dict


def input_attributes(rules: Rules) -> dict[str, dict[str, object]]:
    """Return by field the attributes by which a browser checks an input itself."""
    return {name: attributes_of(field) for name, field in rules().fields.items()}


def attributes_of(field: Field[Any]) -> dict[str, object]:
    attributes: dict[str, object] = {"required": True} if field.required else {}
    for rule in field.validators:
        if isinstance(rule, Length) and rule.max:
            attributes["maxlength"] = rule.max
    return attributes


{% include "templates/shared/flask/forms.py" %}
