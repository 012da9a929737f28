"""Sessions of groups to which nobody comes, or one alone, who would set out for nobody: the others left, or said no."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.actions.naming import called, when
from console.desk import Reading
from console.todo import Section, Todo, section_of
from storage import attending, groups, sessions
from storage.sessions import Session
from storage.values import moment

SOON = timedelta(days=2)  # until then somebody who was asked in may still say yes


def too_few(look: Reading) -> Section | None:
    """A line for each group, with the first session that needs somebody to see to it."""
    by_group: dict[str, list[Session]] = {}
    for one in sessions.with_one_at_most(look.tx, look.now):
        by_group.setdefault(one.group_id or "", []).append(one)
    found = [held for held in by_group.values() if _is_to_do(look, held[0])]
    title = "Nobody, or only one person, comes to these sessions"
    return section_of(title, found, lambda held: _row(look, held), "") if found else None


def _is_to_do(look: Reading, one: Session) -> bool:
    return moment(one.starts_at) <= look.now + SOON or len(sessions.expected(look.tx, one)) < 2


def _row(look: Reading, held: Sequence[Session]) -> Todo:
    first, group = held[0], groups.by_id(look.tx, held[0].group_id or "")
    others = f" and {len(held) - 1} more" if len(held) > 1 else ""
    name = group.name if group else ""
    what = f"{when(look.scene, moment(first.starts_at))}{others}, {name}: {as_it_stands(look, first.group_id)}"
    return Todo(what, f"/groups/{first.group_id}", "Open")


def as_it_stands(look: Reading, group_id: str | None) -> str:
    """Who alone comes to what is planned for this group, in words; '' where several do, and for no group."""
    come = attending.attendees(look.tx, group_id=group_id) if group_id else []
    if not group_id or len(come) > 1:
        return ""
    return f"nobody but {called(look.scene, come[0])} comes" if come else "nobody comes"


def alone(look: Reading, group_id: str | None) -> str:
    """The same as a sentence, of those from whom no yes is awaited either; '' else."""
    if group_id is None or len(attending.expected(look.tx, group_id=group_id)) > 1:
        return ""
    words = as_it_stands(look, group_id)
    return f"As it stands, {words}: ask somebody in, or end the group." if words else ""
