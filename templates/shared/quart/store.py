{% include "templates/shared/" ~ async_orm ~ "/store.py" %}
