"""The WebSocket of a room."""

from flask import Blueprint, Flask, current_app, g, request
from flask_sock import Sock
from simple_websocket import Server
from simple_websocket.errors import SimpleWebsocketError
from werkzeug.exceptions import BadRequest, Forbidden, NotFound, ServiceUnavailable
from werkzeug.sansio.response import Response as Problem
from wsproto.utilities import ProtocolError

from ..errors import problem
from ..settings import Settings
from . import page
from .connection import Connection
from .conversation import converse
from .messages import MAX_FRAME_BYTES, is_room
from .origins import is_allowed
from .rooms import Rooms
from .senders import SUBPROTOCOLS, identify

# Where servers keep the connection of a request.
SOCKET_KEYS = {"gunicorn.socket", "werkzeug.socket"}

sockets = Blueprint("sockets", __name__)
sock = Sock()


@sockets.before_request
def refuse() -> None:
    """Refuse with an HTTP error: when the view runs, the WebSocket is open."""
    if not is_room((request.view_args or {})["room"]):
        raise NotFound("There is no such room.")
    origins = current_app.config["SOCKET_ORIGINS"]
    if not is_allowed(request.headers.get("Origin"), request.host, origins):
        raise Forbidden("Pages of this origin may not connect.")
    if current_app.extensions["rooms"].is_full:
        raise ServiceUnavailable("There are too many connections.")
    asked = request.headers.get("Sec-WebSocket-Protocol", "")
    g.sender = identify([word.strip() for word in asked.split(",")])


@sockets.before_request
def take_connection() -> None:
    """Put our own connection in the place of the server's."""
    for key in SOCKET_KEYS & request.environ.keys():
        request.environ[key] = Connection(request.environ[key])
    # Messages are too short to gain from compression.
    request.environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)


@sock.route("/ws/rooms/<room>", sockets)
def join(socket: Server, room: str) -> None:
    converse(socket, current_app.extensions["rooms"], room, g.sender)


@sockets.errorhandler(SimpleWebsocketError)
@sockets.errorhandler(ProtocolError)
@sockets.errorhandler(UnicodeError)
def handle_bad_handshake(error: Exception) -> Problem:
    return problem(BadRequest("This is no handshake of a WebSocket."))


def init_app(app: Flask, settings: Settings) -> None:
    app.config.from_mapping(
        SOCKET_ORIGINS=settings.cors_origins,
        SOCK_SERVER_OPTIONS={
            "subprotocols": SUBPROTOCOLS,
            "max_message_size": MAX_FRAME_BYTES,
            "ping_interval": 20,
        },
    )
    app.extensions["rooms"] = Rooms(settings.redis_url)
    app.register_blueprint(page.blueprint)
    app.register_blueprint(sockets)
