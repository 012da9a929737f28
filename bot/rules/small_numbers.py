"""Numbers in a figure are told to the nearest five. Those of one to four are hidden, and so are others from which they
could be worked out.

Whoever reads a figure may know how it is made, and takes one number from another, in it or in the next one: so none is
exact. What is rounded is told as what it may be, "5 to 7 of 8 to 12", where it is small: 6 of 8 is not half. That says
no more than the rounded numbers do. Plain data in and out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.rules.figures import FEWEST, ROUGH, least, most, spread

FEW = "fewer than five"
AT_MOST = "at most four"  # of which none are some
STEP = 5  # to which numbers are rounded


def is_small(count: int) -> bool:
    return 0 < count < FEWEST


def amount(count: int) -> str:
    """A number by itself."""
    if is_small(count):
        return FEW
    return f"about {rounded(count)}" if count else "0"


def share(part: int, whole: int) -> str:
    """Such as "about 60 of about 75", and of less "18 to 22 of 23 to 27"."""
    if is_small(whole):
        return f"some or none of {FEW}"
    if is_small(part) or not part:
        return f"{'some' if _is_some(part, whole) else amount(part) if part else 'none'} of {amount(whole)}"
    told = rounded(part) or 0
    return share_of(least(told), most(told), whole)


def share_of(fewest: int, highest: int, whole: int) -> str:
    """The same of a part that lies between these, as far as it is told."""
    told = rounded(whole) or 0
    if fewest + highest >= least(told) + most(told):
        return f"most or all of {amount(whole)}"
    if told > ROUGH:
        return f"about {STEP * round((fewest + highest) / 2 / STEP)} of about {told}"
    return f"{fewest} to {min(highest, most(told))} of {spread(told)}"


def _is_some(part: int, whole: int) -> bool:
    """Whether part and rest of about so few could both be small: which would tell too much."""
    return is_small(part) and (rounded(whole) or 0) <= 2 * FEWEST


def rest_have(part: int, whole: int, what: str) -> str:
    """Of the rest of such a share, such as "At most 7 have not answered.": no more than the share tells, and so none is
    not told apart from few."""
    if is_small(whole) or _is_some(part, whole):
        return f"How many have {what} is hidden."
    if is_small(part):
        return f"All but {FEW} have {what}."
    told, all_ = rounded(part) or 0, rounded(whole) or 0
    if all_ > ROUGH or told == all_:
        return f"{few_or(all_ - told).capitalize()} have {what}."
    fewest, highest = least(all_) - most(told), most(all_) - least(told)
    return f"{fewest} to {highest} have {what}." if fewest >= FEWEST else f"At most {highest} have {what}."


def few_or(count: int) -> str:
    """A number of which it is not said whether it is none or small."""
    return AT_MOST if count < FEWEST else amount(count)


def parts_of(counts: Mapping[str, int]) -> dict[str, int | None]:
    """The parts of a whole by name, as they may be told beside it."""
    return dict(zip(counts, rounded_parts([*counts.values()]), strict=True))


def rounded(count: int) -> int | None:
    """To the nearest five; None where it is small."""
    return None if is_small(count) else STEP * round(count / STEP)


def rounded_parts(counts: Sequence[int]) -> list[int | None]:
    """The same of the parts of a whole that is rounded, too. Where one is hidden, so are those that are none, and the
    smallest others as long as the rounded numbers leave the hidden ones but one way to be."""
    told = [rounded(count) for count in counts]
    if None not in told:
        return told
    shown = sorted(number for number in told if number)
    hidden = told.count(None)
    while shown and not _is_uncertain(hidden, shown, rounded(sum(counts)) or 0):
        hidden += shown.count(shown[0])
        shown = [number for number in shown if number > shown[0]]
    return [number if number in shown else None for number in told]


def _is_uncertain(hidden: int, shown: Sequence[int], whole: int) -> bool:
    """Whether so many that are hidden may come to more than their least, and to less than their most, as far as the
    rounded numbers tell."""
    least = whole - STEP // 2 - sum(number + STEP // 2 for number in shown)
    most = whole + STEP // 2 - sum(max(number - STEP // 2, FEWEST) for number in shown)
    return most > hidden and least < hidden * (FEWEST - 1)


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
