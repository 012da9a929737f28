"""A turn: one thing that a person sent and all that follows from it, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.chat.answering import Sent
from bot.chat.cleaning import clean_words, is_empty
from bot.chat.controls import control_in
from bot.chat.incoming import Incoming
from bot.chat.playing import Play, aside
from bot.chat.putting import CONTROLS
from bot.chat.questions import Said
from bot.chat.reading import fold
from bot.chat.scene import Scene
from bot.chat.story import Stories
from bot.chat.texts import Texts
from storage import answers, conversations, inbox, notices, outbox, people
from storage.conversations import Asked, Conversation
from storage.database import Transaction
from storage.outbox import Message
from storage.people import Person


class Door(Protocol):
    """Who may come in, and what happens when they do."""

    def stranger(self, tx: Transaction, now: datetime, incoming: Incoming) -> Person | list[Message]:
        """Somebody we do not know wrote: whom they have become, or what to say to them."""
        ...

    def start(self, play: Play, scene: Scene, incoming: Incoming) -> None:
        """Somebody we know, perhaps from just now, sent /start."""
        ...

    def outside(self, tx: Transaction, now: datetime, incoming: Incoming) -> list[Message]:
        """Something happened in a group."""
        ...


@dataclass(frozen=True, slots=True)
class Turns:
    """Takes turns. `commands` says which story each command begins, `words` which one each word of control begins."""

    texts: Texts
    stories: Stories
    commands: Mapping[str, str]
    words: Mapping[str, str]
    door: Door

    def take(self, tx: Transaction, now: datetime, incoming: Incoming, claim: bool) -> list[Message]:
        """One whole turn; the messages it decided to send. Nothing when somebody else took this update already.

        With `claim` the first message is stored as being sent already: delivery needs no commit of its own before it.
        """
        if not inbox.finish(tx, now, incoming.inbox_id):
            return []
        if incoming.kind == "group":
            inbox.wipe(tx, incoming.inbox_id)
            return self.door.outside(tx, now, incoming)
        person = people.in_chat(tx, incoming.chat_id)
        met = self.door.stranger(tx, now, incoming) if person is None else person
        if isinstance(met, list):
            inbox.wipe(tx, incoming.inbox_id)
            return met
        scene = Scene(tx, now, met, self.texts.voice(met.language), self.texts, claim=claim)
        play = Play(scene, self.stories)
        if person is None:
            self.door.start(play, scene, incoming)
        else:
            self._route(scene, play, incoming)
        if scene.forgotten:
            inbox.wipe(tx, incoming.inbox_id)
        return scene.posted

    def _route(self, scene: Scene, play: Play, incoming: Incoming) -> None:
        if incoming.kind == "blocked":
            return people.unreachable(scene.tx, scene.now, scene.person.id, "blocked")
        people.seen(scene.tx, scene.now, scene.person)
        match incoming.kind:
            case "command":
                self._command(scene, play, incoming)
            case "press":
                self._press(scene, play, incoming)
            case "edit":
                self._edit(scene, play, incoming)
            case "text":
                self._words(scene, play, incoming)
            case "other":
                self._cannot_keep(scene, play, incoming)
            case "returned" if scene.person.unreachable_at is not None:
                self.door.start(play, scene, incoming)
        return None

    def _command(self, scene: Scene, play: Play, incoming: Incoming) -> None:
        if incoming.text == "start":
            self.door.start(play, scene, incoming)
        elif incoming.text in self.commands:
            play.begin(self.commands[incoming.text])
        elif (control := control_in(incoming.text, scene.voice.controls)) is not None:
            self._control(scene, play, incoming, control)
        else:
            self._hint(scene, play, "unknown_command")

    def _control(self, scene: Scene, play: Play, incoming: Incoming, control: str) -> None:
        """A word that works everywhere: some begin a story, the others belong to the question that waits."""
        if control in self.words:
            return play.begin(self.words[control])
        waiting = play.waiting()
        if waiting is None or waiting.pending is None:
            return self._hint(scene, play, "nothing_waits")
        if control == "back":
            return play.back(waiting)
        self._answer(scene, play, waiting, waiting.pending, self._sent(scene, waiting, incoming, control=control))
        return None

    def _words(self, scene: Scene, play: Play, incoming: Incoming) -> None:
        control = control_in(incoming.text, scene.voice.controls)
        waiting = play.waiting()
        if control is not None and (control in self.words or waiting is not None):
            asked = conversations.asked_by(scene.tx, waiting.asked_id) if waiting and waiting.asked_id else None
            if asked is None or not _names_an_option(asked, incoming.text):
                return self._control(scene, play, incoming, control)
        if waiting is None or waiting.pending is None:
            return self._unprompted(scene, play, incoming)
        return self._answer(scene, play, waiting, waiting.pending, self._sent(scene, waiting, incoming))

    def _sent(self, scene: Scene, waiting: Conversation, incoming: Incoming, *, control: str | None = None) -> Sent:
        asked = conversations.asked_by(scene.tx, waiting.asked_id) if waiting.asked_id else None
        said = Said(text=clean_words(incoming.text))
        return Sent(said, control, incoming.chat_id, incoming.message_id, incoming.update_id, asked)

    def _answer(
        self, scene: Scene, play: Play, conversation: Conversation, key: str, sent: Sent, pressed: int | None = None
    ) -> None:
        words = _in_words(sent)
        taken = len(scene.posted)
        if not play.answer(conversation, key, sent, pressed=pressed):
            play.keep_vanished(conversation, key, sent, words)
            if conversation.ended_at is None:
                play.put_again(conversation)
        elif sent.said.text and sent.control is None and not sent.edited and len(scene.posted) > taken and play.refused:
            answers.keep_aside(scene.tx, scene.now, scene.person.id, aside(scene, key, sent, words), conversation.id)

    def _press(self, scene: Scene, play: Play, incoming: Incoming) -> None:
        handle, _, code = incoming.data.rpartition(".")
        asked = conversations.asked_by(scene.tx, handle) if handle else None
        conversation = conversations.by_id(scene.tx, asked.conversation_id) if asked else None
        if asked is None or conversation is None or asked.chat_id != incoming.chat_id or not _known(asked, code):
            return self._hint(scene, play, "unknown_button")
        kind = conversation.kind if asked.question else asked.options[int(code)][0]
        if not play.knows(kind) and CONTROLS.get(code) != "person":
            return self._hint(scene, play, "unknown_button")
        if CONTROLS.get(code) == "person":
            return play.begin(self.words["person"])
        if not asked.question:
            return play.begin(kind)
        if CONTROLS.get(code) == "back":
            return play.back(conversation) if asked.id == conversation.asked_id else None
        if code in CONTROLS and asked.id != conversation.asked_id and asked.question != conversation.pending:
            return None  # "skip" or "done" under a question that was answered since: what stands, stands
        said = Said() if code in CONTROLS else Said(option=asked.options[int(code)][0])
        sent = Sent(said, CONTROLS.get(code), incoming.chat_id, None, incoming.update_id, asked)
        return self._answer(scene, play, conversation, asked.question, sent, pressed=incoming.message_id)

    def _edit(self, scene: Scene, play: Play, incoming: Incoming) -> None:
        if incoming.message_id is None:
            return None
        place = answers.behind_message(scene.tx, scene.person.id, incoming.chat_id, incoming.message_id)
        conversation = conversations.by_id(scene.tx, place.conversation_id) if place else None
        if place is None or conversation is None or not play.knows(conversation.kind):
            waiting, words = play.waiting(), clean_words(incoming.text)
            if waiting is not None and play.edit_draft(waiting, incoming.message_id, words):
                return None
            return self._hint(scene, play, "edit_changes_nothing", again=False)
        asked = conversations.last_asked(scene.tx, conversation.id, place.question)
        parts = tuple(answers.parts_of(scene.tx, place.answer_id))
        sent = Sent(
            Said(text=clean_words(incoming.text)),
            None,
            incoming.chat_id,
            incoming.message_id,
            incoming.update_id,
            asked,
            edited=True,
            part=place.part,
            parts=parts,
        )
        return self._answer(scene, play, conversation, place.question, sent)

    def _cannot_keep(self, scene: Scene, play: Play, incoming: Incoming) -> None:
        key = f"cannot_keep_{incoming.what}"
        self._hint(scene, play, key if scene.voice.has("shared", key) else "cannot_keep")

    def _unprompted(self, scene: Scene, play: Play, incoming: Incoming) -> None:
        words = clean_words(incoming.text)
        if is_empty(words):
            return self._hint(scene, play, "empty_answer")
        sent = Sent(Said(text=words), None, incoming.chat_id, incoming.message_id, incoming.update_id)
        answers.keep_aside(scene.tx, scene.now, scene.person.id, aside(scene, "unprompted", sent, words), None)
        notices.note(scene.tx, scene.now, "unprompted_words", scene.person.id)
        return self._hint(scene, play, "kept_unprompted")

    def _hint(self, scene: Scene, play: Play, key: str, *, again: bool = True) -> None:
        """One kind sentence, and the question that waits, if there is one."""
        hint = scene.voice.says("shared", key, {})
        waiting = play.waiting() if again else None
        if waiting is not None and waiting.pending is not None:
            play.put_again(waiting, hint=hint)
        else:
            scene.post({"text": hint})

    def fail(self, tx: Transaction, now: datetime, incoming: Incoming, why: str) -> list[Message]:
        """A turn raised and was rolled back: keep the words, tell the person once, put a notice up for staff."""
        if inbox.fail(tx, now, incoming.inbox_id, why) != 1:
            return []
        notices.note(tx, now, "turn_failed", incoming.inbox_id)
        person = people.in_chat(tx, incoming.chat_id)
        if person is None:
            return []
        text = self.texts.voice(person.language).says("shared", "turn_failed", {})
        return [
            outbox.add(
                tx, now, chat_id=incoming.chat_id, payload={"text": text}, person_id=person.id, reason="turn_failed"
            )
        ]


def _in_words(sent: Sent) -> str:
    if sent.said.option is not None and sent.asked is not None:
        return dict(sent.asked.options).get(sent.said.option, sent.said.option)
    return sent.said.text or sent.control or ""


def _names_an_option(asked: Asked, text: str) -> bool:
    """Whether the words are exactly those on one of the question's own buttons, which come before words of control."""
    typed = fold(text)
    return any(fold(label) == typed for _, label in asked.options)


def _known(asked: Asked, code: str) -> bool:
    if code in CONTROLS:
        return bool(asked.question)
    return code.isdecimal() and len(code) < 4 and int(code) < len(asked.options)
