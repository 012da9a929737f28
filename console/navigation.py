"""The navigation: what somebody may go to, grouped by what it is for, so that it takes two lines at most: the groups,
and the pages of the one in which they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from console.contents import CONTENTS, Area
from console.who_asks import Me

# By the addresses of the pages; behind the bar those that have no place in the navigation and yet belong here.
GROUPS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("Today", ("/",), ()),
    ("Concerns", ("/concerns",), ()),
    ("People", ("/people", "/pairings", "/groups", "/sessions", "/invites", "/organisations"), ()),
    ("Answers", ("/answers", "/fates", "/quotations"), ("/tags",)),
    ("Opportunities", ("/opportunities",), ("/broadcasts", "/announcements", "/questions", "/reach")),
    ("Words", ("/words", "/thoughts", "/approvals"), ()),
    ("Learning", ("/figures", "/reports", "/exports", "/method"), ()),
    ("On duty", ("/rota", "/help-cards"), ()),
    ("Running it", ("/team", "/log", "/machine"), ("/invites/team",)),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One page; `current` is what a screen reader says of it: "page", "true" for a page behind it, or ''."""

    label: str
    path: str
    current: str


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that belong together. One alone stands for its group under its own name."""

    label: str
    entries: Sequence[Entry]
    is_here: bool

    @property
    def path(self) -> str:
        """Where the group itself leads."""
        return self.entries[0].path

    @property
    def current(self) -> str:
        """What a screen reader says of the group."""
        return (self.entries[0].current or "true") if self.is_here else ""


def navigation(me: Me, here: str) -> Sequence[Group]:
    """Where somebody may go, in order, while they are on the page with this address."""
    theirs = {area.path: area for area in CONTENTS if area.label and me.may(area.may)}
    nearest = _nearest(here)
    found = []
    for label, paths, besides in GROUPS:
        entries = [_entry(theirs[path], here, nearest) for path in paths if path in theirs]
        if entries:
            alone = entries[0].label if len(entries) == 1 else label
            found.append(Group(alone, entries, nearest in (*paths, *besides)))
    return found


def _entry(area: Area, here: str, nearest: str) -> Entry:
    return Entry(area.label, area.path, "page" if here == area.path else "true" if nearest == area.path else "")


def _nearest(here: str) -> str:
    """The longest of the addresses above with which this one begins; '' where there is none."""
    known = [path for _, paths, besides in GROUPS for path in (*paths, *besides)]
    return max((path for path in known if here == path or _is_below(here, path)), key=len, default="")


def _is_below(here: str, path: str) -> bool:
    return path != "/" and here.startswith(f"{path}/")
