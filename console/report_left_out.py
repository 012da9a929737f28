"""What a learning report leaves out because too few people are in it: named once, and at the top where it is most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.rules.small_numbers import FEW
from console.report_content import Content, Part

WHY = (
    f"Most of what is counted here is left out: of {FEW} people nothing is told, so that nobody can be made out, and "
    "each month is told by itself. That says nothing of how the programme went. What people agreed to be quoted with, "
    "and what came of what they said, stands here whatever the numbers."
)
WHAT_HELPS = (
    "What can be done: choose a longer period, which has more months, and leave out parts that have nothing to tell. "
    "Months are not added up, so one with few people stays hidden. Where organisations or regions are many and small, "
    "fewer and larger ones can be compared."
)
NAMED = "Left out, because too few people or nobody is in it: {titles}"


def without(content: Content) -> Content:
    """The same without figures that say no more than that nothing is shown; which these are is said in one line."""
    empty = [one for one in content.figures if one.tells_nothing]
    if not empty:
        return content
    titles = tuple(one.title for one in empty)
    return replace(
        content,
        figures=tuple(one for one in content.figures if one not in empty),
        notes=(*content.notes, NAMED.format(titles=" ".join(titles))),
        left_out=(*content.left_out, *titles),
    )


def is_most(parts: Sequence[Part]) -> bool:
    """Whether of most parts that have something to count nothing is told."""
    counted = [one for one in parts if one.figures or one.left_out]
    return 2 * sum(not one.figures for one in counted) > len(counted)
