"""The page of one person: read from the tables, and what they send handed to the receiver that takes everything in."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from weakref import WeakValueDictionary

from bot.actions.languages import draft_notes
from bot.chat import drafts
from bot.chat.playing import Play
from bot.chat.scene import Scene
from bot.chat.speaking import takes_voice
from bot.chat.texts import Texts, Voice
from bot.clock import Clock
from bot.conversations import STORIES
from bot.gateway.receiving import Receiver, fingerprint
from bot.webdoor import updates
from bot.webdoor.recordings import Recording
from bot.webdoor.sent import Sent
from bot.webdoor.shut import Shut, ask_for_person, shut
from bot.webdoor.view import View, messages, view
from bot.webdoor.visiting import Visitor, visitor
from storage import conversations, email_addresses, inbox, links, pages, people, uploads
from storage.conversations import Conversation
from storage.database import Database, Transaction
from storage.pages import Shown
from storage.people import Person
from storage.web_chats import SOURCE

_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))  # which set a passage apart that runs the other way
FEW, MANY = 20, 300  # messages on a page, and with the earlier ones
PATIENCE = 15.0  # seconds for a turn to be taken; after that the page says that it takes longer

Outcome = Literal["taken", "moved_on", "not_ours", "slow"]


@dataclass(frozen=True, slots=True)
class Opened:
    """Their page as it stands. `asked` names the question that waits; `has_earlier`: there is more than this;
    `commands` are those of their roles, with what each does; `takes_voice`: what waits can be answered with a
    recording; `in_english` are passages that stand in English among others."""

    view: View
    asked: str
    has_earlier: bool
    commands: Mapping[str, str]
    takes_voice: bool
    in_english: frozenset[str]


class ChatPages:
    """The pages of all who have a link to theirs."""

    def __init__(self, database: Database, clock: Clock, receiver: Receiver, texts: Texts) -> None:
        self.texts = texts
        self._database = database
        self._clock = clock
        self._receiver = receiver
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def visitor(self, token: str) -> Visitor | None:
        """Who comes with this token; None when it opens nothing."""
        now = self._clock.now()
        return await self._database.read(lambda tx: visitor(tx, now, token)) if token else None

    async def shut(self, token: str) -> Shut | None:
        """Whose link this was that works no longer; None when it was nobody's."""
        now = self._clock.now()
        return await self._database.read(lambda tx: shut(tx, now, self.texts, token)) if token else None

    async def ask_for_person(self, token: str, who: str) -> Shut | None:
        """Tell the team that somebody with such a link would like a person; None when it was nobody's."""
        now = self._clock.now()
        return await self._database.write(lambda tx: ask_for_person(tx, now, self.texts, token, who)) if token else None

    async def open(self, visitor: Visitor, most: int = FEW) -> Opened:
        """Their page. Whatever waited for them has arrived with that."""
        now = self._clock.now()
        seen: list[Shown] = []
        if await self._database.write(lambda tx: _is_out_of_sight(tx, now, visitor, seen)):
            await self._come_back(visitor)
        return await self._database.write(lambda tx: _open(tx, now, self.texts, visitor, most, seen))

    async def last_words(self, visitor: Visitor) -> Sequence[str]:
        """What was said to somebody whose link works no longer."""
        now, chat_id = self._clock.now(), visitor.chat_id
        arrived = await self._database.write(lambda tx: pages.arrive(tx, now, chat_id))
        return [one.text for one in messages(arrived)]

    async def file(self, visitor: Visitor, message_id: str) -> tuple[str, str] | None:
        """A file that stands on their page: its name and its text."""
        return await self._database.read(lambda tx: pages.file(tx, visitor.person.id, message_id))

    async def sound(self, visitor: Visitor, note_id: str) -> tuple[str, bytes] | None:
        """A voice note of theirs: its media type and its bytes."""
        return await self._database.read(lambda tx: pages.sound(tx, visitor.person.id, note_id))

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

    async def hand_over_sound(self, visitor: Visitor, sent: Sent, recording: Recording) -> Outcome:
        """The same for a recording: it becomes a voice note as if it had come from Telegram."""
        now, number = self._clock.now(), sent.number
        async with self._locks.setdefault(visitor.chat_id, asyncio.Lock()):
            known = await self._database.read(lambda tx: inbox.is_known_number(tx, SOURCE, number))
            asked = await self._database.read(lambda tx: _asked(conversations.in_attention(tx, visitor.person.id)))
            if known or asked != sent.asked:
                return "taken" if known else "moved_on"
            file_id = await self._database.write(lambda tx: uploads.keep(tx, now, visitor.person.id, recording.content))
            update = updates.spoken(visitor.chat_id, number, file_id, recording)
            outcome = await self._turn(visitor, update)
            if outcome == "taken":  # a note that was turned away leaves no sound behind
                await self._database.write(lambda tx: uploads.drop(tx, file_id))
            return outcome

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


