"""Numbers in a figure are told to the nearest five. Those of one to four are hidden, and so are others from which they
could be worked out.

Whoever reads a figure may know how it is made, and takes one number from another, in it or in the next one: so none is
exact. Plain data in and out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.rules.figures import FEWEST

FEW = "fewer than five"
STEP = 5  # to which numbers are rounded


def is_small(count: int) -> bool:
    return 0 < count < FEWEST


def amount(count: int) -> str:
    """A number by itself."""
    if is_small(count):
        return FEW
    return f"about {rounded(count)}" if count else "0"


def share(part: int, whole: int) -> str:
    """Such as "about 20 of about 25"."""
    if is_small(whole):
        return f"some or none of {FEW}"
    return f"{'some' if _is_some(part, whole) else amount(part)} of {amount(whole)}"


def _is_some(part: int, whole: int) -> bool:
    """Whether part and rest of so few could both be small: which would tell too much."""
    return is_small(part) and whole < 2 * FEWEST


def left_of(part: int, whole: int) -> int | None:
    """What is left of the whole; None where that would say how small the part is."""
    return None if is_small(whole) or _is_some(part, whole) else whole - part


def have(count: int | None, what: str) -> str:
    """Such as "About 5 have not answered."; '' of none."""
    if count is None:
        return f"How many have {what} is hidden."
    return f"{amount(count).capitalize()} have {what}." if count else ""


def parts_of(counts: Mapping[str, int]) -> dict[str, int | None]:
    """The parts of a whole by name, as they may be told beside it."""
    return dict(zip(counts, rounded_parts([*counts.values()]), strict=True))


def rounded(count: int) -> int | None:
    """To the nearest five; None where it is small."""
    return None if is_small(count) else STEP * round(count / STEP)


def rounded_parts(counts: Sequence[int]) -> list[int | None]:
    """The same of the parts of a whole that is rounded, too. Where one is hidden, so are those that are none, and the
    smallest others as long as the rounded numbers leave the hidden ones but one way to be."""
    hidden = [count for count in counts if is_small(count)]
    others = sorted(count for count in counts if count >= FEWEST)
    while hidden and others and not _is_uncertain(hidden, others, sum(counts)):
        hidden += [count for count in others if count == others[0]]
        others = [count for count in others if count != others[0]]
    return [None if hidden and (not count or count in hidden) else rounded(count) for count in counts]


def _is_uncertain(hidden: Sequence[int], others: Sequence[int], whole: int) -> bool:
    """Whether what is hidden may come to more than its least, and to less than its most, as far as others can tell."""
    about, shown = rounded(whole) or 0, [rounded(count) or 0 for count in others]
    least = about - STEP // 2 - sum(count + STEP // 2 for count in shown)
    most = about + STEP // 2 - sum(max(count - STEP // 2, FEWEST) for count in shown)
    return most > len(hidden) and least < len(hidden) * (FEWEST - 1)


@dataclass(frozen=True, slots=True)
class Span:
    """From the beginning of one week (or month) to that of another, how often people were asked and answered."""

    first: date
    last: date
    asked: int
    answered: int

    @property
    def is_clear(self) -> bool:
        """Whether nothing in it is small."""
        return not any(map(is_small, (self.asked, self.answered)))

    def with_(self, other: Span) -> Span:
        return Span(self.first, other.last, self.asked + other.asked, self.answered + other.answered)


def in_spans(weeks: Sequence[Span]) -> list[Span]:
    """These weeks, as many of them together as it takes for nothing to be small; none where not even all together do.
    Weeks in which nobody was asked are left out, unless they lie between others that are told together."""
    spans: list[Span] = []
    open_: Span | None = None
    for week in weeks:
        if not week.asked and (open_ is None or not open_.asked):
            continue
        open_ = week if open_ is None else open_.with_(week)
        if open_.is_clear:
            spans, open_ = [*spans, open_], None
    while open_ is not None and spans and not open_.is_clear:
        open_ = spans.pop().with_(open_)
    return [*spans, open_] if open_ is not None and open_.is_clear else spans
