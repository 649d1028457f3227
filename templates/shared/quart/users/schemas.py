{% include "templates/shared/users/pydantic/schemas.py" %}
