{% include "templates/shared/quart/realtime/" ~ sender ~ ".py" %}
