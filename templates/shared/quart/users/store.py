{% include "templates/shared/users/sqlalchemy_async/store.py" %}
