{% include "templates/shared/beanie/db.py" %}
