{% include "templates/shared/users/asyncio/create_admin.py" %}
