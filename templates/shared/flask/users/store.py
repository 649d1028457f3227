{% include "templates/shared/users/" ~ orm ~ "/store.py" %}
