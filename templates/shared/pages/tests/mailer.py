class FakeServer:
    """Stands for smtplib's servers, and remembers what was done with it."""

    calls: ClassVar[list[object]] = []

    def __init__(self, host: str, port: int, **options: object) -> None:
        self.calls.append((host, port))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.calls.append("bye")

    def starttls(self, **options: object) -> None:
        self.calls.append("tls")

    def login(self, user: str, password: str) -> None:
        self.calls.append((user, password))

    def send_message(self, message: EmailMessage) -> None:
        self.calls.append((message["From"], message["To"], message["Subject"]))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://", [("localhost", 25)]),
        ("smtp://mail.example:26?tls=True", [("mail.example", 26), "tls"]),
        ("smtp://mail.example:465?ssl=True", [("mail.example", 465)]),
        (
            "submission://ada%40example.com:p%2Fw@mail.example",
            [("mail.example", 587), "tls", ("ada@example.com", "p/w")],
        ),
    ],
)
def test_mails_leave_as_the_url_says(
    monkeypatch: pytest.MonkeyPatch, url: str, expected: list[object]
) -> None:
    calls: list[object] = []
    monkeypatch.setattr(FakeServer, "calls", calls)
    monkeypatch.setattr(smtplib, "SMTP", FakeServer)
    monkeypatch.setattr(smtplib, "SMTP_SSL", FakeServer)

    Mailer(url, "shop@example.com").send("ada@example.com", "Hello", "How are you?")

    message = ("shop@example.com", "ada@example.com", "Hello")
    assert calls == [*expected, message, "bye"]


def test_mails_are_printed_while_developing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    link = "https://localhost/" + "x" * 200
    Mailer("console:", "shop@example.com").send("ada@example.com", "Hello", link)

    printed = capsys.readouterr().out
    assert "To: ada@example.com" in printed
    assert link in printed


def test_mail_that_cannot_leave_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    Mailer("smtp://127.0.0.1:1", "shop@example.com").send("ada@example.com", "", "")

    assert "A mail was not sent" in caplog.text


def test_odd_mail_url_stops_the_start() -> None:
    with pytest.raises(ValueError, match="EMAIL_URL"):
        Mailer("https://mail.example", "shop@example.com")
