"""The server: threads, of which each open WebSocket holds one."""

import os
import signal
from types import FrameType

from gunicorn.workers.gthread import ThreadWorker

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "1"))
worker_class = "gthread"
# The application is imported once, and what is wrong with it stops the server.
preload_app = True
# More than there may be sockets (MAX_SOCKETS): the rest answers requests.
threads = 144
keepalive = 5
timeout = 30
graceful_timeout = 8
control_socket_disable = True
accesslog = "-"


def post_worker_init(worker: ThreadWorker) -> None:
    """Have a worker that stops close its sockets, which would keep it waiting."""

    def handle_exit(signal_number: int, frame: FrameType | None) -> None:
        worker.handle_exit(signal_number, frame)
        close_sockets(worker)

    signal.signal(signal.SIGTERM, handle_exit)


def worker_int(worker: ThreadWorker) -> None:
    close_sockets(worker)


def close_sockets(worker: ThreadWorker) -> None:
    worker.wsgi.extensions["rooms"].close()
