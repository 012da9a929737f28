"""Learning data without names: what was said in the last month that is over, by those who agreed, and quotations whose
authors said yes to their standing in it.

It stays personal data: people who know one another may know one another in it. It is made so that nobody else can, and
so that two files cannot be taken from one another: no two of them tell of a time that overlaps, and of one month there
is one file, or none.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.actions.reach import name_of
from bot.chat.scene import Scene
from bot.chat.texts import Voice
from bot.exports.book import Column, Sheet, Value
from bot.rules import anonymity
from bot.rules.anonymity import HIDDEN, Table
from bot.rules.periods import last_months
from storage import learning, quotations
from storage.learning import Month

NOT_SAID = "not said"
OWN_WORDS = "in their own words"
STORY = "after_session"
# What somebody could be known by, what is given up first in front; and what they said.
KNOWN_BY = ("joined", "sessions", "language", "region")
SAID = learning.SAID
UNTOLD = "hidden in the rows"
_BANDS = ((0, "none"), (2, "1 or 2"), (5, "3 to 5"))
_MOST = "6 or more"
_ANYBODY = "A partner"
WITHOUT_ROWS = (
    "No row of a partner: fewer than eight would have been left, or something that an earlier file of this month told "
    "may no longer be told. A file of the next month tells of that month alone."
)

_WHERE_HIDDEN = "As chosen last in that month; * where fewer than eight said it, or all of those who are alike."

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "partners": (
        Column("number", "Number", means="New in each file and kept nowhere, so that two files cannot be joined."),
        Column("joined", "Month of joining", means="As 2026-03; other where few joined; * where it is hidden."),
        Column("sessions", "Sessions before", means="Held before that month: none, 1 or 2, 3 to 5, 6 or more."),
        Column("language", "Language", means="other where few speak it; * where it is hidden."),
        Column("region", "Region", means="The same."),
        Column("heard", "Felt heard, last time", means=_WHERE_HIDDEN),
        Column("how_was_it", "How it was, last time", means="The same."),
    ),
    "counts": (
        Column("about", "What is counted", means="The answers that stand in the rows."),
        Column("group", "Answer"),
        Column("people", "People", "rounded", means="To the nearest 5; * where it is hidden."),
        Column("percent", "Per cent", "rounded", means="Of the rounded figures; * where it is hidden."),
    ),
    "quotations": (
        Column("words", "Words", means="As their author agreed to have them shown."),
        Column("said_by", "Said by"),
        Column("agreed_for", "Agreed for", means="The place where its author lets it stand, and nowhere else."),
    ),
}


@dataclass(frozen=True, slots=True)
class Begun:
    """What is read once: the words for everything, the month, how many partners said something in it and how many of
    those agreed, and the quotations."""

    voice: Voice
    month: str
    partners: int
    agreed: int
    quoted: list[tuple[str, str, str]]


def month(now: datetime) -> Month:
    """The last month that is over, by one clock for everybody."""
    return Month(*last_months(now.astimezone(UTC).date(), 1).moments("UTC"))


def uncounted(scene: Scene, about: str) -> int:
    """Nothing beforehand: a number that is asked for today and tomorrow tells who has gone."""
    return 0


def begin(scene: Scene, about: str) -> Begun:
    of = month(scene.now)
    partners, agreed = learning.how_many(scene.tx, of)
    quoted = [
        (one.as_it_stands, _ANYBODY if one.named else one.attribution or _ANYBODY, one.place)
        for one in quotations.granted_for_learning(scene.tx)
    ]
    called = f"{scene.voice.words.months[of.since.month - 1]} {of.since.year}"
    return Begun(scene.voice, called, partners, agreed, quoted)


def some(scene: Scene, after: str) -> list[dict[str, Any]]:
    return learning.agreed(scene.tx, month(scene.now), after)


def one_edition(scene: Scene, begun: Begun, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was found, if it is what a file of this month told before, or there was none; else nothing: whoever has both
    would take one from the other, and see who has gone and what they had said."""
    told = sorted([value for name, value in one.items() if name != "id"] for one in found)
    same = learning.is_as_before(scene.tx, scene.now, month(scene.now), [begun.partners, begun.agreed, told])
    return found if same else []


