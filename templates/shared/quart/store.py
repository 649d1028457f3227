{% include "templates/shared/sqlalchemy_async/store.py" %}
