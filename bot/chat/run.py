"""What one run of a story comes to: what is said, where it stops, and what became of what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.chat.answering import Drafted, Refused
from bot.chat.questions import Question, Text


class Suspended(BaseException):
    """The turn is over and the story is not. Stories never catch this."""


class BrokenStory(Exception):
    """A story did what no story may, such as using a key twice in one run; the text says which and what."""


@dataclass(frozen=True, slots=True)
class Saying:
    """Something to be said. `offers` are stories that its buttons begin."""

    text: str
    offers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asking:
    """The question at which a run stopped. `shows`: the answers that stand in its wording."""

    key: str
    question: Question[Any]
    wording: str
    labels: Mapping[str, str]
    visible_to: str = "staff"
    shows: tuple[str, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Whether it may be put without a word."""
        return isinstance(self.question, Text) and self.question.quiet


@dataclass(slots=True)
class Run:
    """What one run of a story came to. `strays`: some answers that stand were not on the way. `turned`: something that
    was done before was done anew, with another outcome. `undone`: what a dry run stopped at, not done yet."""

    visited: list[str] = field(default_factory=list)
    sayings: list[Saying] = field(default_factory=list)
    asking: Asking | None = None
    accepted: str | None = None
    accepted_words: str = ""
    accepted_parts: bool = False
    same_again: bool = False
    refused: Refused | None = None
    drafted: Drafted | None = None
    strays: bool = False
    turned: bool = False
    change: str | None = None
    undone: str = ""

    def reaches(self, key: str) -> bool:
        """Whether this question was on the way, answered or not."""
        return key in self.visited or (self.asking is not None and self.asking.key == key)

    @property
    def stop(self) -> tuple[str | None, str | None]:
        """The question at which it stopped and the one before."""
        return (self.asking.key if self.asking else None, self.visited[-1] if self.visited else None)
