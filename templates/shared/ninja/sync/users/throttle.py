{% include "templates/shared/users/sync/throttle.py" %}
