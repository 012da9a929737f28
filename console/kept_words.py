"""What somebody wrote into a form that could not be taken, to copy it from where nothing else is left of it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.requests import Request

from bot.actions.offer_words import FILL_IN
from console.desk import desk_of
from console.form_keys import OURS, SECRET
from console.form_labels import Field, fields_like
from console.forms import Form

_CHOSEN = re.compile("[a-z0-9_.]*")  # what a form of buttons alone carries
_CARRIED = re.compile("[A-Za-z0-9_./-]*")  # and what stands unseen in a form beside what is typed
_RECORDED, _MORE, _OFFER = "words.", "_more", "opportunity_edit.html"  # of which the labels are in no template
_UNCALLED = "What you typed"


def kept_words(request: Request) -> Mapping[str, str]:
    """What was typed and chosen, as the page of the form calls it; nothing of a form of buttons alone."""
    form = getattr(request.state, "form", None)
    if not isinstance(form, Form):
        return {}
    told = {
        name: words for name, words in form.values.items() if words.strip() and name not in (*SECRET, *OURS, "next")
    }
    if all(_CHOSEN.fullmatch(words) for words in told.values()):
        return {}
    fields, kept = fields_like(told, request.url.path), dict[str, str]()
    for name in told:
        shown = fields.by_name.get(name)
        if words := _as_shown(form, name, shown):
            label = _called(request, name, fields.template, shown)
            kept[label] = f"{kept[label]}\n{words}" if label in kept else words
    return kept


def _as_shown(form: Form, name: str, shown: Field | None) -> str:
    """What stands in it; of what was chosen what that is called, or '' where only its page could say so."""
    if shown is not None and not shown.is_chosen:
        return form[name]
    if shown is not None:
        return "\n".join(shown.options[one] for one in form.chosen(name) or [form[name]] if one in shown.options)
    is_typed = name.startswith(_RECORDED) or name.endswith(_MORE)
    return form[name] if is_typed or not _CARRIED.fullmatch(form[name]) else ""


def _called(request: Request, name: str, template: str, shown: Field | None) -> str:
    if shown is not None and shown.label:
        return shown.label
    if shown is not None and template == _OFFER:
        return desk_of(request).texts.first.short(FILL_IN, name)
    return "In their own words" if name.startswith(_RECORDED) else _UNCALLED
