"""What goes in and out of the API of accounts."""

from contextlib import suppress
from typing import Any

from email_validator import EmailNotValidError, validate_email
from marshmallow import Schema, ValidationError, fields, post_load, validates_schema
from marshmallow.validate import Length, OneOf

from ..schemas import WITHOUT_NUL, Text, TrimmedText
from .passwords import MAX_LENGTH, MIN_LENGTH, password_fault

EMAIL_LENGTH = Length(max=254)


def normal_form(email: str) -> str:
    """Raises EmailNotValidError."""
    return validate_email(email, check_deliverability=False).normalized


class Email(TrimmedText):
    """An address in its normal form."""

    def _deserialize(self, *args: Any, **kwargs: Any) -> str:
        text = super()._deserialize(*args, **kwargs)
        # Here too: the library takes its time to read a very long address.
        EMAIL_LENGTH(text)
        try:
            return normal_form(text)
        except EmailNotValidError as error:
            raise ValidationError(str(error)) from error


class CredentialsSchema(Schema):
    """What a client logs in with; whether it is right is for the account to say."""

    email = TrimmedText(required=True, validate=(EMAIL_LENGTH, WITHOUT_NUL))
    password = Text(required=True, validate=(Length(max=MAX_LENGTH), WITHOUT_NUL))

    @post_load
    def normalize_email(self, data: dict[str, str], **kwargs: Any) -> dict[str, str]:
        """Spell it as registered; what is no address stays as it is."""
        with suppress(EmailNotValidError):
            data["email"] = normal_form(data["email"])
        return data


{% if sessions %}
class EmailSchema(Schema):
    email = Email(required=True, validate=EMAIL_LENGTH, metadata={"format": "email"})


{% endif %}
class RegistrationSchema(Schema):
    email = Email(required=True, validate=EMAIL_LENGTH, metadata={"format": "email"})
    password = Text(
        required=True,
        validate=(Length(min=MIN_LENGTH, max=MAX_LENGTH), WITHOUT_NUL),
    )

    @validates_schema
    def check_password(self, data: dict[str, str], **kwargs: Any) -> None:
        fault = password_fault(data["password"], data["email"])
        if fault:
            raise ValidationError(fault, "password")


class UserSchema(Schema):
    id = fields.{{ "String" if mongodb else "Integer" }}(required=True)
    email = fields.String(required=True)


class TokenSchema(Schema):
    """`expires_in` counts seconds."""

    access_token = fields.String(required=True)
    token_type = fields.String(required=True, validate=OneOf(["bearer"]))
    expires_in = fields.Integer(required=True)
