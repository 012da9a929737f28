"""The notes that Voices writes of its own accord, in words."""

from __future__ import annotations

from dataclasses import dataclass

from bot.rules.kinds import BEING_ASKED, KINDS, WANTED
from bot.rules.notes import Kind

AT_ONCE = {
    BEING_ASKED: "comes at once and at any hour to whoever is being asked at that moment how to reach them",
    WANTED: "comes at once and at any hour where whoever of the team does it wants them to know now",
}


@dataclass(frozen=True, slots=True)
class Note:
    """One kind of note that we write of our own accord, and what holds for it."""

    kind: str
    story: str
    rank: int
    holds: tuple[str, ...]


def notes() -> list[Note]:
    """Every kind, the most useful first."""
    found = [Note(name, kind.story, kind.rank, _holds(kind)) for name, kind in KINDS.items()]
    return sorted(found, key=lambda one: (one.rank, one.kind))


def _holds(kind: Kind) -> tuple[str, ...]:
    told = {
        "counts towards the notes a week" if kind.counts else "does not count towards the notes a week": True,
        "was agreed, so it comes on bank holidays too": kind.agreed,
        "comes outside their hours, without a sound, rather than not at all": kind.urgent,
        "goes before all else that is due": kind.opens,
        "comes without a sound": kind.quiet,
        "waits while they are paused or wait for a person": kind.patient,
        "waits whatever keeps it, and the team tells it meanwhile": kind.by_hand,
        "waits a week at most while another question of this sort waits for an answer": kind.in_turn,
        "comes also when their agreement is out of date": kind.renews,
        "comes also when they took back their yes to keeping what they say": kind.fact or kind.warns,
        "comes in a pause too, for something is about to be deleted": kind.warns,
    }
    return (*(words for words, holds in told.items() if holds), *(AT_ONCE[one] for one in kind.at_once))
