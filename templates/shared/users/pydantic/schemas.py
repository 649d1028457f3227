"""What goes in and out of the API of accounts."""

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    EmailStr,
    Field,
    StringConstraints,
    field_validator,
    validate_email,
)
from pydantic_core.core_schema import ValidationInfo

from ..schemas import WITHOUT_NUL{{ ", Id" if mongodb }}
from .passwords import MAX_LENGTH, MIN_LENGTH, password_fault


def as_registered(email: str) -> str:
    """Spell an address as `Registration` does; what is no address stays as it is."""
    try:
        return validate_email(email)[1]
    except ValueError:
        return email


class Credentials(BaseModel):
    """What a client logs in with; whether it is right is for the account to say."""

    model_config = ConfigDict(extra="forbid", strict=True)

    email: Annotated[
        str,
        StringConstraints(max_length=254, pattern=WITHOUT_NUL),
        AfterValidator(as_registered),
    ]
    password: Annotated[str, StringConstraints(max_length=128, pattern=WITHOUT_NUL)]


class Registration(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    email: Annotated[EmailStr, Field(max_length=254)]
    password: Annotated[
        str,
        StringConstraints(
            min_length=MIN_LENGTH, max_length=MAX_LENGTH, pattern=WITHOUT_NUL
        ),
    ]

    @field_validator("password")
    @classmethod
    def check_password(cls, password: str, info: ValidationInfo) -> str:
        fault = password_fault(password, info.data.get("email", ""))
        if fault:
            raise ValueError(fault)
        return password


class UserRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: {{ "Id" if mongodb else "int" }}
    email: str


class Token(BaseModel):
    """`expires_in` counts seconds."""

    access_token: str
    token_type: Literal["bearer"] = Field(default="bearer")
    expires_in: int
