"""The host that a request asks for, and those that are ours: compared letter by letter, for whatever reads more into a
name might read something else than the next one."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers

HERE = ("127.0.0.1", "localhost", "::1")
# A name, or numbers in brackets, and a port.
_ASKED = re.compile(r"(?:(?P<name>[a-z0-9.-]+)|\[(?P<numbers>[0-9a-f:.]+)\])(?::[0-9]{1,5})?", re.ASCII)


def ours(root: str) -> frozenset[str]:
    """This machine, and the host of the address under which others reach us."""
    return frozenset((*HERE, (urlsplit(root).hostname or "").lower())) - {""}


def asked_for(headers: Headers) -> str:
    """The host that was asked for, without its port; '' where it is not exactly that, or where two were."""
    asked = headers.getlist("host")
    found = _ASKED.fullmatch(asked[0].lower()) if len(asked) == 1 else None
    return (found["name"] or found["numbers"]) if found else ""
