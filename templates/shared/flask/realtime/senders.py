{% include "templates/shared/flask/realtime/" ~ sender ~ ".py" %}
