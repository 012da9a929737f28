"""What a figure is, and when it may be shown: never of fewer than five people, nor so that one taken from another
leaves fewer. What is hidden in it says bot/rules/small_numbers.py. Plain data in and out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

FEWEST = 5  # people; of fewer nothing is shown
_OFF_BY = 2  # at most, what was counted lies so far from the rounded number
ROUGH = 50  # up to here that may change what a share looks like
Shape = Literal["bars", "columns", "beside", "none"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a figure: its label, and a number for each column; None where it is hidden."""

    label: str
    values: tuple[int | None, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """Its numbers as they are written."""
        return tuple(map(spread, self.values))


@dataclass(frozen=True, slots=True)
class Figure:
    """One question about the programme, and its answer in a sentence, in numbers, and in words about both.

    `title` is the question; `sentence` the message. `denominator` says of how many people and of what it is told,
    `silence` who is missing from it, '' when nobody is. `columns` name the numbers of each line: where there are
    several, the others are part of the first. `people` are those whom it is about; where they are too few there are no
    lines. It is drawn as `columns` over time, as `bars`, with
    the numbers of each line `beside` each other, or not at all. `notes` are what has to be known besides.
    """

    name: str
    title: str
    sentence: str
    denominator: str
    people: int
    silence: str = ""
    columns: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    shape: Shape = "bars"
    notes: tuple[str, ...] = field(default=())

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to draw: a number that is not hidden."""
        return any(value is not None for line in self.lines for value in line.values)

    @property
    def tells_nothing(self) -> bool:
        """Whether it says no more than that nothing is shown."""
        return not (self.is_shown or self.denominator or self.silence)


def spread(told: int | None) -> str:
    """A number that was rounded, as what it may be: "8 to 12"; a larger one as it is, "75"."""
    if told is None:
        return "hidden"
    return f"{least(told)} to {most(told)}" if 0 < told <= ROUGH else str(told)


def least(told: int) -> int:
    """The least that may have been rounded to this."""
    return max(told - _OFF_BY, FEWEST) if told else 0


def most(told: int) -> int:
    """The most that may have been rounded to this."""
    return told + _OFF_BY if told else 0


def too_few(name: str, title: str, people: int) -> Figure:
    """The figure of so few people that it would give them away; not even how many they are is said."""
    nobody = "There is nobody to count in this time." if people == 0 else ""
    sentence = nobody or "Too few people: nothing is shown, so that nobody can be made out."
    return Figure(name, title, sentence, "", 0, shape="none")


def may_show(people: int, *, of_all: int) -> bool:
    """Whether a figure of so many people may be shown beside the same figure of all."""
    return people >= FEWEST and not 0 < of_all - people < FEWEST


def middle(counted: Mapping[int, int]) -> int | None:
    """The value in the middle, where each stands as often as it is counted; None of nothing."""
    total, seen = sum(counted.values()), 0
    for value in sorted(counted):
        seen += counted[value]
        if 2 * seen >= total:
            return value
    return None


def banded(counted: Mapping[int, int], upto: Sequence[int]) -> list[int]:
    """How many lie up to each of these, above the one before, and above the last one."""
    found = [0] * (len(upto) + 1)
    for value, times in counted.items():
        found[next((place for place, most in enumerate(upto) if value <= most), len(upto))] += times
    return found
