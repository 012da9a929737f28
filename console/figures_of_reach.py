"""What figures say of whom we reach: who was asked, answered and took part, group by group."""

from __future__ import annotations

from collections.abc import Sequence

from bot.actions import reach
from bot.rules.figures import Figure, Line
from bot.rules.reach import COLUMNS, SMALL, Row
from bot.rules.small_numbers import amount, rounded, share
from console.figures_about import About
from storage.reach import everybody

_TITLES = {
    "times": "How often were people asked about an opportunity?",
    "role": "Do we reach partners and leaders alike?",
    "organisation": "Do we reach every organisation?",
    "region": "Do we reach every region?",
    "nation": "Do we reach every nation?",
    "language": "Do we reach people in every language?",
    "age_band": "Do we reach every age?",
    "ethnicity": "Do we reach people of every ethnicity?",
    "disability": "Do we reach disabled people?",
    "carer": "Do we reach carers?",
    "gender": "Do we reach every gender?",
    "orientation": "Do we reach people of every orientation?",
    "area": "Do we reach town and country alike?",
}
NEVER = "0"  # times asked
NOTHING = (
    f"Nothing is shown: groups of fewer than {SMALL} people are hidden, and so is what they could be worked out from."
)
TOO_LITTLE = "Too little can be shown to compare groups."
_NOTES = (
    "Numbers are to the nearest five, and up to 50 they are told as what they may be: 10 is 8 to 12.",
    f"A group or a number of fewer than {SMALL} is hidden, and so is what it could be worked out from.",
    "What people told us about themselves counts here alone; nobody sees it one by one.",
)


def reached(about: About) -> list[Figure]:
    """By each group there is, how many people there are, were asked, answered and took part."""
    since, until = about.period.moments(about.timezone)
    among = about.together.once("everybody", lambda: everybody(about.tx)) if about.together else None
    found = reach.over_time(about.tx, since, until, among)
    return [_figure(about, dimension, found[dimension]) for dimension in _TITLES if dimension in found]


def _figure(about: About, dimension: str, rows: Sequence[Row]) -> Figure:
    name, title, total = f"reach_{dimension}", _TITLES[dimension], rows[-1]
    people = total.counts["people"]
    shown = [row for row in rows[:-1] if row.counts["people"] is not None]
    if people is None or not shown:
        return Figure(name, title, NOTHING, "", 0, shape="none")
    hidden = len(rows) - 1 - len(shown)
    groups = "1 group is" if hidden == 1 else f"{hidden} groups are"
    silence = f"{groups} hidden, so that a small one cannot be worked out." if hidden else ""
    if dimension == "times":
        return _how_often(about, rows, people, silence)
    return Figure(
        name,
        title,
        sentence=_widest(about, dimension, shown),
        denominator=_of_all(total, people),
        people=people,
        silence=silence,
        columns=("People", "Asked", "Answered", "Took part"),
        lines=tuple(
            Line(_called(about, dimension, row), tuple(_about(row.counts[one]) for one in COLUMNS))
            for row in (*sorted(rows[:-1], key=_largest), total)
        ),
        notes=_NOTES,
    )


def _how_often(about: About, rows: Sequence[Row], people: int, silence: str) -> Figure:
    """How many people were asked so often: a group of those who were never asked has nobody of whom to tell more."""
    never = next((row.counts["people"] for row in rows[:-1] if row.group == NEVER), 0)
    return Figure(
        "reach_times",
        _TITLES["times"],
        sentence="How many were never asked is hidden."
        if never is None
        else f"{share(never, people).capitalize()} people were never asked.",
        denominator=_of_all(rows[-1], people),
        people=people,
        silence=silence,
        columns=("People",),
        lines=tuple(
            Line(_called(about, "times", row), (_about(row.counts["people"]),))
            for row in sorted(rows[:-1], key=lambda row: row.group)
        ),
        notes=_NOTES,
    )


def _about(count: int | None) -> int | None:
    return None if count is None else rounded(count)


def _largest(row: Row) -> tuple[int, str]:
    """By what is shown: in any other order the numbers would tell more."""
    return -(_about(row.counts["people"]) or 0), row.group


def _called(about: About, dimension: str, row: Row) -> str:
    return reach.name_of(about.voice, dimension, row.group) if row.group else about.voice.label("all_together")


def _of_all(total: Row, people: int) -> str:
    asked = total.counts["asked"]
    if asked is None:
        return f"{amount(people).capitalize()} people, as far as they told us."
    return f"{share(asked, people).capitalize()} people were asked about an opportunity."


def _part(row: Row) -> float:
    return (_about(row.counts["asked"]) or 0) / (_about(row.counts["people"]) or 1)


def _widest(about: About, dimension: str, rows: Sequence[Row]) -> str:
    """Who was asked least, where that can be said."""
    known = [row for row in rows if row.counts["people"] and row.counts["asked"] is not None]
    if len(known) < 2:
        return TOO_LITTLE
    least = min(known, key=lambda row: (_part(row), row.group))
    asked, people = least.counts["asked"] or 0, least.counts["people"] or 0
    return f"Asked least: {_called(about, dimension, least)}, {share(asked, people)} people."
