"""Who comes by a page: with a link of theirs, or with an invite; and how they get a new link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.actions import mailing
from bot.chat.texts import Texts
from bot.clock import Clock
from bot.doors import InviteDoor
from bot.guessing import hidden, too_many
from bot.webdoor import reopening
from storage import codes, doors, email_addresses, links, people
from storage.database import Database, Transaction
from storage.links import Link
from storage.people import Person
from storage.web_chats import is_web


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever came with a link that works. `is_here`: the page is the door in use, and not Telegram."""

    person: Person
    chat_id: int
    link: Link
    token: str
    is_here: bool = True


class Visits:
    """Lets people in. `who` is from where somebody comes, who may not try many things that open nothing."""

    def __init__(self, database: Database, clock: Clock, texts: Texts, door: InviteDoor) -> None:
        self._database = database
        self._clock = clock
        self._texts = texts
        self._door = door

    async def enter(self, token: str, who: str) -> Visitor | None:
        """Whoever comes with this link; from here on they are on their page, and no longer in Telegram."""
        now = self._clock.now()
        return await self._database.write(lambda tx: self._enter(tx, now, token, who))

    async def instead(self, token: str, carried: str) -> str:
        """What whoever comes with a link that has ended is led by: the link that they carry, where that opens the same
        page, else this one, to what stands where their page was. '' when it never led anywhere, or what they carry
        opens somebody else's page."""
        now = self._clock.now()
        return await self._database.read(lambda tx: _instead(tx, now, token, carried))

    async def join(self, code: str, token: str, who: str, language: str = "") -> Visitor | None:
        """Somebody new, by an invite, who is spoken to in this language; `token` is what their link will be, so that a
        form sent twice is one person."""
        now = self._clock.now()
        return await self._database.write(lambda tx: self._join(tx, now, code, token, who, language))

    async def tried_too_many(self, who: str) -> bool:
        """Whether no code from this place is looked up within this hour any more."""
        now = self._clock.now()
        return await self._database.write(lambda tx: too_many(tx, now, who))

    async def mail_link(self, address: str, who: str) -> None:
        """Send a link to whoever has confirmed this address. What comes of it is not told here."""
        now = self._clock.now()
        await self._database.write(lambda tx: self._mail(tx, now, address, who))

    async def end_emails(self, word: str) -> bool:
        """No more notices to whoever this word was made for; False when it is none of ours."""
        now = self._clock.now()
        return await self._database.write(lambda tx: _end_emails(tx, now, word))

    def _enter(self, tx: Transaction, now: datetime, token: str, who: str) -> Visitor | None:
        found = _enter(tx, now, token, who)
        if found is not None:
            reopening.say_so(tx, now, self._texts, found.person)
        return found

    def _join(self, tx: Transaction, now: datetime, code: str, token: str, who: str, language: str) -> Visitor | None:
        known = visitor(tx, now, token)
        if known is not None or len(token) != TOKEN:
            return known
        person = self._door.by_page(tx, now, codes.normalise(code) or "", who, language)
        if person is None:
            return None
        links.make(tx, now, person.id, token=token)
        return visitor(tx, now, token)

    def _mail(self, tx: Transaction, now: datetime, address: str, who: str) -> None:
        counted = hidden(tx, now, who)
        if not links.may_try(tx, now, counted):
            return
        if not mailing.send_new_link(tx, now, self._texts, address):
            links.note_wrong(tx, now, counted)


TOKEN = len(links.new_token())


def visitor(tx: Transaction, now: datetime, token: str) -> Visitor | None:
    """Who comes with this token; None when it opens nothing."""
    link = links.behind(tx, now, token)
    person = people.by_id(tx, link.person_id) if link else None
    if link is None or person is None or person.telegram_id is None:
        return None
    return Visitor(person, person.telegram_id, link, token, is_web(person.telegram_id))


def _enter(tx: Transaction, now: datetime, token: str, who: str) -> Visitor | None:
    counted = hidden(tx, now, who)
    if not links.may_try(tx, now, counted):
        return None
    found = visitor(tx, now, token)
    if found is None:
        links.note_wrong(tx, now, counted)
        return None
    if not found.is_here:
        doors.use(tx, now, found.person.id, doors.page_of(tx, now, found.person.id))
    if not found.link.opens_once:
        links.opened(tx, now, found.link)
        return visitor(tx, now, token)
    links.used_up(tx, found.link.id)
    return visitor(tx, now, links.make(tx, now, found.person.id))


def _instead(tx: Transaction, now: datetime, token: str, carried: str) -> str:
    whose = links.whose_ended(tx, now, token)
    there = visitor(tx, now, carried) if carried else None
    if whose is None or (there is not None and there.person.id != whose):
        return ""
    return token if there is None else carried


def _end_emails(tx: Transaction, now: datetime, word: str) -> bool:
    person_id = email_addresses.whose_stop_word(tx, now, word)
    if person_id is not None:
        email_addresses.forget(tx, person_id)
    return person_id is not None
