"""What goes in and out of the API."""

from datetime import datetime
from typing import Annotated, NotRequired

{% if mongodb %}
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)
{% else %}
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
{% endif %}
from typing_extensions import TypedDict

WITHOUT_NUL = r"^[^\x00]*$"

Name = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=100, pattern=WITHOUT_NUL
    ),
]
Description = Annotated[str, StringConstraints(max_length=1000, pattern=WITHOUT_NUL)]
{% if mongodb %}
Id = Annotated[str, BeforeValidator(str)]
{% endif %}


class ItemCreate(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    name: Name
    description: Description = ""


class ItemUpdate(BaseModel):
    """A partial update: a field that is left out stays as it is, `null` is no value."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: Name = Field(default_factory=str)
    description: Description = Field(default_factory=str)


class ItemRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: {{ "Id" if mongodb else "int" }}
    name: str
    description: str
    created_at: datetime


class ItemPage(BaseModel):
    items: list[ItemRead]
    total: int = Field(ge=0)


class Health(BaseModel):
    status: str


class Readiness(Health):
    checks: dict[str, str]


class Problem(TypedDict):
    """An error, as RFC 9457 describes it; `errors` is there when fields are invalid."""

    type: str
    title: str
    status: int
    detail: str
    errors: NotRequired[list[dict[str, str]]]
