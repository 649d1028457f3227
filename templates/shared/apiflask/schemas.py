{% include "templates/shared/pydantic/schemas.py" %}
