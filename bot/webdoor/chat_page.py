"""The page of one person: read from the tables, and what they send handed to the receiver that takes everything in."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from weakref import WeakValueDictionary

from bot.chat import drafts
from bot.chat.texts import Texts
from bot.clock import Clock
from bot.doors import hidden
from bot.gateway.receiving import Receiver, fingerprint
from bot.webdoor import updates
from bot.webdoor.sent import Sent
from bot.webdoor.view import View, messages, view
from storage import conversations, inbox, links, pages, people
from storage.conversations import Conversation
from storage.database import Database, Transaction
from storage.links import Link
from storage.people import Person
from storage.web_chats import SOURCE

FEW, MANY = 20, 300  # messages on a page, and with the earlier ones
PATIENCE = 15.0  # seconds for a turn to be taken; after that the page says that it takes longer

Outcome = Literal["taken", "moved_on", "not_ours", "slow"]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever came with a link that works."""

    person: Person
    chat_id: int
    link: Link
    token: str


@dataclass(frozen=True, slots=True)
class Opened:
    """Their page as it stands. `asked` names the question that waits; `has_earlier`: there is more than this."""

    view: View
    asked: str
    has_earlier: bool


class ChatPages:
    """The pages of all who have no Telegram."""

    def __init__(self, database: Database, clock: Clock, receiver: Receiver, texts: Texts) -> None:
        self.texts = texts
        self._database = database
        self._clock = clock
        self._receiver = receiver
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def visitor(self, token: str) -> Visitor | None:
        """Who comes with this token; None when it opens nothing."""
        now = self._clock.now()
        return await self._database.read(lambda tx: _visitor(tx, now, token)) if token else None

    async def enter(self, token: str, who: str) -> Visitor | None:
        """The same for the first time. `who` may not try many tokens that open nothing."""
        now = self._clock.now()
        return await self._database.write(lambda tx: _enter(tx, now, token, who))

    async def open(self, visitor: Visitor, most: int = FEW) -> Opened:
        """Their page. Whatever waited for them has arrived with that."""
        now = self._clock.now()
        if await self._database.write(lambda tx: _is_out_of_sight(tx, now, visitor)):
            await self._come_back(visitor)
        return await self._database.write(lambda tx: _open(tx, now, self.texts, visitor, most))

    async def last_words(self, visitor: Visitor) -> Sequence[str]:
        """What was said to somebody who is not known any more."""
        now, chat_id = self._clock.now(), visitor.chat_id
        arrived = await self._database.write(lambda tx: pages.arrive(tx, now, chat_id))
        return [one.text for one in messages(arrived)]

    async def file(self, visitor: Visitor, message_id: str) -> tuple[str, str] | None:
        """A file that stands on their page: its name and its text."""
        return await self._database.read(lambda tx: pages.file(tx, visitor.person.id, message_id))

    async def hand_over(self, visitor: Visitor, sent: Sent) -> Outcome:
        """Let what they sent become a turn, once however often it is sent, and wait until it is taken.

        Words that were meant for a question which does not wait any more are not taken. Raises what storing raised.
        """
        update = sent.update(visitor.chat_id)
        if update is None:
            return "not_ours"
        async with self._locks.setdefault(visitor.chat_id, asyncio.Lock()):
            if not sent.is_pressed:
                known, asked = await self._database.read(lambda tx: _standing(tx, visitor, sent.number, update))
                if known or asked != sent.asked:
                    return "taken" if known else "moved_on"
            return await self._turn(visitor, update)

    async def _turn(self, visitor: Visitor, update: dict[str, Any]) -> Literal["taken", "slow"]:
        await self._receiver.receive([update], source=SOURCE)
        try:
            async with asyncio.timeout(PATIENCE):
                await self._receiver.taken(visitor.chat_id)
        except TimeoutError:
            return "slow"
        return "taken"

    async def _come_back(self, visitor: Visitor) -> None:
        """As when somebody sends /start after a long time: the question that waits is put again."""
        async with self._locks.setdefault(visitor.chat_id, asyncio.Lock()):
            await self._turn(visitor, updates.words(visitor.chat_id, updates.new_number(), "/start"))


def _visitor(tx: Transaction, now: datetime, token: str) -> Visitor | None:
    link = links.behind(tx, now, token)
    person = people.by_id(tx, link.person_id) if link else None
    if link is None or person is None or person.telegram_id is None:
        return None
    return Visitor(person, person.telegram_id, link, token)


def _enter(tx: Transaction, now: datetime, token: str, who: str) -> Visitor | None:
    counted = hidden(tx, now, who)
    if not links.may_try(tx, now, counted):
        return None
    visitor = _visitor(tx, now, token)
    if visitor is None:
        links.note_wrong(tx, now, counted)
    else:
        links.opened(tx, now, visitor.link.id)
    return visitor


def _standing(tx: Transaction, visitor: Visitor, number: int, update: object) -> tuple[bool, str]:
    """Whether this very update is known already, and which question waits now."""
    known = inbox.is_known(tx, SOURCE, number, fingerprint(update))
    return known, _asked(conversations.in_attention(tx, visitor.person.id))


def _is_out_of_sight(tx: Transaction, now: datetime, visitor: Visitor) -> bool:
    """Whether a question waits that cannot be read here any more: it lapsed, or its words are past their term."""
    pages.arrive(tx, now, visitor.chat_id)
    person, waiting = visitor.person, conversations.in_attention(tx, visitor.person.id)
    if waiting is None or waiting.asked_id is None or person.paused_at or person.stopped_at:
        return False
    return not pages.shows(tx, person.id, waiting.asked_id)


def _asked(waiting: Conversation | None) -> str:
    return (waiting.asked_id if waiting else None) or ""


def _open(tx: Transaction, now: datetime, texts: Texts, visitor: Visitor, most: int) -> Opened:
    person = visitor.person
    pages.arrive(tx, now, visitor.chat_id)  # what a turn of this very moment put there
    shown = pages.newest(tx, person.id, visitor.chat_id, most + 1)
    said = pages.said(tx, person.id, visitor.chat_id, most)
    waiting = conversations.in_attention(tx, person.id)
    draft = [one.words for one in drafts.parts_in(waiting.draft if waiting else None)]
    voice = texts.voice(person.language)
    seen = view(shown[-most:], said, draft, visitor.link.expires_at, voice=voice, timezone=person.timezone)
    return Opened(seen, _asked(waiting), len(shown) > most)
