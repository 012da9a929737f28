"""Which reflective prompt comes next, at which stage two people are, and how often is less often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

THEMES = (
    *("relationship", "being_heard", "power", "boundaries", "influence"),
    *("learning", "energy", "impact", "craft", "group"),
)
STAGES = ("beginning", "middle", "ending", "any")
EVERY_DAYS = {"every_week": 7, "every_two_weeks": 14, "every_month": 28, "never": 0}
BEGINNING = timedelta(days=42)  # of a pairing whose end is not known


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thought of the library, as it stands now."""

    id: str
    theme: str
    stage: str
    words: str


def next_prompt(
    library: Sequence[Prompt],
    offered: Mapping[str, str],
    themes: Collection[str],
    stage: str,
    first: Collection[str] = (),
) -> Prompt | None:
    """What to offer next; None when the library is empty.

    `offered` says when each prompt was last offered to this person, as text that sorts by time; `first` are those that
    staff moved to the front. Nothing comes twice before all the others that fit: then it is the one that came longest
    ago. Among new ones those at the front come first, then one of the theme that was offered least, in the order of the
    library.
    """
    fits = fitting(library, themes, stage)
    if not fits:
        return None
    new = [one for one in fits if one.id not in offered]
    if not new:
        return min(fits, key=lambda one: offered[one.id])
    times = Counter(one.theme for one in library if one.id in offered)
    return min(new, key=lambda one: (one.id not in first, 0 if one.id in first else times[one.theme]))


def fitting(library: Sequence[Prompt], themes: Collection[str], stage: str) -> list[Prompt]:
    """The prompts of the themes wanted (none named: all) and of the stage or of any. Where there are none of these, the
    theme counts more than the stage; and something is better than nothing."""
    of_theme = [one for one in library if not themes or one.theme in themes]
    of_both = [one for one in of_theme if one.stage in (stage, "any")]
    return of_both or of_theme or list(library)


def stage_of(today: date, from_on: date, until_on: date | None) -> str:
    """Where two people are on their way: the first third, the last third, or between."""
    if until_on is None or until_on <= from_on:
        return "beginning" if today < from_on + BEGINNING else "middle"
    gone = (today - from_on) / (until_on - from_on)
    return "beginning" if gone < 1 / 3 else "middle" if gone < 2 / 3 else "ending"


def fewer(every: int) -> int:
    """Half as often, in days; after once a month it is never (0)."""
    return every * 2 if 0 < every * 2 <= EVERY_DAYS["every_month"] else 0
