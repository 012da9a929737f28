"""What came of a rehearsal: who would notice what, who would be stranded, of whom that cannot be known; in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Notices = Literal["nothing", "later", "wording", "question", "unclear", "stranded"]
WORST: tuple[Notices, ...] = ("nothing", "later", "wording", "question", "unclear", "stranded")


@dataclass(frozen=True, slots=True)
class Stranded:
    """Somebody who could not go on, and why."""

    conversation_id: str
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody notices of one conversation of theirs, and whether a question of ours `waits` in it for more than
    what to look at next."""

    person_id: str
    notices: Notices
    waits: bool = True


@dataclass(frozen=True)
class Rehearsed:
    """What came of it: the verdict on each conversation that was told again by its id, who would be stranded, and for
    whom a question of ours is `waiting` in one that was not, for nothing changes in it."""

    verdicts: Mapping[str, Verdict]
    stranded: tuple[Stranded, ...]
    waiting: frozenset[str] = frozenset()

    @property
    def people(self) -> int:
        """How many are in the middle of something: a question waits for them, or they would notice."""
        return len(self._worst)

    @property
    def notice(self) -> Mapping[Notices, int]:
        """How many notice what: of several conversations that in which they notice most."""
        return dict(Counter(self._worst.values()))

    @property
    def unclear(self) -> list[str]:
        """The conversations of which it is not known, because something is done first that has not been done yet."""
        return [talk_id for talk_id, one in self.verdicts.items() if one.notices == "unclear"]

    @cached_property
    def _worst(self) -> dict[str, Notices]:
        found: dict[str, Notices] = dict.fromkeys(self.waiting, "nothing")
        for one in self.verdicts.values():
            if not one.waits and one.notices == "nothing":
                continue
            found[one.person_id] = max(found.get(one.person_id, "nothing"), one.notices, key=WORST.index)
        return found

    def instead(self, better: Rehearsed) -> Rehearsed:
        """With what was found out about some of them since."""
        return Rehearsed({**self.verdicts, **better.verdicts}, (*self.stranded, *better.stranded), self.waiting)

    def __str__(self) -> str:
        if not self.people:
            return "Nobody is in the middle of a conversation."
        notice = self.notice
        told = [_told(name, notice[name]) for name in WORST[:-1] if notice.get(name)]
        lost = notice.get("stranded", 0)
        told.append(f"{lost} would be stranded" if lost else "nobody is stranded")
        whole = "1 person is" if self.people == 1 else f"{self.people} people are"
        return f"{whole} in the middle of a conversation: {', '.join(told)}."


_SEE: Mapping[str, tuple[str, str]] = {
    "nothing": ("notices nothing", "notice nothing"),
    "later": ("may come to the new wording later on", "may come to the new wording later on"),
    "wording": ("sees the new wording when the question is put again", "see the new wording when it is put again"),
    "question": ("gets a new question before the one that waits", "get a new question before the one that waits"),
    "unclear": (
        "comes to something that is done first, so what follows cannot be known now",
        "come to something that is done first, so what follows cannot be known now",
    ),
}


def _told(name: str, times: int) -> str:
    return f"{times} {_SEE[name][times != 1]}"
