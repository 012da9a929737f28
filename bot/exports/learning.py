"""Learning data without names: rows of those who agreed, counts of everybody, and quotations whose authors said yes.

It stays personal data: people who know one another may know one another in it. It is made so that nobody else can.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.actions import reach as reaching
from bot.chat.scene import Scene
from bot.chat.texts import Voice
from bot.exports.book import Column, Sheet, Value
from bot.rules import anonymity
from bot.rules.anonymity import HIDDEN, OTHER, Table
from storage import learning, quotations, reach

NOT_SAID = "not said"
OWN_WORDS = "in their own words"
STORY = "after_session"
# What somebody could be known by, what is given up first in front; and what they said.
KNOWN_BY = ("joined", "sessions", "language", "region")
SAID = learning.SAID
COUNTED = tuple(one for one in reaching.DIMENSIONS if one not in ("role", "nation"))  # the rows tell of both
UNTOLD = "hidden in the rows"
_BANDS = ((0, "none"), (2, "1 or 2"), (5, "3 to 5"))
_MOST = "6 or more"
_ANYBODY = "A partner"

_WHERE_HIDDEN = "As chosen after the last session; * where fewer than eight said it, or all of those who are alike."

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "partners": (
        Column("number", "Number", means="New in each file and kept nowhere, so that two files cannot be joined."),
        Column("joined", "Month of joining", means="As 2026-03; other where few joined; * where it is hidden."),
        Column("sessions", "Sessions held", means="none, 1 or 2, 3 to 5, 6 or more."),
        Column("language", "Language", means="other where the counts hide it, too."),
        Column("region", "Region", means="The same."),
        Column("heard", "Felt heard, last time", means=_WHERE_HIDDEN),
        Column("how_was_it", "How it was, last time", means="The same."),
    ),
    "counts": (
        Column("about", "What is counted", means="Of everybody their groups; of the rows the answers in them."),
        Column("group", "Group"),
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
    """What is read once: the words for everything, everybody's groups, who agreed of how many, and the quotations."""

    voice: Voice
    groups: list[dict[str, str]]
    partners: int
    agreed: int
    quoted: list[tuple[str, str, str]]


def count(scene: Scene, about: str) -> int:
    """How many partners agreed; as many rows there are at most."""
    return learning.how_many(scene.tx)[1]


def begin(scene: Scene, about: str) -> Begun:
    partners, agreed = learning.how_many(scene.tx)
    everybody = reach.over_time(scene.tx, scene.now, scene.now)
    quoted = [
        (one.as_it_stands, _ANYBODY if one.named else one.attribution or _ANYBODY, one.place)
        for one in quotations.granted(scene.tx)
    ]
    return Begun(scene.voice, [one.groups for one in everybody], partners, agreed, quoted)


def some(scene: Scene, after: str) -> list[dict[str, Any]]:
    return learning.agreed(scene.tx, after)


def sheets(begun: Begun, found: list[dict[str, Any]]) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """The three sheets, and what was left out, how much of it, and why."""
    counted = {dimension: _by_group(begun, dimension) for dimension in COUNTED}
    told = [_as_counted(_told(begun.voice, one), counted) for one in found]
    rows, lost = anonymity.rows(told, KNOWN_BY, SAID)
    counts = {_heading(begun.voice, name): one for name, one in counted.items()} | _by_answer(begun.voice, rows)
    made = (
        Sheet("partners", "Partners", COLUMNS["partners"], _numbered(rows)),
        Sheet("counts", "Counts", COLUMNS["counts"], [line for name in counts for line in _lines(name, counts[name])]),
        Sheet("quotations", "Quotations", COLUMNS["quotations"], _shuffled(begun.quoted)),
    )
    return made, _left_out(begun, lost)


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
    if dimension == "organisation":
        return group
    name = reaching.name_of(voice, dimension, group)
    if dimension in reach.ABOUT_YOU:
        name = voice.labels("onboarding_partner", dimension, (group,))[group]
    return OWN_WORDS if name == group else name


def _numbered(rows: Sequence[Mapping[str, str]]) -> list[tuple[Value, ...]]:
    """In no order, each under a number that stands for nothing."""
    names = [column.name for column in COLUMNS["partners"][1:]]
    return _shuffled([(secrets.token_hex(5), *(row[name] for name in names)) for row in rows])


def _shuffled(rows: Sequence[tuple[Value, ...]]) -> list[tuple[Value, ...]]:
    mixed = list(rows)
    secrets.SystemRandom().shuffle(mixed)
    return mixed


def _by_group(begun: Begun, dimension: str) -> Table:
    """Everybody, by one of the things that figures go by; groups of fewer than eight are one."""
    counts = Counter(_group(begun.voice, dimension, one.get(dimension, "")) for one in begun.groups)
    return anonymity.table(_merged(counts))


def _as_counted(one: dict[str, str], counted: Mapping[str, Table]) -> dict[str, str]:
    """Somebody without the groups that the counts hide: rows could be counted, and say how many those are."""
    hidden = {name: OTHER for name, table in counted.items() if name in one and table.groups.get(one[name]) is None}
    return one | hidden


def _heading(voice: Voice, dimension: str) -> str:
    if dimension in reach.ABOUT_YOU:
        return voice.short("onboarding_partner", dimension)
    return voice.labels(reaching.STORY, "whom", (dimension,))[dimension].removeprefix("By ").capitalize()


def _merged(counts: Mapping[str, int]) -> dict[str, int]:
    kept = {group: count for group, count in counts.items() if count >= anonymity.SMALL}
    rest = sum(counts.values()) - sum(kept.values())
    return {**kept, OTHER: rest + kept.get(OTHER, 0)} if rest else kept


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


def _left_out(begun: Begun, lost: int) -> tuple[str, ...]:
    """For the cover of the file."""
    said_no = begun.partners - begun.agreed
    return (
        "Test people are left out.",
        f"Partners who did not agree that the learning partner reads their answers: {anonymity.roughly(said_no)}.",
        f"Rows that nobody else was like enough, or all where fewer than eight are left: {anonymity.roughly(lost)}.",
        "A row shares everything that somebody could be known by with four others at least. An answer stands in eight "
        "rows at least, or is hidden. Counts of answers are of these rows and of nobody else.",
        "Counts are to the nearest 5. One of fewer than eight is hidden, and so is what it could be worked out from.",
        "Words that people said, but for quotations whose authors said yes to that.",
        "This stays personal data. Publish the counts, never the rows.",
    )
