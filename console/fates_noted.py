"""What was noted of answers and nobody has heard of yet: what, of how many, by whom, and when they hear of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot import fortnight_words
from bot.actions import hearing_back, spreading
from bot.actions.naming import called
from bot.rules.notes import OWED_AFTER
from console.desk import Reading
from storage import fates, nudges, people, readable
from storage.fates import Fate
from storage.nudges import Nudge
from storage.values import moment

UNTOLD = 50  # of what was noted and not told, so much is looked at


@dataclass(frozen=True, slots=True)
class Hearing:
    """Before when the bot does not tell the `first` and the `last` of these people, by the rules that decide it; how
    many are `held` back from hearing as they stand, and `why` where that is one of whom it may be told. From
    `next_from` on it is the next that each of them gets of the notes that count; None where that is so already."""

    many: int
    first: datetime | None = None
    last: datetime | None = None
    held: int = 0
    why: str = ""
    next_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """What was noted in one go and nobody has heard: what, of how many answers, by whom, and when they hear."""

    fate: Fate
    label: str
    answers: int
    by: str
    hearing: Hearing


def noted(look: Reading, labels: dict[str, str]) -> list[Noted]:
    """Of what was noted in one go the first, where they may read it, and how much that was."""
    by_first: dict[str, list[Fate]] = {}
    for one in fates.untold(look.tx, UNTOLD):
        by_first.setdefault(one.noted_with, []).append(one)
    return [
        Noted(some[0], labels[some[0].fate], len(some), by(look, some[0]), of(look, some))
        for some in by_first.values()
        if readable.by_id(look.tx, look.me.roles, some[0].answer_id) is not None
    ]


def by(look: Reading, one: Fate) -> str:
    return called(look.scene, one.set_by) if one.set_by else "somebody of the team"


def of(look: Reading, some: list[Fate]) -> Hearing:
    """When those hear of it who said these things."""
    whose = dict.fromkeys(who for one in some if (who := fates.author_of(look.tx, one.answer_id)))
    said = readable.by_id(look.tx, look.me.roles, some[0].answer_id) if len(whose) == 1 else None
    return _hearing(look, list(whose), named=said is not None and said.is_named)


def _hearing(look: Reading, whose: Collection[str], *, named: bool) -> Hearing:
    """Why somebody hears nothing now is about them, and told where it is known who that is."""
    barred = {who: why for who in whose if (why := _barred(look, who))}
    planned = [note for who in whose if who not in barred and (note := _note(look, who))]
    days = [at for at, _ in spreading.foreseen(look.tx, look.now, planned).values()]
    why = next(iter(barred.values()), "") if named else ""
    owed = max((moment(one.planned_at) + OWED_AFTER for one in planned), default=look.now)
    return Hearing(
        *(len(whose), min(days, default=None), max(days, default=None), len(whose) - len(days), why),
        next_from=owed if owed > look.now else None,
    )


def _barred(look: Reading, person_id: str) -> str:
    person = people.by_id(look.tx, person_id)
    return fortnight_words.barred(look.tx, person) if person is not None else ""


def _note(look: Reading, person_id: str) -> Nudge | None:
    """The note with which they are told, while it waits."""
    return next((one for one in nudges.planned_of(look.tx, person_id) if one.kind == hearing_back.NOTE), None)
