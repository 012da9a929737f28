"""What stops a command because of something that the operator can mend."""

from __future__ import annotations

import typer


class CannotGoOn(Exception):
    """The message is one line: what is wrong, and what to do. The program ends with 78."""


class Misused(typer.TyperException):
    """The command was typed in a way that cannot be meant. The program ends with 2."""

    exit_code = 2