def _standing(tx: Transaction, visitor: Visitor, number: int, update: object) -> tuple[bool, str]:
    """Whether this very update is known already, and which question waits now."""
    known = inbox.is_known(tx, SOURCE, number, fingerprint(update))
    return known, _asked(conversations.in_attention(tx, visitor.person.id))


def _is_out_of_sight(tx: Transaction, now: datetime, visitor: Visitor, seen: list[Shown]) -> bool:
    """Whether a question waits that cannot be read here any more: it lapsed, or its words are past their term."""
    seen += pages.arrive(tx, now, visitor.chat_id)
    person, waiting = visitor.person, conversations.in_attention(tx, visitor.person.id)
    if waiting is None or waiting.asked_id is None or person.paused_at or person.stopped_at:
        return False
    return not pages.shows(tx, person.id, waiting.asked_id)


def _asked(waiting: Conversation | None) -> str:
    return (waiting.asked_id if waiting else None) or ""


def _commands(tx: Transaction, voice: Voice, person: Person) -> dict[str, str]:
    """Everything that can be begun here, but for what has a button of its own."""
    menu = voice.menu(people.roles_of(tx, person.id))
    left_out = {"menu", "person", *(() if email_addresses.sender(tx) else ("email",))}
    return {name: does for name, does in menu.items() if name not in left_out}


def _open(tx: Transaction, now: datetime, texts: Texts, visitor: Visitor, most: int, seen: Sequence[Shown]) -> Opened:
    person = visitor.person
    arrived = [*seen, *pages.arrive(tx, now, visitor.chat_id)]  # what a turn of this very moment put there, too
    email_addresses.looked(tx, person.id)
    links.opened(tx, now, visitor.link)
    kept = pages.newest(tx, person.id, most + 1)
    ids = {one.id for one in kept}
    fleeting = [one for one in arrived if one.id not in ids and one.fleeting]  # this once
    said = pages.said(tx, person.id, most)
    waiting = conversations.in_attention(tx, person.id)
    draft = [one.words for one in drafts.parts_in(waiting.draft if waiting else None)]
    voice = texts.voice(person.language)
    in_order = sorted([*kept[-most:], *fleeting], key=lambda one: one.id)
    asked = _asked(waiting)
    shown = view(in_order, said, draft, visitor.link.expires_at, asked, voice=voice, timezone=person.timezone)
    for one in shown.bubbles:  # what was said before somebody chose another language is still in the first one
        one.language = texts.voice(one.language).about.tag if one.language else ""
    scene = Scene(tx, now, person, voice, texts)
    speaks = takes_voice(scene, Play(scene, STORIES), waiting)
    notes = {one.translate(_ISOLATES) for one in draft_notes(texts)}
    paragraphs = (each for one in shown.bubbles for each in one.paragraphs)
    english = frozenset(each for each in paragraphs if each.translate(_ISOLATES) in notes)
    return Opened(shown, asked, len(kept) > most, _commands(tx, voice, person), speaks, english)
