"""What a part of a learning report tells, month by month: no report can be taken from another one of other months."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from console.figures_about import About
from console.figures_by_month import called, in_turn, months_of
from console.report_content import Content, Told

NOT_OVER = "None of its months is over. A month is told as soon as it is."
Month = tuple[str, Content]


def each_month(asked: About, tell: Callable[[About], Content]) -> Content:
    """This of each month that is over: figures question by question, and all else with its month."""
    told = [(called(each.voice, each.period), tell(each)) for each in months_of(asked)]
    if not told:
        return Content(nothing=NOT_OVER)
    figures = tuple(in_turn([(month, content.figures) for month, content in told]))
    shown = {one.title for one in figures}
    left_out = dict.fromkeys(title for _, content in told for title in content.left_out if title not in shown)
    return Content(
        figures,
        tuple(_dated(month, one) for month, content in told for one in content.told),
        _notes(told),
        "" if any(content.told for _, content in told) else told[-1][1].nothing,
        tuple(left_out),
    )


def _dated(month: str, one: Told) -> Told:
    return replace(one, of=f"{month}, {one.of}")


def _notes(told: Sequence[Month]) -> tuple[str, ...]:
    """What is noted in every month once, and all else with its months."""
    held: dict[str, list[str]] = {}
    for month, content in told:
        for note in content.notes:
            held.setdefault(note, []).append(month)
    return tuple(note if len(months) == len(told) else f"{', '.join(months)}: {note}" for note, months in held.items())
