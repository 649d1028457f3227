{% include "templates/shared/asgi/pages/languages.py" %}
