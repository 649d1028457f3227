{% include "templates/shared/users/throttle.py" %}
