{% include "templates/shared/sqlalchemy/tests/databases/file.py" %}
