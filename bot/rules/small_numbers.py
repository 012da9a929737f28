"""Numbers of one to four in a figure are hidden, and so are others from which they could be worked out.

Whoever reads a figure may know how it is made, and takes one number from another. Plain data in and out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.rules.figures import FEWEST

FEW = "fewer than five"
STEP = 5  # to which numbers are rounded where each is a part of several others


def is_small(count: int) -> bool:
    return 0 < count < FEWEST


def amount(count: int) -> str:
    """A number by itself."""
    return FEW if is_small(count) else str(count)


def share(part: int, whole: int) -> str:
    """Such as "18 of 24", where neither the part nor what is left of the whole is small."""
    if is_small(whole):
        return f"some or none of {FEW}"
    if _is_some(part, whole):
        return f"some of {whole}"
    if is_small(whole - part):
        return f"all but {FEW} of {whole}"
    return f"{amount(part)} of {whole}"


def _is_some(part: int, whole: int) -> bool:
    """Whether the whole is so small that either a part is small or what is left of it: which would tell too much."""
    return (is_small(part) or is_small(whole - part)) and whole < 2 * FEWEST


def left_of(part: int, whole: int) -> int | None:
    """What is left of the whole; None where that would say how small the part is."""
    return None if is_small(part) or is_small(whole) or _is_some(part, whole) else whole - part


def have(count: int | None, what: str) -> str:
    """Such as "6 have not answered."; '' of none."""
    if count is None:
        return f"How many have {what} is hidden."
    return f"{amount(count).capitalize()} have {what}." if count else ""


def hide_small(counts: Mapping[str, int]) -> dict[str, int | None]:
    """The same parts of a known whole without those of 1 to 4: and where these are few in all, or none of them could be
    another, without the smallest others. Beside what is hidden nobody learns what is none."""
    hidden = [name for name, count in counts.items() if is_small(count)]
    if not hidden:
        return dict(counts)
    others = [count for count in counts.values() if count >= FEWEST]
    in_all = sum(counts[name] for name in hidden)
    if others and (in_all < FEWEST or in_all == len(hidden) * (FEWEST - 1)):
        hidden += [name for name, count in counts.items() if count == min(others)]
    return {name: None if name in hidden or not count else count for name, count in counts.items()}


def hide_steps(counts: Sequence[int]) -> list[int | None]:
    """Numbers of which each is a part of the one before, without the small ones, and without those that leave a small
    rest of what is shown before them."""
    shown: list[int | None] = []
    before = None
    for count in counts:
        small = is_small(count) or (before is not None and is_small(before - count))
        shown.append(None if small else count)
        before = before if small else count
    return shown


def rounded(count: int) -> int | None:
    """To the nearest five; None where it is small."""
    return None if is_small(count) else STEP * round(count / STEP)


def rounded_parts(counts: Sequence[int]) -> list[int | None]:
    """The parts of a whole that is rounded, too. Where one is hidden, so are those that are none, and the smallest
    others as long as the rounded numbers leave the hidden ones but one way to be."""
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
        return not any(map(is_small, (self.asked, self.answered, self.asked - self.answered)))

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
