"""What can go wrong, in words for the person at the keyboard."""


class ScaffoldError(Exception):
    """Something the user can mend.

    `message` names the thing and the reason, `hint` the way out; both are one line.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(ScaffoldError):
    """The command line itself is incomplete or contradicts itself."""

    exit_code = 2


class StoppedError(ScaffoldError):
    """The user stopped the work; `message` says what is left of it."""

    exit_code = 130
