"""Hands one email to a mail server, in a thread of its own, and tells what surely failed from what may have arrived."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import TYPE_CHECKING, Self
from urllib.parse import unquote, urlsplit

from config.checks import is_here
from storage.emails import Email

if TYPE_CHECKING:  # what reads settings is ten megabytes, and who sends without them need not have it
    from config.settings import Settings

PATIENCE = 15.0  # seconds for each step
PORTS = {"smtps": 465, "smtp": 587}


class EmailNotSent(Exception):
    """It was surely not sent, and may be tried again; the message is a word for the record."""


class EmailRefused(EmailNotSent):
    """The server will never take this one."""


class EmailUncertain(Exception):
    """It may have arrived."""


@dataclass(frozen=True, slots=True, repr=False)
class Smtp:
    """A mail server. With smtps:// the line is encrypted from the start; with smtp:// it is before anything is said,
    but to a server on this very machine."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    sender: str

    @classmethod
    def at(cls, url: str, sender: str) -> Self:
        """The server at smtps://user:password@host:port."""
        told = urlsplit(url)
        scheme = told.scheme
        return cls(
            scheme,
            told.hostname or "",
            told.port or PORTS[scheme],
            unquote(told.username or ""),
            unquote(told.password or ""),
            sender,
        )

    def check(self) -> None:
        """Sign in and say goodbye. Raises EmailNotSent."""
        with self._signed_in():
            pass

    def send(self, email: Email, now: datetime) -> None:
        """Hand it over. Blocks; raises EmailNotSent, EmailRefused, EmailUncertain."""
        message = _message(email, self.sender, now)
        with self._signed_in() as line:
            self._offer(line, email.address)
            try:
                code, _ = line.data(message.as_bytes(policy=SMTP))
            except smtplib.SMTPDataError as error:
                code = error.smtp_code
            except (smtplib.SMTPServerDisconnected, OSError):
                raise EmailUncertain("no_answer") from None
            _judge(code)

    def _offer(self, line: smtplib.SMTP, address: str) -> None:
        try:
            _judge(line.mail(parseaddr(self.sender)[1])[0], of_ours=True)
            _judge(line.rcpt(address)[0])
        except (smtplib.SMTPException, OSError):
            raise EmailNotSent("line_lost") from None

    @contextmanager
    def _signed_in(self) -> Iterator[smtplib.SMTP]:
        try:
            line = self._line()
        except smtplib.SMTPAuthenticationError:
            raise EmailNotSent("sign_in_refused") from None
        except smtplib.SMTPNotSupportedError:
            raise EmailNotSent("no_encryption") from None
        except ssl.SSLError:
            raise EmailNotSent("certificate") from None
        except (smtplib.SMTPException, OSError, UnicodeError):
            raise EmailNotSent("no_connection") from None
        try:
            yield line
        finally:
            with suppress(smtplib.SMTPException, OSError):
                line.quit()

    def _line(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.scheme == "smtps":
            line: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=PATIENCE, context=context)
        else:
            line = smtplib.SMTP(self.host, self.port, timeout=PATIENCE)
        try:
            line.ehlo_or_helo_if_needed()
            if self.scheme == "smtp" and (line.has_extn("starttls") or not is_here(self.host)):
                line.starttls(context=context)
            if self.user:
                line.login(self.user, self.password)
        except BaseException:
            line.close()
            raise
        return line


def smtp_of(settings: Settings) -> Smtp | None:
    """The mail server of this installation; None when it has none."""
    if settings.smtp_url is None or settings.email_from is None:
        return None
    return Smtp.at(settings.smtp_url.get_secret_value(), settings.email_from)


def _judge(code: int, *, of_ours: bool = False) -> None:
    """What the server's answer means. What it says of our own address somebody can mend."""
    if 200 <= code < 300:
        return
    if code >= 500 and not of_ours:
        raise EmailRefused(f"refused_{code}")
    raise EmailNotSent(f"refused_{code}")


def _message(email: Email, sender: str, now: datetime) -> EmailMessage:
    """Plain text. Its id is made of the row's, so that a mailbox could tell it if it came twice."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, email.address, email.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{email.id}@{parseaddr(sender)[1].rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    if email.unsubscribe:
        message["List-Unsubscribe"] = f"<{email.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(email.body, cte="quoted-printable")  # which every server passes on
    return message
