"""Questions to the operator. They go to stderr, so that stdout holds nothing but what a script may want."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable

from bot.commands.refused import CannotGoOn
from config import checks

TRIES = 3
Check = Callable[[str], str]


class Asking:
    """Asks, or with `yes` takes every proposed answer."""

    def __init__(self, *, yes: bool) -> None:
        self._yes = yes

    def tell(self, line: str) -> None:
        print(line, file=sys.stderr)

    def line(self, question: str, proposed: str = "", *, check: Check = str) -> str:
        """One line of text; Enter takes `proposed`. Raises CannotGoOn after three that do not pass `check`."""
        return self._asked(f"{question} [{proposed}]: " if proposed else f"{question}: ", proposed, _read, check)

    def secret(self, question: str, proposed: str, *, check: Check) -> str:
        """The same, and what is typed is shown nowhere."""
        return self._asked(f"{question}: ", proposed, _read_unseen, check)

    def yes_or_no(self, question: str, *, default: bool) -> bool:
        """Yes or no; Enter takes `default`."""
        answer = self.line(f"{question}? {'Y/n' if default else 'y/N'}", check=_yes_or_no)
        return default if not answer else answer == "y"

    def _asked(self, question: str, proposed: str, read: Check, check: Check) -> str:
        for _ in range(0 if self._yes else TRIES):
            typed = read(question).strip()
            if not typed:
                return proposed
            try:
                return check(typed)
            except ValueError as wrong:
                self.tell(checks.sentence(f"That {wrong}"))
        if self._yes:
            return proposed
        raise CannotGoOn("That did not work three times. Nothing more was changed; run voices init again.")


def _yes_or_no(typed: str) -> str:
    letter = typed[:1].lower()
    if letter not in ("y", "n"):
        raise ValueError("must be y or n")
    return letter


def _read(question: str) -> str:
    print(question, end="", file=sys.stderr, flush=True)
    typed = sys.stdin.readline()
    if not typed:
        raise EOFError
    return typed


def _read_unseen(question: str) -> str:
    """From a terminal without showing it; from a pipe, which shows nothing anyway, as it comes."""
    return getpass.getpass(question) if sys.stdin.isatty() else _read(question)
