"""Figures as they leave the house, and as those see them who may not read every answer: of whole months that are over,
each told by itself. No two such times overlap, so that neither can be taken from the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.chat.texts import Voice
from bot.rules.figures import Figure, Line
from bot.rules.periods import Period
from console.figures_about import About

ZONE = "UTC"  # one for everybody: two clocks would tell two times that overlap
ONE_BY_ONE = "Each month is told by itself, and numbers of several are not added up."


def months_of(about: About) -> list[About]:
    """The same of each month of its time that is over."""
    here = replace(about, timezone=ZONE)
    return [replace(here, period=one) for one in about.period.months() if one.last < here.today]


def by_month(about: About, tell: Callable[[About], Sequence[Figure]]) -> list[Figure]:
    """What is told of each of these months, question by question."""
    return in_turn([(called(each.voice, each.period), tell(each)) for each in months_of(about)])


def called(voice: Voice, month: Period) -> str:
    """Such as "October 2026"."""
    return f"{voice.words.months[month.first.month - 1]} {month.first.year}"


def in_turn(told: Sequence[tuple[str, Sequence[Figure]]]) -> list[Figure]:
    """Of figures of several months one for each question."""
    held: dict[str, list[tuple[str, Figure]]] = {}
    for month, figures in told:
        for figure in figures:
            held.setdefault(figure.name, []).append((month, figure))
    return [_in_one(each) for each in held.values()]


def _in_one(told: Sequence[tuple[str, Figure]]) -> Figure:
    """The last month is told in full, those before it are notes below the numbers of all."""
    if len(told) == 1:
        month, figure = told[0]
        return replace(figure, sentence=f"{month}: {figure.sentence}")
    *before, (month, last) = told
    notes = dict.fromkeys(note for _, figure in told for note in figure.notes)
    shown = next((figure for _, figure in reversed(told) if figure.is_shown), last)
    columns, lines = _table(told, shown)
    return replace(
        last,
        sentence=f"{month}: {last.sentence}",
        columns=columns,
        lines=lines,
        shape=shown.shape if len(shown.columns) > 1 else "none",
        notes=(*(_in_words(*one) for one in before), ONE_BY_ONE, *notes),
    )


def _in_words(month: str, figure: Figure) -> str:
    return " ".join(part for part in (f"{month}: {figure.sentence}", figure.denominator, figure.silence) if part)


def _table(told: Sequence[tuple[str, Figure]], shown: Figure) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    """Of what has one number a line, a line for each month; of all else the lines of each month below each other."""
    if not any(figure.is_shown for _, figure in told):
        return (), ()
    if len(shown.columns) > 1:
        dated = shown.shape == "columns"  # its lines are days
        lines = (
            replace(line, label=line.label if dated else f"{month}: {line.label}")
            for month, figure in told
            for line in figure.lines
        )
        return shown.columns, tuple(lines)
    labels = tuple(dict.fromkeys(line.label for _, figure in told for line in figure.lines))
    numbers = [(month, {line.label: line.values[0] for line in figure.lines}) for month, figure in told]
    return labels, tuple(Line(month, tuple(each.get(label) for label in labels)) for month, each in numbers)
