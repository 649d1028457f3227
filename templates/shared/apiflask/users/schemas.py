{% include "templates/shared/users/pydantic/schemas.py" %}
{% if sessions %}


class Email(BaseModel):
    """An address alone, under the rules of `Registration`."""

    model_config = ConfigDict(extra="forbid", strict=True)

    email: Annotated[EmailStr, Field(max_length=254)]
{% endif %}
