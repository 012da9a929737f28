"""The other concerns of the same person that are open, or hold back what Voices would send first: beside the one that
is looked at, and never taken for it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions.whose_concern import who
from console.desk import Reading
from storage import concern_lists
from storage.concerns import Concern


@dataclass(frozen=True, slots=True)
class Beside:
    """Another concern of theirs."""

    one: Concern
    who: str

    @property
    def is_open(self) -> bool:
        return self.one.closed_at is None

    @property
    def holds(self) -> bool:
        """Whether nothing goes to the person first because of it, whatever is said of the one that is looked at."""
        return self.one.lifted_at is None


def beside(look: Reading, one: Concern) -> list[Beside]:
    """Those that still matter, the newest first."""
    every = concern_lists.of_person(look.tx, one.person_id)
    found = [Beside(each, who(look.scene, each)) for each in every if each.id != one.id]
    return [each for each in found if each.is_open or each.holds]
