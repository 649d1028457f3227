{% include "templates/shared/realtime/asyncio/rooms.py" %}
