{% include "templates/shared/sqlalchemy_async/tests/databases/server.py" %}
