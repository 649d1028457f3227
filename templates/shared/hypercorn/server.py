"""The application as the workers of Hypercorn import it."""

import signal

from .app import create_app

application = create_app()

# Hypercorn terminates its workers as soon as one of them has ended. They have so many
# seconds more, for the requests that they have not answered.
signal.signal(signal.SIGTERM, lambda *_: signal.alarm(5))
