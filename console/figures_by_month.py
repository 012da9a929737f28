"""Figures as they leave the house, and as those see them who may not read every answer: of whole months that are over,
each told by itself. No two such times overlap, so that neither can be taken from the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.chat.texts import Voice
from bot.rules.figures import Figure, Line
from bot.rules.periods import Period
from console.figures_about import About
from storage.within import Together

ZONE = "UTC"  # one for everybody: two clocks would tell two times that overlap
BESIDE = 3  # months for whose numbers there is room beside each other
ONE_BY_ONE = "Each month is told by itself, and numbers of several are not added up."


Month = tuple[str, Figure]


def months_of(about: About) -> list[About]:
    """The same of each month of its time that is over, to be counted together."""
    here = replace(about, timezone=ZONE)
    over = [one for one in about.period.months() if one.last < here.today]
    together = Together(tuple(one.moments(ZONE) for one in over))
    return [replace(here, period=one, together=together) for one in over]


def by_month(about: About, tell: Callable[[About], Sequence[Figure]]) -> list[Figure]:
    """What is told of each of these months, question by question."""
    return in_turn([(called(each.voice, each.period), tell(each)) for each in months_of(about)])


def called(voice: Voice, month: Period) -> str:
    """Such as "October 2026"."""
    return f"{voice.words.months[month.first.month - 1]} {month.first.year}"


def in_turn(told: Sequence[tuple[str, Sequence[Figure]]]) -> list[Figure]:
    """Of figures of several months one for each question."""
    held: dict[str, list[Month]] = {}
    for month, figures in told:
        for figure in figures:
            held.setdefault(figure.name, []).append((month, figure))
    return [_in_one(each) for each in held.values()]


def _in_one(told: Sequence[Month]) -> Figure:
    """The last month that shows anything is told in full, the others in notes below the numbers."""
    shown = [one for one in told if one[1].is_shown] or [told[-1]]
    month, last = shown[-1]
    notes = [_in_words(*one) for one in told if one[1] is not last]
    figure = replace(last, sentence=f"{month}: {last.sentence}", notes=(*notes, *last.notes))
    if len(shown) == 1:
        return figure
    columns, lines = _table(shown)
    several = len(last.columns) > 1
    return replace(
        figure,
        columns=columns,
        lines=lines,
        shape=last.shape if several else "beside",
        notes=(*notes, ONE_BY_ONE, *last.notes),
    )


def _in_words(month: str, figure: Figure) -> str:
    return " ".join(part for part in (f"{month}: {figure.sentence}", figure.denominator, figure.silence) if part)


def _table(shown: Sequence[Month]) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    """Of what has one number a line, the months beside each other, or below each other where they are many; of all else
    the lines of each month below those of the one before, in the order of the last one."""
    columns, dated = shown[-1][1].columns, shown[-1][1].shape == "columns"  # whose lines are days
    labels = tuple(dict.fromkeys(line.label for _, figure in reversed(shown) for line in figure.lines))
    if len(columns) > 1:
        return columns, tuple(
            replace(line, label=line.label if dated else f"{month}: {line.label}")
            for month, figure in shown
            for line in (figure.lines if dated else sorted(figure.lines, key=lambda line: labels.index(line.label)))
        )
    numbers = {month: {line.label: line.values[0] for line in figure.lines} for month, figure in shown}
    if len(numbers) > BESIDE:
        return labels, tuple(Line(month, tuple(map(each.get, labels))) for month, each in numbers.items())
    return tuple(numbers), tuple(Line(label, tuple(each.get(label) for each in numbers.values())) for label in labels)
