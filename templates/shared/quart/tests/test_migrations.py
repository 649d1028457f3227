{% include "templates/shared/sqlalchemy_async/tests/test_migrations.py" %}
