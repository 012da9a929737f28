"""Marks that mean something to a program and nothing to whoever reads them: they are shown as they are typed."""

from __future__ import annotations

import re

TAG = re.compile(r"</?[A-Za-z][^<>]*>|&#?\w+;")
_BRACES = re.compile(r"\{[^{}]*\}")


def shown_as_typed(words: str) -> str:
    """The first tag such as <b>, or words in braces such as {name}, that somebody would get as it stands; or ''."""
    found = TAG.search(words) or _BRACES.search(words)
    return found[0] if found else ""
