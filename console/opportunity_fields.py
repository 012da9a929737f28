"""The fields of an opportunity as a form has them: as they are shown, and as they are stored again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.actions import composing, topics
from bot.actions.composing import LONGEST, MOST_PLACES, WITHOUT_LINKS
from bot.actions.offer_words import DAYS
from bot.chat.days import day_in_words
from console.desk import Change, Reading
from console.forms import Form
from storage.opportunities import FIELDS, Opportunity

WAS = "was-"  # what stood in a field when the form was shown
OTHER_OF_PAY = {"pay": "unpaid_because", "unpaid_because": "pay"}
NAMELESS = "Type what it is called."


def shown(look: Reading, one: Opportunity) -> dict[str, str]:
    """Each field as it is shown, by the name under which the form remembers it."""
    shown = {name: str(getattr(one, name) or "") for name in FIELDS}
    for name in DAYS:
        shown[name] = day_in_words(date.fromisoformat(shown[name]), look.voice.words) if shown[name] else ""
    return {f"{WAS}{name}": words for name, words in shown.items()}


def topics_of(look: Reading, one: Opportunity | None) -> dict[str, str]:
    """Those in use, and the one that it has though it is retired."""
    known: dict[str, str] = topics.in_use(look.scene)["labels"]
    own = {one.topic: topics.label(look.tx, look.voice, one.topic)} if one is not None and one.topic else {}
    return {**own, **known}


def read(change: Change, form: Form, one: Opportunity | None) -> dict[str, Any]:
    """The fields as they are stored; there is none yet where it is only begun."""
    read: dict[str, Any] = {
        name: form.text(name, most=most, links=name not in WITHOUT_LINKS) for name, most in LONGEST.items()
    }
    if not read["title"]:
        form.wrong("title", NAMELESS)
    if read["pay"] and read["unpaid_because"]:
        form.wrong("pay", "Fill in one of the two: what is paid, or why it is unpaid.")
        form.errors.setdefault("unpaid_because", "It cannot be paid and unpaid.")
    elif composing.is_no_pay(change.scene, said=read["pay"] or None):
        form.wrong("pay", "This reads as no pay. Leave it empty, and say below why it is unpaid.")
    read["happens"] = _when(change, form, read["happens"])
    read["places"] = form.number("places", 1, MOST_PLACES) if form["places"].strip() else None
    read["topic"] = form["topic"] if form["topic"] in topics_of(change, one) else ""
    return read | _days(change, form, one)


def _when(change: Change, form: Form, typed: str) -> str:
    """A day and a time as people read them; anything else as it was typed."""
    if not typed or typed == form[f"{WAS}happens"].strip():
        return typed
    found = composing.read_when(change.scene, said=typed)
    if found["hint"]:
        form.wrong("happens", found["hint"])
    return found["shown"][: LONGEST["happens"]]


def _days(change: Change, form: Form, one: Opportunity | None) -> dict[str, str | None]:
    words, today = change.voice.words, change.scene.today
    read = {name: form.day(name, words, today) for name in ("closes_on", "decides_on")}
    for name, day in read.items():
        if day is not None and day < today and day.isoformat() != getattr(one, name, None):
            form.wrong(name, "That day is past.")
    return {name: day.isoformat() if day else None for name, day in read.items()}


def in_order(form: Form, one: Opportunity, changed: dict[str, Any]) -> dict[str, Any]:
    """Without the two days, where the decision would come before the last day for answers."""
    closes, decides = (changed.get(name, getattr(one, name)) for name in ("closes_on", "decides_on"))
    if not closes or not decides or decides >= closes:
        return changed
    form.wrong("decides_on", "The decision cannot come before the last day for answers.")
    return {name: value for name, value in changed.items() if name not in ("closes_on", "decides_on")}


def one_way_of_pay(changed: Mapping[str, Any]) -> dict[str, Any]:
    """Pay, and why there is none, exclude each other: whichever was typed now, the other is empty."""
    emptied = {other: "" for name, other in OTHER_OF_PAY.items() if changed.get(name)}
    return {**changed, **emptied}
