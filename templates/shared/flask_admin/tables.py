{% include "templates/shared/flask_admin/tables/" ~ orm ~ ".py" %}
