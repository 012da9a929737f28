"""What an action that a story does once gets to know, and how it reaches other people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.chat.adapting import adapted
from bot.chat.texts import Texts, Voice
from bot.rules.manners import Manners, manners_for
from storage import bursts, consents, directory, outbox
from storage.conversations import Conversation
from storage.database import Transaction
from storage.outbox import Message
from storage.people import Person
from storage.web_chats import is_web


class Playing(Protocol):
    """What an action may ask: what waits, and once its own story is over for another one, or a question of one."""

    def begin(self, kind: str, *, about: str | None = None) -> None: ...

    def begin_with(self, someone: Person, kind: str, *, about: str, reason: str) -> list[Message]: ...

    def reopen(self, conversation: Conversation, question: str) -> None: ...

    def put_again(self, conversation: Conversation, *, hint: str | None = None) -> None: ...

    def waiting(self) -> Conversation | None: ...

    def knows(self, kind: str) -> bool: ...

    def offers_person(self, kind: str) -> bool: ...

    def is_for_the_team(self, kind: str) -> bool: ...

    def is_from_team(self, kind: str) -> bool: ...

    def passes(self, kind: str) -> bool: ...

    def is_urgent(self, kind: str) -> bool: ...

    def leave(self, kind: str, about: str | None = None) -> None: ...

    def leave_passing(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Unasked:
    """Why we write of our own accord, until when that is of use, whether the phone stays quiet, and in which lane."""

    reason: str
    useful_until: datetime
    silent: bool = False
    priority: int = outbox.PROACTIVE


@dataclass(frozen=True, slots=True)
class Behalf:
    """Who of the team writes down what somebody said elsewhere, `how` they said it (paper, phone or in_person), when,
    and where the paper is."""

    by: str
    how: str
    said_at: str
    paper: str = ""


@dataclass(slots=True)
class Scene:
    """One turn of one person. `posted` gathers the messages that the turn decided to send, in order; `playing` plays
    stories in it; `afterwards` is what follows when the story is over, instead of giving way. In a turn that we begin,
    not they, `unasked` says why and until when it is of use. While it is `held` no question is put, for another comes
    first. `reason` is why they are written to, unless we begin: "reply", or what somebody else did. With a
    `behalf` it is not they who answer: somebody writes down what they said elsewhere. `matter` is what an action is
    about that no conversation asks for."""

    tx: Transaction
    now: datetime
    person: Person
    voice: Voice
    texts: Texts
    conversation: Conversation | None = None
    claim: bool = False
    forgotten: bool = False
    playing: Playing | None = None
    afterwards: Callable[[Playing], None] | None = None
    held: bool = False
    reason: str = "reply"
    unasked: Unasked | None = None
    behalf: Behalf | None = None
    posted: list[Message] = field(default_factory=list)
    known_manners: Manners | None = None
    matter: str | None = None

    @property
    def about(self) -> str | None:
        """The id of what the turn is about."""
        return self.conversation.about if self.conversation else self.matter

    @property
    def manners(self) -> Manners:
        """How this person's access needs want us to write; looked up when something is first said in the turn.

        On a page each answer is a button that a screen reader finds. A voice note is welcome where it may be kept.
        """
        if self.known_manners is None:
            found = manners_for(directory.needs_to_heed(self.tx, self.person.id))
            on_page = self.person.telegram_id is not None and is_web(self.person.telegram_id)
            if found.written_out and on_page:
                found = replace(found, written_out=False)
            if found.by_voice and not consents.given(self.tx, self.person.id, "keep_voice"):
                found = replace(found, by_voice=False)
            self.known_manners = found
        return self.known_manners

    @property
    def here(self) -> datetime:
        """The date and time where the person lives."""
        return self.now.astimezone(ZoneInfo(self.person.timezone))

    @property
    def today(self) -> date:
        """The date where the person lives."""
        return self.here.date()

    def message(self, payload: Mapping[str, object]) -> Mapping[str, object]:
        """The message in the way in which this person is written to."""
        return adapted(payload, self.voice, self.manners)

    def post(
        self,
        payload: Mapping[str, object],
        *,
        method: str = "sendMessage",
        file_name: str | None = None,
        file_text: str | None = None,
        fleeting: bool = False,
        later: datetime | None = None,
    ) -> None:
        """Decide to send something to this person's chat: as an answer to what they did, or else unasked. Of what is
        `fleeting` nothing is kept here once it is sent: it is about somebody else. What goes `later` is the reply to
        several messages."""
        assert self.person.telegram_id is not None
        unasked = self.unasked
        if unasked is not None and (unasked.silent or self.posted):  # what belongs together sounds once
            payload = {**payload, "disable_notification": True}
        message = outbox.add(
            self.tx,
            self.now,
            chat_id=self.person.telegram_id,
            method=method,
            payload=self.message(payload),
            person_id=None if self.forgotten else self.person.id,
            fleeting=self.forgotten or fleeting,
            claimed=self.claim and not self.posted and later is None,
            priority=outbox.REPLY if unasked is None else unasked.priority,
            reason=bursts.GATHERED if later else self._why(),
            not_before=later,
            useful_until=None if unasked is None else unasked.useful_until,
            file_name=file_name,
            file_text=file_text,
            language=self.voice.language,
        )
        self.posted.append(message)

    def _why(self) -> str:
        """Why they are written to now, as the outbox knows it."""
        if self.unasked is not None:
            return self.unasked.reason
        told, playing = self.conversation, self.playing
        urgent = told is not None and playing is not None and playing.is_urgent(told.kind)
        return outbox.HELP if urgent and self.reason == "reply" else self.reason
