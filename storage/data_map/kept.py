"""What can be said of a table: whose it is, why it is kept and how long, who gets it, and what is left of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Fate = Literal["goes", "left", "nobody"]

OWN = "t.person_id"
BY_CONVERSATION = "(SELECT person_id FROM conversations WHERE conversations.id = t.conversation_id)"
BY_ANSWER = "(SELECT person_id FROM answers WHERE answers.id = t.answer_id)"
BY_CONCERN = "(SELECT person_id FROM concerns WHERE concerns.id = t.concern_id)"
BY_THREAD = "(SELECT person_id FROM threads WHERE threads.id = t.thread_id)"
BY_PAIRING = "(SELECT partner_id FROM pairings WHERE pairings.id = t.pairing_id)"
BY_CHAT = "(SELECT id FROM people WHERE people.telegram_id = t.chat_id)"
ALL = ("*",)


@dataclass(frozen=True, slots=True)
class Kept:
    """One table. Every column of it is `given`, in the copy that somebody gets of their own data, or `inner`: how the
    program finds its way, or somebody else's. A column that is neither fails the build.

    `kind` is the class of records that it belongs to (see `classes`). `person` is the SQL that leads from a row to
    whose it is, '' where it is nobody's. When somebody is erased their rows go, unless columns of them are `left`, or
    the table is about `nobody`. Columns that are `sealed` are not exported, nor is a table that is `kept_back`. In
    the columns `by_others` stands who did something for somebody else: that stays, and points at their tombstone.
    """

    table: str
    kind: str
    person: str = ""
    given: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()
    by_others: tuple[str, ...] = ()
    nobody: bool = False
    kept_back: bool = False

    @property
    def fate(self) -> Fate:
        if self.nobody:
            return "nobody"
        return "left" if self.left else "goes"

    @property
    def left_columns(self) -> tuple[str, ...]:
        return (*self.given, *self.inner) if self.left == ALL else self.left
