"""How mails leave: over SMTP, or printed while developing."""

import logging
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

logger = logging.getLogger(__name__)

# Seconds that the mail server may take for each answer.
TIMEOUT = 10

# Ports by scheme.
PORTS = {"console": 0, "smtp": 25, "submission": 587}


@dataclass(frozen=True)
class Mailer:
    """Sends mails as EMAIL_URL says, from the address of EMAIL_FROM.

    `smtp://user:password@host:port`, with `?tls=True` for STARTTLS or `?ssl=True` for
    TLS from the start; `submission://` is SMTP with STARTTLS at port 587; `console:`
    prints.
    """

    url: str
    sender: str

    def __post_init__(self) -> None:
        if urlsplit(self.url).scheme not in PORTS:
            raise ValueError("EMAIL_URL starts with smtp://, submission:// or console:")
        try:
            _ = urlsplit(self.url).port
        except ValueError as error:
            raise ValueError(f"EMAIL_URL: {error}") from error

    def send(self, recipient: str, subject: str, text: str) -> None:
        """Send, or say in the log why not: nobody waits for this."""
        if urlsplit(self.url).scheme == "console":
            # Not the message itself: it would break long links.
            print(f"To: {recipient}\nSubject: {subject}\n\n{text}", flush=True)
            return
        message = EmailMessage()
        message["From"] = self.sender
        message["To"] = recipient
        message["Subject"] = subject
        message.set_content(text)
        try:
            self.deliver(message)
        except (OSError, smtplib.SMTPException) as error:
            logger.error("A mail was not sent: %s", error)

    def deliver(self, message: EmailMessage) -> None:
        url = urlsplit(self.url)
        query = parse_qs(url.query)
        address = (url.hostname or "localhost", url.port or PORTS[url.scheme])
        context = ssl.create_default_context()
        with (
            smtplib.SMTP_SSL(*address, timeout=TIMEOUT, context=context)
            if "ssl" in query
            else smtplib.SMTP(*address, timeout=TIMEOUT)
        ) as server:
            if "tls" in query or url.scheme == "submission":
                server.starttls(context=context)
            if url.username:
                server.login(unquote(url.username), unquote(url.password or ""))
            server.send_message(message)
