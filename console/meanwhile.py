"""What has changed since a page was drawn.

Each form carries which row of the audit log was the newest one when its page was drawn (`shown`). What was done after
that to what the form is about was not on the page: the form is not done over it. Its page comes back with who did what
when, with all that was typed, and with forms that know of it, so that whoever still wants it sends it once more.
"""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from bot.actions.naming import called, when
from console.desk import Reading
from console.form_keys import SHOWN
from console.forms import Form
from storage import audit
from storage.audit import Entry
from storage.values import moment


def since(look: Reading, form: Form, about: str, *actions: str) -> list[Entry]:
    """What was done of these to this since the page of this form was drawn, oldest first."""
    return audit.later(look.tx, form[SHOWN], about, *actions) if form[SHOWN] else []


def is_new(form: Form, made_id: str) -> bool:
    """Whether what has this id was made since the page of this form was drawn."""
    return bool(form[SHOWN]) and made_id > form[SHOWN]


def stop(look: Reading, form: Form, found: list[Entry], words: Mapping[str, str]) -> None:
    """Not over any of these, which are told in the words for what was done. Raises Wrong."""
    form.meanwhile += [told(look, one, words[one.action]) for one in found]
    form.check()


def told(look: Reading, one: Entry, words: str) -> str:
    """Who did it when, and to whom where there is somebody: for {who}, {has}, {whom}, {at} and {since}."""
    mine = one.actor == look.me.person.id
    who = "You" if mine else called(look.scene, one.actor)
    return words.format(
        who=who[:1].upper() + who[1:],
        has="have" if mine else "has",
        whom=called(look.scene, one.detail) if "{whom}" in words else "",
        at=at(look, one.done_at),
        since=at(look, one.done_at).partition(" ")[2],
    )


def at(look: Reading, done_at: str) -> str:
    """Such as "at 11:03" of today, and "on Tuesday 3 March 2026, 14:00" of other days."""
    local = moment(done_at).astimezone(ZoneInfo(look.me.person.timezone))
    return f"at {local:%H:%M}" if local.date() == look.scene.today else f"on {when(look.scene, local)}"
