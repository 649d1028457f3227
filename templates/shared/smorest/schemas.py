"""What goes in and out of the API."""

from typing import Any

from marshmallow import Schema, fields
from marshmallow.validate import Length, Range, Regexp

WITHOUT_NUL = Regexp(r"^[^\x00]*$", error="NUL characters are not allowed.")


class Text(fields.String):
    """Text that a database can hold."""

    def _deserialize(self, *args: Any, **kwargs: Any) -> str:
        text = super()._deserialize(*args, **kwargs)
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise self.make_error("invalid_utf8") from error
        return text


class TrimmedText(Text):
    def _deserialize(self, *args: Any, **kwargs: Any) -> str:
        return super()._deserialize(*args, **kwargs).strip()


NAME = (Length(min=1, max=100), WITHOUT_NUL)
DESCRIPTION = (Length(max=1000), WITHOUT_NUL)


class ItemCreateSchema(Schema):
    name = TrimmedText(required=True, validate=NAME)
    description = Text(load_default="", validate=DESCRIPTION)


class ItemUpdateSchema(Schema):
    """A partial update: a field that is left out stays as it is, `null` is no value."""

    name = TrimmedText(validate=NAME)
    description = Text(validate=DESCRIPTION)


class ItemSchema(Schema):
    id = fields.{{ "String" if mongodb else "Integer" }}(required=True)
    name = fields.String(required=True)
    description = fields.String(required=True)
    created_at = fields.DateTime(required=True)


class PageSchema(Schema):
    """Which part of a list is asked for."""

    limit = fields.Integer(load_default=20, validate=Range(min=1, max=100))
    offset = fields.Integer(load_default=0, validate=Range(min=0))


class ItemPageSchema(Schema):
    items = fields.List(fields.Nested(ItemSchema), required=True)
    total = fields.Integer(required=True, validate=Range(min=0))


class HealthSchema(Schema):
    status = fields.String(required=True)


class ReadinessSchema(HealthSchema):
    checks = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class FieldErrorSchema(Schema):
    field = fields.String(required=True)
    message = fields.String(required=True)


class ProblemSchema(Schema):
    """An error, as RFC 9457 describes it; `errors` is there when fields are invalid."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    errors = fields.List(fields.Nested(FieldErrorSchema))
