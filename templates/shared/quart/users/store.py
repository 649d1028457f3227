{% include "templates/shared/users/" ~ async_orm ~ "/store.py" %}
