"""How each text stands in each language: as it came, as staff published it, drafted, stale, or in conflict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from bot.chat.addresses import THOUGHT
from bot.published import can_be_said
from config.languages import FIRST, language_files
from config.made_from import mark, recorded, shipped_texts
from storage import prompts, text_versions
from storage.database import Transaction
from storage.text_versions import Version

# What people agreed to: another meaning needs another version, and that asks everybody again.
AGREED_TO = "shared.consent_"


@dataclass(frozen=True, slots=True)
class Spoken:
    """One text in one language. `words` are said now, `came` came with the program; `live` is what staff published,
    `open` a draft or what waits for a yes. `stale`: its English changed after it was made. `conflict`: what came with
    the program is another text now than when staff changed it; with `unfit` what they wrote cannot be said any more."""

    language: str
    address: str
    words: str
    came: str
    live: Version | None
    open: Version | None
    stale: bool
    conflict: bool
    unfit: bool

    @property
    def missing(self) -> bool:
        return not self.words and self.address.startswith(THOUGHT)


class Book:
    """Every text there is, as it stands in one transaction."""

    def __init__(self, tx: Transaction) -> None:
        self._live = {(one.language, one.address): one for one in text_versions.standing(tx)}
        self._open = {(one.language, one.address): one for one in text_versions.opened(tx)}
        self._added = {
            f"{THOUGHT}{one.id}": one for one in prompts.kept(tx) if one.words and one.theme and one.state == "in_use"
        }
        self._asked_about = text_versions.asked_about(tx)
        self._begun_by_asking = text_versions.begun_by_asking(tx)

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """Of every text, in the order of the English files."""
        return (*shipped_texts(FIRST), *self._added)

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(language_files())

    def has(self, address: str) -> bool:
        return address in shipped_texts(FIRST) or address in self._added

    def was_asked_about(self, address: str) -> bool:
        """Whether a safeguarding lead was ever asked to agree to it, in whichever language."""
        return address in self._asked_about

    def said(self, address: str) -> list[str]:
        """What is said now, in each language."""
        return [self.spoken(address, code).words for code in self.languages]

    @property
    def open(self) -> list[Version]:
        """Every draft, and what waits for a yes, newest first."""
        return sorted(self._open.values(), key=lambda one: one.id, reverse=True)

    @cached_property
    def changed(self) -> frozenset[str]:
        """The texts that may stand otherwise than they came."""
        return frozenset((*(one for _, one in self._live), *(one for _, one in self._open), *self._added))

    @cached_property
    def noted(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """What there is to say of each text of which there is something, by address and language."""
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for address in (one for one in self.addresses if one in self.changed or one in came_stale()):
            said = {code: tuple(states(self.spoken(address, code))) for code in self.languages}
            found[address] = {code: names for code, names in said.items() if names}
        return found

    def spoken(self, address: str, language: str) -> Spoken:
        """This text in this language."""
        came, live = self._came(address, language), self._live.get((language, address))
        published = live if live is not None and live.state == "live" else None
        unfit = published is not None and not can_be_said(published)
        words = published.words if published is not None and not unfit else came
        conflict = published is not None and (unfit or published.instead_of != mark(came))
        stale = language != self.original(address) and self._made_from(address, language, published) != self._now(
            address
        )
        opened = self._open.get((language, address))
        return Spoken(language, address, words, came, published, opened, stale, conflict, unfit)

    def original(self, address: str) -> str:
        """The language from which the others are translated."""
        return self._added[address].language if address in self._added else FIRST

    def without(self, address: str) -> tuple[str, ...]:
        """The languages in which it has no words, so that whoever reads those is not offered it."""
        return tuple(code for code in self.languages if self.spoken(address, code).missing)

    @property
    def added(self) -> tuple[str, ...]:
        """What staff added, so that it did not come with the program: thoughts in use."""
        return tuple(self._added)

    def made_from(self, address: str) -> str:
        """The mark of what a translation that is made now is made from."""
        return self._now(address)

    def _came(self, address: str, language: str) -> str:
        added = self._added.get(address)
        if added is not None:
            waits = (language, address) in self._begun_by_asking
            return added.words if added.language == language and not waits else ""
        return shipped_texts(language).get(address, "")

    def _now(self, address: str) -> str:
        first, came = self.original(address), self._came(address, self.original(address))
        live = self._live.get((first, address))
        return mark(live.words if live is not None and live.state == "live" and can_be_said(live) else came)

    def _made_from(self, address: str, language: str, published: Version | None) -> str:
        if published is not None:
            return published.made_from
        made = recorded(language).get(address)
        return made.english if made is not None else ""


def came_with(language: str) -> Mapping[str, str]:
    """Every text of a language as it came with the program, by address."""
    return shipped_texts(language)


def is_fixed(address: str) -> bool:
    """Whether people agreed to it, so that it changes with the program only."""
    return address.startswith(AGREED_TO)


def counts(book: Book) -> Mapping[str, int]:
    """How many texts there are to look at, by what there is to do about them."""
    return Counter(name for said in book.noted.values() for names in said.values() for name in names)


@cache
def came_stale() -> frozenset[str]:
    """The texts of which a translation was stale when it came with the program."""
    english = shipped_texts(FIRST)
    return frozenset(
        address
        for code in language_files()
        if code != FIRST
        for address, text in english.items()
        if (made := recorded(code).get(address)) is None or made.english != mark(text)
    )


def states(one: Spoken) -> list[str]:
    """What there is to say about it."""
    said = {"missing": one.missing, "conflict": one.conflict, "stale": one.stale and not one.missing}
    found = [name for name, so in said.items() if so]
    return found + ([one.open.state] if one.open else []) + (["changed"] if one.live else [])
