{% include "templates/shared/" ~ orm ~ "/store.py" %}
