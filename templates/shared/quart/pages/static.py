{% include "templates/shared/asgi/pages/static.py" %}
