"""What somebody wrote into a form that could not be taken, to copy it from where nothing else is left of it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.requests import Request

from console.form_keys import KEY, WROTE
from console.forms import Form

SECRET = (KEY, "code", "token", "password")  # fields of which nothing is kept or shown again
_TURNS = ("next", WROTE)  # fields that say where to go afterwards, and what the page showed
_CHOSEN, _ID = re.compile("[a-z0-9_.]*"), re.compile("[0-9a-z]{20,}")  # what no person types


def kept_words(request: Request) -> Mapping[str, str]:
    """The words by what their fields are called; nothing of a form of buttons alone."""
    form = getattr(request.state, "form", None)
    if not isinstance(form, Form):
        return {}
    told = {name: words for name, words in form.values.items() if words.strip() and name not in (*SECRET, *_TURNS)}
    if all(_CHOSEN.fullmatch(words) for words in told.values()):
        return {}
    return {_called(name): words for name, words in told.items() if not _ID.fullmatch(words)}


def _called(name: str) -> str:
    return name.replace("_", " ").replace(".", " ").capitalize()
