"""What became of what somebody said: noted by staff, for one answer or many, and told to whoever said it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.actions import planning
from bot.actions.naming import called
from bot.chat.days import day_in_words
from bot.chat.scene import Scene
from bot.rules.beginnings import opening
from storage import audit, fates, nudges
from storage.database import Transaction
from storage.fates import Fate, Heard
from storage.values import moment

NOTE = "became"  # the kind of note that tells it
GATHERED_FOR = fates.SETTLED_AFTER  # what staff note in one sitting is told in one message
USEFUL_FOR = timedelta(days=28)
GO_ON_AFTER = timedelta(days=1)
AT_ONCE = 8  # answers in one message
LOOKED_BACK = 10
TOGETHER = {  # what is said of several answers in the place of what is said of one
    "kept": "kept_together",
    "read": "read_together",
    "used": "used_together",
    "led_to": "led_to_together",
    "cannot_change": "cannot_change_together",
}
FURTHER = ("read", "kept", "used", "led_to")  # each goes further than the one before
OPENING = 120  # letters of an answer, enough to know it again


def settle(
    tx: Transaction, now: datetime, answer_ids: Sequence[str], fate: str, note: str = "", *, by: str
) -> list[str]:
    """This became of these answers, in a sentence of plain words; whoever gave them is told, but not at once. The ids
    of what was noted."""
    noted: list[str] = []
    for answer_id in answer_ids:
        person_id = fates.author_of(tx, answer_id)
        if person_id is None:
            continue
        noted.append(fates.note(tx, now, answer_id, fate, note, set_by=by, noted_with=noted[0] if noted else ""))
        audit.note(tx, now, actor=by, action="fate_noted", about=person_id, detail=f"fate={fate}")
        planning.note(tx, now, person_id, NOTE, after=GATHERED_FOR, useful_for=USEFUL_FOR)
    return noted


def take_back(tx: Transaction, now: datetime, first: Fate, *, by: str) -> int:
    """What was noted with this was not meant; as much of it as nobody has heard is gone. How much that is."""
    gone = 0
    for one in fates.noted_with(tx, first):
        person_id = fates.author_of(tx, one.answer_id)
        gone += fates.take_back(tx, one)
        audit.note(tx, now, actor=by, action="fate_taken_back", about=person_id or "", detail=one.id)
        if person_id and not fates.heard(tx, person_id, 1, told=False):
            nudges.withdraw_for(tx, now, person_id, "", "taken_back", NOTE)
    return gone


def tell(scene: Scene) -> str:
    """In lines, what became of what they said and they have not heard yet, as much as fits one message. What is left is
    told another day."""
    found = fates.heard(scene.tx, scene.person.id, AT_ONCE + 1, told=False)
    if len(found) > AT_ONCE:
        planning.note(scene.tx, scene.now, scene.person.id, NOTE, after=GO_ON_AFTER, useful_for=USEFUL_FOR)
    return _told(scene, found[:AT_ONCE])


def look_back(scene: Scene) -> dict[str, Any]:
    """In `lines` the last that became of what they said, told before or not, and how many answers still wait."""
    found = fates.heard(scene.tx, scene.person.id, LOOKED_BACK, now=scene.now)
    if not fates.heard(scene.tx, scene.person.id, 1, told=False):
        nudges.withdraw_for(scene.tx, scene.now, scene.person.id, "", "told_already", NOTE)
    waiting = fates.waiting_of(scene.tx, scene.person.id)
    since = _day(scene, waiting[0]) if waiting else ""
    return {"lines": _told(scene, found), "waiting": len(waiting), "since": since}


def _told(scene: Scene, found: Sequence[Heard]) -> str:
    for one in found:
        fates.told(scene.tx, scene.now, one.fate.id)
    alike: dict[tuple[str, ...], list[Heard]] = {}
    for one in found:
        alike.setdefault((*_what(one.fate), _before(scene, one.fate, together=False)), []).append(one)
    return "\n\n".join(_lines(scene, some) for some in alike.values())


def _what(fate: Fate) -> tuple[str, str, str]:
    return fate.fate, fate.note, fate.set_by or ""


def _lines(scene: Scene, some: Sequence[Heard]) -> str:
    """Answers of which the same became, and that once: with the name of whoever noted it and what they said of it."""
    says, fate, together = scene.voice.says, some[0].fate, len(some) > 1
    said = [
        says(NOTE, "you_said", {"day": _day(scene, one.answered_at), "words": opening(one.words, OPENING)})
        for one in some
    ]
    before = _before(scene, fate, together=together)
    return "\n".join([*said, f"{before} {_came(scene, fate, together=together)}".lstrip()])


def _before(scene: Scene, fate: Fate, *, together: bool) -> str:
    """In lines, what they were told before that does not hold any more, and that this takes its place; '' where nothing
    was, where it has only gone further since, or where they know this already."""
    before = None if fate.told_at is not None else fates.told_before(scene.tx, fate)
    if before is None or before.told_at is None or _goes_further(before.fate, fate.fate):
        return ""
    told = {"day": _day(scene, before.told_at), "before": _came(scene, before, together=together)}
    return scene.voice.says(NOTE, "not_right" if _was_too_much(before.fate, fate.fate) else "in_its_place", told)


def _goes_further(before: str, now: str) -> bool:
    """Whether both are true, one after the other."""
    if now == "cannot_change":
        return before in FURTHER[:2]
    return before in FURTHER and FURTHER.index(before) < FURTHER.index(now)


def _was_too_much(before: str, now: str) -> bool:
    """Whether they were told that more had come of it than has."""
    return before in FURTHER and before != now and not _goes_further(before, now)


def _came(scene: Scene, fate: Fate, *, together: bool) -> str:
    """What came of an answer, or of several, in sentences."""
    says = scene.voice.says
    who = called(scene, fate.set_by) if fate.set_by else says(NOTE, "somebody_of_ours", {})
    values = {"who": who, "note": fate.note}
    came = says(NOTE, TOGETHER[fate.fate] if together else fate.fate, values)
    return f"{came} {says(NOTE, 'adds', values)}" if fate.note and fate.fate not in fates.NEEDS_WORDS else came


def _day(scene: Scene, at: str) -> str:
    return day_in_words(moment(at).astimezone(ZoneInfo(scene.person.timezone)).date(), scene.voice.words)
