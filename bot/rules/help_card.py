"""The card for a hard day: which lines the card of each nation has, the numbers that they come with, and when somebody
should check them all again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

NATIONS = ("england", "wales", "scotland", "northern_ireland")
CHECK_EVERY = timedelta(days=91)  # each quarter
OWN = "own"  # a line in the team's own words, such as a local service
_EVERYWHERE = {"samaritans": "116 123", "shout": "85258"}
_RELAY = {"relay": "18001"}

# The wording of each line is in the language files. Whoever runs a programme checks the numbers before it begins.
COMES_WITH: Mapping[str, Mapping[str, str]] = {
    "england": {"life": "999", "urgent": "111", **_EVERYWHERE, **_RELAY, OWN: ""},
    "wales": {"life": "999", "urgent_wales": "111", **_EVERYWHERE, **_RELAY, OWN: ""},
    "scotland": {"life": "999", "nhs24": "111", "breathing_space": "0800 83 85 87", **_EVERYWHERE, **_RELAY, OWN: ""},
    "northern_ireland": {"life": "999", "lifeline": "0808 808 8000", **_EVERYWHERE, **_RELAY, OWN: ""},
}
ANSWERED: Mapping[str, tuple[str, ...]] = {"life": ("999", "112")}  # there are no other emergency numbers
SHORTEST, LONGEST = 3, 15  # digits
_NUMBER = re.compile(r"\+?[0-9][0-9 ]*")


def is_number(typed: str) -> bool:
    """Whether it is a number as people dial it: digits and spaces, and a plus in front at most; nothing that anybody
    can call has fewer digits than 999, or more than a number from abroad."""
    return _NUMBER.fullmatch(typed) is not None and SHORTEST <= sum(one.isdigit() for one in typed) <= LONGEST


def fits(line: str, typed: str) -> bool:
    """Whether it can stand on this line: a number, and where a life is in danger one that is answered everywhere in the
    United Kingdom."""
    return is_number(typed) and (line not in ANSWERED or "".join(typed.split()) in ANSWERED[line])


# The card of somebody of whom we do not know where they are is true in each nation: the lines that all of them have,
# and on one of its own the number of each for urgent help with one's mental health.
ANYWHERE = ""
URGENT = {"england": "urgent", "wales": "urgent_wales", "scotland": "nhs24", "northern_ireland": "lifeline"}


def lines(nation: str, changed: Mapping[str, str]) -> dict[str, str]:
    """The number on each line of a nation's card, in its order; lines without one are left out."""
    known = COMES_WITH[nation]
    numbers = {line: changed.get(line, number) for line, number in known.items()}
    return {line: number for line, number in numbers.items() if number}


def lines_anywhere(changed: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The number on each line that stands on the card of every nation; `changed` is by nation."""
    cards = [lines(nation, changed.get(nation, {})) for nation in NATIONS]
    return {line: number for line, number in cards[0].items() if line != OWN and all(line in one for one in cards)}


def urgent_by_nation(changed: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The number for urgent help with one's mental health in each nation."""
    return {nation: changed.get(nation, {}).get(line, COMES_WITH[nation][line]) for nation, line in URGENT.items()}


def to_check(now: datetime, checked: Mapping[str, datetime], nations: Iterable[str] = NATIONS) -> list[str]:
    """The nations whose cards were not checked for a quarter of a year, or never."""
    return [one for one in nations if one not in checked or now - checked[one] >= CHECK_EVERY]
