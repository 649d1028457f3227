"""What can go wrong, in words for the person at the keyboard."""


class ScaffoldError(Exception):
    """Something the user can mend.

    `message` names the thing and the reason, `hint` the way out; both are one line.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
