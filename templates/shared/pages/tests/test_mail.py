import smtplib
from email.message import EmailMessage
from typing import ClassVar, Self

import pytest

from {{ package }}.pages.accounts.mail import Mailer


{% include "templates/shared/pages/tests/mailer.py" %}
