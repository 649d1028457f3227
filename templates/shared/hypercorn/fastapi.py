{% include "templates/shared/hypercorn/server.py" %}
