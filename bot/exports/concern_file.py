"""The file of one concern: what a safeguarding lead may have to hand on. Everything that is known of it, in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.actions import owing, ways_to_reach
from bot.actions.finding import number_of
from bot.actions.looking import LISTED
from bot.actions.naming import when
from bot.chat.scene import Scene
from bot.concern_words import ASKED, DID, LOOKED, MISSED, NOTES, REASONS, TO_HEAR_BY
from bot.exports.book import Column, Sheet, Value
from bot.rules.owed import Asked
from storage import concern_history, concern_notes, concerns, people
from storage.concern_history import Logged
from storage.concerns import Concern
from storage.values import moment

WHEN = "To the minute, where whoever made this copy lives."
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "concern": (Column("what", "What"), Column("told", "Told")),
    "said": (
        Column("at", "When", means=WHEN),
        Column("question", "What was asked", means="Or that nothing was, and they wrote all the same."),
        Column("answer", "What they said"),
    ),
    "done": (
        Column("at", "When", means=WHEN),
        Column("who", "Who"),
        Column("did", "Did what"),
        Column("words", "In their words", means="A note of the team, or what the person was told."),
    ),
    "looked": (
        Column("who", "Who"),
        Column("did", "At what"),
        Column("times", "Times", holds="number"),
        Column("first", "First", means=WHEN),
        Column("last", "Last", means=WHEN),
    ),
}
Rows = list[tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Begun:
    """The rows of the sheets."""

    concern: Rows = field(default_factory=list)
    said: Rows = field(default_factory=list)
    done: Rows = field(default_factory=list)
    looked: Rows = field(default_factory=list)


def count(scene: Scene, about: str) -> int:
    """With the row that this file is taken away, which stands in it."""
    begun = begin(scene, about)
    return sum(len(rows) for rows in (begun.concern, begun.said, begun.done, begun.looked)) + 1


def begin(scene: Scene, about: str) -> Begun:
    """Read whole: it is one person's."""
    found = concerns.by_id(scene.tx, about)
    if found is None:
        return Begun()
    said: Rows = [
        (_at(scene, one["answered_at"]), _asked(one["wording"], aside=bool(one["aside"])), one["answer"])
        for one in concern_history.said_in(scene.tx, about)
    ]
    logged = concern_history.done(scene.tx, about)
    looked = _looked(scene, logged, concern_history.listed(scene.tx, about))
    return Begun(_lines(scene, found), said, _done(scene, found, logged), looked)


def sheets(begun: Begun, found: list[dict[str, Any]]) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    made = (
        Sheet("concern", "Concern", COLUMNS["concern"], begun.concern),
        Sheet("said", "What was said", COLUMNS["said"], begun.said),
        Sheet("done", "Who did what", COLUMNS["done"], begun.done),
        Sheet("looked", "Who looked", COLUMNS["looked"], begun.looked),
    )
    return made, ("What this person said elsewhere, or when it was not open, is not in this file.",)


def _asked(wording: str, *, aside: bool) -> str:
    """The question; of words that answer none, that nothing was asked, and below what they were written."""
    if not aside:
        return wording
    return f"Nothing was asked. It was written after: {wording}" if wording else "Nothing was asked."


def _lines(scene: Scene, one: Concern) -> Rows:
    missed = owing.missed_by(scene.tx, scene.now, one)
    told = {
        "Person": _who(scene, one.person_id),
        "What was asked for": scene.voice.labels("digest", "kinds", (one.kind,))[one.kind],
        "How to reach them": "; ".join(ways_to_reach.reach(scene, one)),
        "Raised at": _at(scene, one.raised_at),
        "Promised and missed": "; ".join(when(scene, each) for each in missed),
        "Somebody said they are on it at": _at(scene, one.acknowledged_at),
        "Who is or was in touch": _who(scene, one.owner_id or ""),
        "Closed at": _at(scene, one.closed_at),
        "Why it was closed": REASONS.get(one.closed_because, ""),
        "What came of it": concern_history.outcome_of(scene.tx, one.id),
        "We may write to them again since": _at(scene, one.lifted_at),
        "Who let us": _who(scene, one.lifted_by or ""),
    }
    return [(name, value) for name, value in told.items() if value]


def _done(scene: Scene, one: Concern, logged: Sequence[Logged]) -> Rows:
    """What is on record, what they were told and what was missed, and what the team wrote, in the order in which it
    happened."""
    acts = [
        (
            moment(at),
            _who(scene, who),
            f"{DID.get(did, did.replace('_', ' '))}{f' {_who(scene, to)}' if to else ''}",
            "",
        )
        for at, who, did, to in logged
        if did not in LOOKED
    ]
    asked = [(each.at, _who(scene, one.person_id), _was_told(scene, each), "") for each in owing.asked(scene.tx, one)]
    missed = [(at, "", MISSED, "") for at in owing.missed_by(scene.tx, scene.now, one)]
    written = [
        (moment(each.written_at), _who(scene, each.written_by or ""), NOTES[each.kind], each.words)
        for each in concern_notes.of_concern(scene.tx, one.id)
    ]
    in_order = sorted([*asked, *acts, *missed, *written], key=lambda row: row[0])
    return [(when(scene, at), *rest) for at, *rest in in_order]


def _was_told(scene: Scene, one: Asked) -> str:
    return f"{TO_HEAR_BY} {when(scene, one.by)}" if one.by else ASKED


def _looked(scene: Scene, logged: Sequence[Logged], listed: Sequence[tuple[str, str]]) -> Rows:
    """Who looked at what, how often, and when first and last."""
    looks: dict[tuple[str, str], list[str]] = {}
    each = [(at, who, did) for at, who, did, _ in logged if did in LOOKED and did != LISTED]
    for at, who, did in sorted([*each, *((at, who, LISTED) for at, who in listed)]):
        looks.setdefault((who, did), []).append(at)
    return [
        (_who(scene, who), LOOKED[did], len(at), _at(scene, at[0]), _at(scene, at[-1]))
        for (who, did), at in looks.items()
    ]


def _at(scene: Scene, at: str | None) -> str:
    return when(scene, moment(at)) if at else ""


def _who(scene: Scene, person_id: str) -> str:
    person = people.by_id(scene.tx, person_id) if person_id else None
    if person is None:
        return person_id
    return f"{person.name}, {number_of(person.number)}" if person.name else number_of(person.number)
