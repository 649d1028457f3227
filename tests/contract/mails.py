"""A mail server in this process, as slow as a test wants, and the mails that it got."""

import asyncio
import re
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from servers import deadline, free_port

ARRIVAL_SECONDS = 10


@dataclass
class Inbox:
    """A context manager: it takes mails of anybody to anybody, each of which takes `seconds`."""

    seconds: float = 0
    port: int = field(default_factory=free_port)
    mails: list[EmailMessage] = field(default_factory=list)

    @property
    def url(self) -> str:
        """What EMAIL_URL has to say."""
        return f"smtp://127.0.0.1:{self.port}"

    def __enter__(self) -> "Inbox":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self) -> None:
        """Goes away; may be started again, with the mails there are."""
        self.controller.stop(no_assert=True)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        await asyncio.sleep(self.seconds)
        content = envelope.content
        assert isinstance(content, bytes)
        self.mails.append(message_from_bytes(content, policy=policy.default))
        return "250 OK"

    def to(self, address: str, subject: str = "") -> list[EmailMessage]:
        """The mails to an address, with a subject that begins so."""
        return [
            mail
            for mail in list(self.mails)
            if mail["To"] == address and mail["Subject"].startswith(subject)
        ]

    def wait_for(self, address: str, subject: str = "") -> EmailMessage:
        """The newest such mail, as soon as there is one."""
        for _ in deadline(ARRIVAL_SECONDS, f"a mail to {address}", lambda: str(self.mails)):
            if found := self.to(address, subject):
                return found[-1]
        raise AssertionError

    def forget(self) -> None:
        self.mails.clear()


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link_in(mail: EmailMessage) -> str:
    """The one link that a mail holds."""
    [link] = re.findall(r"https?://\S+", text_of(mail))
    return str(link)
