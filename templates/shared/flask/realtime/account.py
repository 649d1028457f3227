{% include "templates/shared/flask/realtime/account/" ~ orm ~ ".py" %}
