{% include "templates/shared/users/sqlalchemy_async/create_admin.py" %}