def sheets(begun: Begun, found: list[dict[str, Any]]) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """The three sheets, and what was left out, how much of it, and why."""
    rows, lost = anonymity.rows([_told(begun.voice, one) for one in found], KNOWN_BY, SAID)
    counts = _by_answer(begun.voice, rows)
    made = (
        Sheet("partners", "Partners", COLUMNS["partners"], _numbered(rows)),
        Sheet("counts", "Counts", COLUMNS["counts"], [line for name in counts for line in _lines(name, counts[name])]),
        Sheet("quotations", "Quotations", COLUMNS["quotations"], _shuffled(begun.quoted)),
    )
    return made, _left_out(begun, lost, bool(rows))


def _told(voice: Voice, one: Mapping[str, Any]) -> dict[str, str]:
    """What is known of somebody, in words and in bands."""
    return {
        "joined": one["joined"],
        "sessions": next((name for most, name in _BANDS if one["held"] <= most), _MOST),
        "language": _group(voice, "language", one["language"]),
        "region": _group(voice, "region", one["region"]),
        **{question: _answer(voice, question, one[question]) for question in SAID},
    }


def _answer(voice: Voice, question: str, option: str) -> str:
    return voice.labels(STORY, question, (option,))[option] if option else ""


def _group(voice: Voice, dimension: str, group: str) -> str:
    """A group in the words in which it was asked for; somebody's own words are never one."""
    if not group:
        return NOT_SAID
    name = name_of(voice, dimension, group)
    return OWN_WORDS if name == group else name


def _numbered(rows: Sequence[Mapping[str, str]]) -> list[tuple[Value, ...]]:
    """In no order, each under a number that stands for nothing."""
    names = [column.name for column in COLUMNS["partners"][1:]]
    return _shuffled([(secrets.token_hex(5), *(row[name] for name in names)) for row in rows])


def _shuffled(rows: Sequence[tuple[Value, ...]]) -> list[tuple[Value, ...]]:
    mixed = list(rows)
    secrets.SystemRandom().shuffle(mixed)
    return mixed


def _by_answer(voice: Voice, rows: Sequence[Mapping[str, str]]) -> dict[str, Table]:
    """What those in the rows chose last after a session, as it stands there and no more exactly."""
    counts = {
        question: Counter(UNTOLD if one[question] == HIDDEN else one[question] or NOT_SAID for one in rows)
        for question in SAID
    }
    return {voice.short(STORY, question): anonymity.table(each) for question, each in counts.items()}


def _lines(name: str, made: Table) -> list[tuple[Value, ...]]:
    in_order = sorted(made.groups, key=lambda group: (-(made.groups[group] or 0), group))
    lines = [(name, group, _star(made.groups[group]), _star(made.percent(group))) for group in in_order]
    return [*lines, (name, "all together", _star(made.total), _star(100 if made.total else None))] if lines else []


def _star(number: int | None) -> Value:
    return HIDDEN if number is None else number


def _left_out(begun: Begun, lost: int, some: bool) -> tuple[str, ...]:
    """For the cover of the file."""
    said_no = begun.partners - begun.agreed
    how_many = (
        f"Partners who said something and did not agree that the learning partner reads it: "
        f"{anonymity.roughly(said_no)}.",
        f"Rows that nobody else was like enough: {anonymity.roughly(lost)}.",
    )
    return (
        f"Of what partners said after a session in {begun.month}, and of nothing said before or since.",
        "Test people are left out.",
        *(how_many if some else (WITHOUT_ROWS,)),
        "A row shares everything that somebody could be known by with four others at least. An answer stands in eight "
        "rows at least, or is hidden. Counts are of these rows and of nobody else, to the nearest 5.",
        "Words that people said, but for quotations whose authors said yes to that.",
        "This stays personal data. Publish the counts, never the rows.",
    )
