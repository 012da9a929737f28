"""A real mail server for tests: it keeps what it takes, and refuses what it is told to."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, Session

from bot.demo_page import free_port

USER, PASSWORD = "voices", "s3cret/pass"
_TAKEN, _NOBODY, _LATER = "250 OK", "550 no such mailbox", "451 try later"


@dataclass
class Mailbox:
    """What arrived. `nobody` are addresses that do not exist; while `busy` is set everything is put off."""

    port: int = 0
    got: list[EmailMessage] = field(default_factory=list)
    nobody: set[str] = field(default_factory=set)
    busy: bool = False

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.nobody:
            return _NOBODY
        if self.busy:
            return _LATER
        envelope.rcpt_tos.append(address)
        return _TAKEN

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        self.got.append(message_from_bytes(content, policy=policy.default))
        return _TAKEN


def _known(server: Any, session: Any, envelope: Any, mechanism: str, told: Any) -> AuthResult:
    good = (told.login, told.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=good, handled=good)


@contextmanager
def mail_server(*, signs_in: bool = False) -> Iterator[Mailbox]:
    """The server, until the block ends; with `signs_in` it asks for USER and PASSWORD."""
    mailbox = Mailbox()
    asks: dict[str, Any] = (
        {"auth_required": True, "auth_require_tls": False, "authenticator": _known} if signs_in else {}
    )
    mailbox.port = free_port()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a password without TLS is no good idea, which is true elsewhere
        yield from _serving(mailbox, asks)


def _serving(mailbox: Mailbox, asks: dict[str, Any]) -> Iterator[Mailbox]:
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port, **asks)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
