{% include "templates/shared/realtime/asyncio/conversation.py" %}
