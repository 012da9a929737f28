"""How things are, on the first page: figures, and what is wrong with the machine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.rules import anonymity
from console.desk import Reading
from console.rights import Right
from console.todo import Figure
from storage import broadcasts, figures, groups, machine, pairings, sessions
from storage.values import moment

A_DAY = timedelta(days=1)
SIX_DAYS, A_WEEK = timedelta(days=6), timedelta(days=7)
OLD_BACKUP = timedelta(days=2)
SWEEP = {  # on a new machine nothing is past its term
    "failed": "What is past its term could not be deleted last night. The log of the machine says why.",
    "long_ago": "What is past its term has not been deleted for more than two days.",
}


def _counts(look: Reading) -> list[Figure]:
    today, zone = look.scene.today, ZoneInfo(look.me.person.timezone)
    begun, over = (datetime.combine(today + days, time(), zone) for days in (-SIX_DAYS, A_WEEK))
    coming = sessions.how_many_planned(look.tx, look.now, over)  # as far as the page behind it goes
    standing = pairings.how_many_agreed(look.tx)
    # who does not see the programme gets its figures as all others: a small one would tell of somebody
    told = str if look.me.may("see_programme") else anonymity.about
    held = figures.sessions_held(look.tx, begun, look.now)
    return [
        Figure(told(standing).capitalize(), "Pairings that stand", "/pairings"),
        Figure(told(len(groups.standing(look.tx))).capitalize(), "Learning groups", "/groups"),
        Figure(told(held).capitalize(), "Sessions held, last 7 days", f"/sessions?since={today - SIX_DAYS}"),
        Figure(told(coming).capitalize(), "Sessions planned, next 7 days", f"/sessions?since={today}"),
    ]


def _notes(look: Reading) -> list[Figure]:
    return [
        Figure(str(machine.notes_due(look.tx, look.now + A_DAY)), "Notes meant for the next 24 hours"),
        Figure(str(len(broadcasts.running(look.tx))), "Broadcasts running or to come", "/broadcasts"),
    ]


def warnings(look: Reading) -> list[str]:
    """What is wrong with the machine, in a line each, for those who look after it."""
    if not look.me.may("see_machine"):
        return []
    found = machine.health(look.tx, look.now)
    old = found.backup_at is None or look.now - moment(found.backup_at) > OLD_BACKUP
    trouble = machine.sweep_trouble(look.tx, look.now)
    return [
        *(["No copy of the data has been made for more than two days."] if old else []),
        *([SWEEP[trouble]] if trouble in SWEEP else []),
    ]


FIGURES: tuple[tuple[Right, Callable[[Reading], list[Figure]]], ...] = (
    ("see_counts", _counts),
    ("care_for_people", _notes),
)
