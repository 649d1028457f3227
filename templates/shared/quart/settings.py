{% include "templates/shared/pydantic/settings.py" %}
