{% include "templates/shared/beanie/tests/test_indexes.py" %}
