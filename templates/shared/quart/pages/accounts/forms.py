{% include "templates/shared/asgi/pages/accounts/forms.py" %}
