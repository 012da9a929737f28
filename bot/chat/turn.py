"""A turn: one thing that a person sent and all that follows from it, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce

from bot.chat import albums, heavy
from bot.chat.beside_code import keep_beside
from bot.chat.controls import control_in
from bot.chat.door import Door
from bot.chat.incoming import Incoming
from bot.chat.playing import Play
from bot.chat.replying import put_hint
from bot.chat.routing import Routes, as_said
from bot.chat.scene import Scene
from bot.chat.standing_back import stands_back
from bot.chat.story import Stories
from bot.chat.texts import Texts
from storage import codes, health, inbox, notices, outbox, people
from storage.database import Transaction
from storage.outbox import Message


@dataclass(frozen=True, slots=True)
class Turns:
    """Takes turns: what is sent goes where `routes` takes it, once it is known whose it is."""

    texts: Texts
    stories: Stories
    routes: Routes
    door: Door

    def take(self, tx: Transaction, now: datetime, incoming: Incoming, claim: bool) -> list[Message]:
        """One whole turn; the messages it decided to send. Nothing when somebody else took this update already.

        With `claim` the first message is stored as being sent already: delivery needs no commit of its own before it.
        """
        if not inbox.finish(tx, now, incoming.inbox_id):
            return []
        if incoming.kind == "group":
            inbox.wipe(tx, incoming.inbox_id)
            return self._outside(tx, now, incoming)
        person = people.in_chat(tx, incoming.chat_id)
        if incoming.album and not albums.is_first(tx, now, incoming.album):
            if person is None:
                inbox.wipe(tx, incoming.inbox_id)
            return []
        met = self.door.stranger(tx, now, incoming) if person is None else person
        if isinstance(met, list):
            inbox.wipe(tx, incoming.inbox_id)
            return met
        scene = Scene(tx, now, met, self.texts.voice(met.language), self.texts, claim=claim)
        play = Play(scene, self.stories)
        if met.telegram_id != incoming.chat_id:
            self._come_over(scene, play, incoming)
        elif person is None:
            heavy.hear(scene, play, incoming, self.routes.words, lambda: self.door.start(play, scene, incoming))
        else:
            self.routes.route(scene, play, incoming)
        if scene.forgotten or not health.may_keep(tx, met.id):
            inbox.wipe(tx, incoming.inbox_id)
        return scene.posted

    def _come_over(self, scene: Scene, play: Play, incoming: Incoming) -> None:
        """They go on here. Words are not taken for an answer: what waits was asked where they may not have seen it."""
        self.door.come_over(scene, incoming)
        people.seen(scene.tx, scene.now, scene.person)
        waiting = play.waiting()
        waits = waiting is not None and waiting.pending is not None
        arrived = "we_are_here_now" if waits else "here_now"
        if (incoming.kind, incoming.text) == ("command", "start"):
            return put_hint(scene, play, arrived)
        if found := codes.candidates(incoming.text):
            inbox.wipe(scene.tx, incoming.inbox_id)
            rest = replace(incoming, text=reduce(codes.without, found, incoming.text))
            return heavy.hear(
                scene, play, rest, self.routes.words, lambda: self._beside_code(scene, play, rest, arrived)
            )
        if (
            not stands_back(scene, play, waiting)
            and waits
            and incoming.kind in ("text", "voice")
            and not control_in(incoming.text, scene.voice.controls)
        ):
            return heavy.hear(scene, play, incoming, self.routes.words, lambda: put_hint(scene, play, "we_go_on_here"))
        return self.routes.route(scene, play, incoming)

    def _beside_code(self, scene: Scene, play: Play, rest: Incoming, arrived: str) -> None:
        keep_beside(scene, as_said(rest, None))
        put_hint(scene, play, arrived)

    def _outside(self, tx: Transaction, now: datetime, incoming: Incoming) -> list[Message]:
        met = self.door.outside(tx, now, incoming)
        if isinstance(met, list):
            return met
        scene = Scene(tx, now, met.person, self.texts.voice(met.person.language), self.texts)
        Play(scene, self.stories).begin(met.story, about=met.about)
        return scene.posted

    def fail(self, tx: Transaction, now: datetime, incoming: Incoming, why: str) -> list[Message]:
        """A turn raised and was rolled back: keep the words, tell the person once, put a notice up for staff."""
        if inbox.fail(tx, now, incoming.inbox_id, why) != 1:
            return []
        notices.note(tx, now, "turn_failed", incoming.inbox_id)
        person, chat_id = people.in_chat(tx, incoming.chat_id), incoming.chat_id
        if chat_id <= 0:
            return []
        payload = {"text": self.texts.voice(person.language if person else "").says("shared", "turn_failed", {})}
        known = person.id if person else None  # somebody new whose first turn was undone hears of it too
        return [
            outbox.add(
                tx, now, chat_id=chat_id, payload=payload, person_id=known, reason="turn_failed", fleeting=not known
            )
        ]
