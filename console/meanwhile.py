"""What has changed since a page was drawn.

Each form carries which row of the audit log was the newest one when its page was drawn (`shown`). What was done after
that to what the form is about was not on the page: the form is not done over it. Its page comes back with who did what
when, with all that was typed, and with forms that know of it, so that whoever still wants it sends it once more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from bot.actions.naming import called, when
from console.desk import Reading
from console.form_keys import SHOWN
from console.forms import Form
from storage import audit
from storage.audit import Entry
from storage.values import moment


def since(look: Reading, form: Form, about: str, *actions: str) -> list[Entry]:
    """What was done of these to this, or with '' to whatever, since the page of this form was drawn, oldest first."""
    return audit.later(look.tx, form[SHOWN], about, *actions) if form[SHOWN] else []


def is_new(form: Form, made_id: str) -> bool:
    """Whether what has this id was made since the page of this form was drawn."""
    return bool(form[SHOWN]) and made_id > form[SHOWN]


def stop(look: Reading, form: Form, found: Sequence[Entry], words: Mapping[str, str]) -> None:
    """Not over any of these, which are told in the words for what was done. Raises Wrong; else what is to be mended in
    the form is for whoever reads its fields to say, all at once."""
    form.meanwhile += [told(look, one.actor, one.done_at, words[one.action], whom=one.detail) for one in found]
    if form.meanwhile:
        form.check()


def told(look: Reading, actor: str | None, done_at: str, words: str, **more: str) -> str:
    """Who did it when, and to whom where there is somebody: for {who}, {has}, {whom}, {at}, {since}, and what is more
    in the words."""
    mine = actor == look.me.person.id
    who = "You" if mine else called(look.scene, actor or "")
    values = {
        "who": who[:1].upper() + who[1:],
        "has": "have" if mine else "has",
        "at": at(look, done_at),
        "since": at(look, done_at).partition(" ")[2],
    }
    if "{whom}" in words:
        more["whom"] = called(look.scene, more["whom"])
    return words.format(**{**more, **values})


def at(look: Reading, done_at: str) -> str:
    """Such as "at 11:03" of today, and "on Tuesday 3 March 2026, 14:00" of other days."""
    local = moment(done_at).astimezone(ZoneInfo(look.me.person.timezone))
    return f"at {local:%H:%M}" if local.date() == look.scene.today else f"on {when(look.scene, local)}"
