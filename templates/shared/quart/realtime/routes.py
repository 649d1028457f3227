"""The WebSocket of a room, and the page to chat in one."""

from collections.abc import AsyncGenerator
from pathlib import Path

{% if pages %}
from quart import (
    Blueprint,
    Quart,
    Response,
    current_app,
    render_template,
    send_file,
    websocket,
)
{% else %}
from quart import Blueprint, Quart, Response, current_app, send_file, websocket
{% endif %}
from quart_cors import cors_exempt
from quart_schema import hide
from werkzeug.exceptions import Forbidden, NotFound

from ..hosts import refuse_other_host
from ..routing import refuse_doubled_slash
from ..settings import Settings
from .conversation import converse
from .messages import is_room
from .origins import is_allowed
from .rooms import Rooms
from .senders import identify
from .sockets import Connection, Websocket

{% if not pages %}
PAGE = Path(__file__).with_name("chat.html")
{% endif %}
SCRIPT = Path(__file__).with_name("chat.js")

blueprint = Blueprint("realtime", __name__)


@blueprint.websocket("/ws/rooms/<room>")
@cors_exempt
async def join(room: str) -> None:
    if not is_room(room):
        raise NotFound("There is no such room.")
    origins = current_app.config["CORS_ORIGINS"]
    headers = websocket.headers
    if not is_allowed(headers.get("origin"), headers.get("host", ""), origins):
        raise Forbidden("Pages of this origin may not connect.")
    sender, subprotocol = await identify()
    await websocket.accept(subprotocol=subprotocol)
    await converse(websocket, current_app.extensions["rooms"], room, sender)


@blueprint.get("/chat")
@hide
{% if pages %}
async def chat() -> str:
    return await render_template("chat.html")
{% else %}
async def chat() -> Response:
    return await send_file(PAGE)
{% endif %}


@blueprint.get("/chat.js")
@hide
async def chat_script() -> Response:
    return await send_file(SCRIPT)


def init_app(app: Quart, settings: Settings) -> None:
    rooms = Rooms(settings.redis_url)

    @app.while_serving
    async def connect_rooms() -> AsyncGenerator[None]:
        async with rooms.connected():
            yield

    @app.before_websocket
    async def check_host_and_path() -> None:
        refuse_other_host(websocket.host)
        refuse_doubled_slash(websocket.scope["path"])

    app.config["CORS_ORIGINS"] = settings.cors_origins
    app.extensions["rooms"] = rooms
    app.asgi_websocket_class = Connection
    app.websocket_class = Websocket
    app.register_blueprint(blueprint)
