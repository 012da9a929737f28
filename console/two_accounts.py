"""Two accounts that may be one person, side by side: how much there is of each, and why they stay two."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions import merging as accounts
from bot.actions import topics
from bot.chat.reading import fold
from console import person_look
from console.desk import Change
from console.page import number
from console.person_look import Seen
from console.refusals import NotThere
from storage import muting, people, tombstones
from storage.merging import why_not
from storage.people import Person
from storage.tombstones import Given

CANNOT = {
    "nobody": "Type the number or the name of the other account.",
    "paired": "These two work with one another, or did. They are two people.",
    "wrote": "These two have written to one another. They are two people.",
    "twice": "Both work with the same person now. End one of these two pairings first.",
    "team": "Somebody of the team keeps one account: an admin takes the role away first.",
    "test": "One of the two is a test person.",
    "leaving": "One of the two asked for their data to be deleted. That comes first.",
}


@dataclass(frozen=True, slots=True)
class Account:
    """One of the two, with how much there is of it."""

    seen: Seen
    gave: Given
    muted: list[str]
    in_use: bool
    language: str

    @property
    def called(self) -> str:
        """How staff tell it from the other."""
        return f"{self.seen.person.name or 'No name yet'}, {number(self.seen.person.number)}"


@dataclass(frozen=True, slots=True)
class Both:
    """Two accounts beside each other; `cannot` says why they stay two, `agreement` how far a lead is."""

    accounts: tuple[Account, ...] = ()
    cannot: str = ""
    agreement: str = "not_needed"

    @property
    def names_differ(self) -> bool:
        """Whether they go by two names, so that they may be two people."""
        return len({tuple(fold(one.seen.person.name)) for one in self.accounts}) > 1

    @property
    def one_joined(self) -> bool:
        """Whether they have joined with one of the two only."""
        return len({one.seen.person.joined_at is None for one in self.accounts}) > 1

    @property
    def choices(self) -> dict[str, str]:
        """Which account stays, by its id."""
        return {one.seen.person.id: one.called for one in self.accounts}


def known(change: Change, person_id: str) -> Person:
    """Somebody who has an account. Raises NotThere."""
    person = people.by_id(change.tx, person_id)
    if person is None or person.telegram_id is None:
        raise NotThere
    return person


def beside(change: Change, person: Person, other: Person) -> Both:
    """The two side by side; that the other was looked at is on record."""
    change.looked("person_looked_at", other.id)
    cannot = CANNOT.get(why_not(change.tx, person.id, other.id), "")
    used = accounts.in_use(person, other)
    both = tuple(_account(change, one, one is used) for one in (person, other))
    return Both(both, cannot, accounts.agreement(change.scene, person, other))


def _account(change: Change, person: Person, in_use: bool) -> Account:
    named = {one.id: one.words for one in topics.entries(change.tx, change.voice)}
    muted = [named.get(one, one) for one in muting.muted_by(change.tx, person.id)]
    seen = person_look.see(change, person, may_resume=False)
    language = change.texts.voice(person.language).about.english_name
    return Account(seen, tombstones.given(change.tx, person.id), muted, in_use, language)
