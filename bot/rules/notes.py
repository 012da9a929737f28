"""What a note is that we write of our own accord: of which kind, when it is due, and how useful it is by now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

RISES_EVERY = timedelta(days=2)  # what somebody is asked and waits becomes one rank more useful
OWED_AFTER = timedelta(days=7)  # what came of somebody's words goes before all that counts
HIGHEST = 2  # which is before all that counts, and behind what is about an agreed session


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of note: the story it begins, how useful it is (0 the most), whether it counts as one of the notes a week.

    `agreed`: about a session that was agreed, so it goes on bank holidays and in the midst of other talk. `urgent`:
    goes outside somebody's hours, without a sound, rather than not at all. `quiet`: always without a sound. `patient`:
    what somebody is asked to decide, or was arranged with them, waits until a pause is over, or until a person has been
    in touch with them. `by_hand`: the team tells it meanwhile, so it waits whatever keeps it, for the team to know whom
    nobody has told.
    `renews`: asks whether what they agreed to still holds, which is all that goes once its wording has changed.
    `fact`: tells what was arranged or is over, and asks nothing, so it goes too when their yes to keeping what they say
    was taken back. `warns` that something of theirs is about to be deleted, so it goes in a pause as well. `rises`: the
    longer it waits the more useful it is, so that whoever gets many notes is asked some day, too. `in_turn`: asks what
    has no date, so it is not put on top of another such question that waits for an answer. `owed`: once it has waited
    long, it is the next of what counts, also before what is sent for a date. `opens`: says that we may write first
    again, so it goes before all else that is due, what is sent for a date too. `at_once`: on these occasions it is told
    in that moment, at any hour, and not as a note of its own time.
    """

    story: str
    rank: int
    counts: bool
    agreed: bool = False
    urgent: bool = False
    quiet: bool = False
    patient: bool = False
    by_hand: bool = False
    renews: bool = False
    fact: bool = False
    warns: bool = False
    rises: bool = False
    in_turn: bool = False
    owed: bool = False
    opens: bool = False
    at_once: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """A planned note whose time has come; `since` when it waits, if that is known."""

    id: str
    kind: Kind
    due_at: datetime
    useful_until: datetime
    since: datetime | None = None

    def rank(self, now: datetime) -> int:
        """How useful it is by now among notes without a date; to what is sent for a date it gives way as ever."""
        if not self.kind.rises or self.since is None:
            return self.kind.rank
        risen = max(0, (now - self.since) // RISES_EVERY)
        return min(self.kind.rank, max(HIGHEST, self.kind.rank - risen))

    def goes_first(self, now: datetime) -> bool:
        """Whether it goes before what is sent for a date."""
        return self.kind.opens or self.is_owed(now)

    def is_owed(self, now: datetime) -> bool:
        """Whether it has waited so long that it goes before all that counts."""
        return self.kind.owed and self.since is not None and now >= self.since + OWED_AFTER


def first_from(since: datetime, kind: Kind) -> datetime:
    """From when on such a note that waits since then goes before all that counts and has no date."""
    return since + max(0, kind.rank - HIGHEST) * RISES_EVERY
