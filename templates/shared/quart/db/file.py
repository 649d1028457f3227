{% include "templates/shared/sqlalchemy_async/db.py" %}
