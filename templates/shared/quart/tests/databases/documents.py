{% include "templates/shared/beanie/tests/databases.py" %}
