"""Routing: where something that was sent belongs - a command, a press, a code, a word of control, or an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from bot.chat import ahead, heavy, offers, over
from bot.chat.answering import Answering, Sent
from bot.chat.beside_code import ABOUT_A_CODE
from bot.chat.bursts import put_hint_once
from bot.chat.cleaning import clean_words, is_empty
from bot.chat.coming_back import comes_back
from bot.chat.controls import control_in
from bot.chat.door import Door
from bot.chat.editing import edit
from bot.chat.incoming import Incoming
from bot.chat.listening import hears_for
from bot.chat.meanwhile import goes_with_request, take_for_request
from bot.chat.playing import Play
from bot.chat.pointing import is_to_the_team, pointed_at, take, written_back
from bot.chat.pressing import press
from bot.chat.questions import Said
from bot.chat.reading import fold
from bot.chat.replying import put_answer, put_hint
from bot.chat.scene import Scene
from bot.chat.speaking import speak
from bot.chat.standing_back import answerable, stands_back
from bot.chat.texts import SPEAK
from bot.chat.unprompted import is_unprompted, take_unprompted
from storage import askings, codes, health, inbox, people
from storage.askings import Asked

AGREE = "consent"  # the command with which somebody says yes again, which a plain yes means where theirs is missing


@dataclass(frozen=True, slots=True)
class Routes:
    """Takes what was sent where it belongs.

    `commands` says which story each command begins, `words` which one each word of control begins.
    """

    commands: Mapping[str, str]
    words: Mapping[str, str]
    door: Door

    def route(self, scene: Scene, play: Play, incoming: Incoming) -> None:
        """Whatever they sent, from the chat that is theirs."""
        if incoming.kind == "blocked":
            return people.unreachable(scene.tx, scene.now, scene.person.id, "blocked")
        people.seen(scene.tx, scene.now, scene.person)
        match incoming.kind:
            case "command":
                self._command(scene, play, incoming)
            case "press":
                press(scene, play, incoming, words=self.words)
            case "text" | "edit" if (code := self.door.code_in(scene.tx, scene.now, incoming)) is not None:
                inbox.wipe(scene.tx, incoming.inbox_id)
                self._code(scene, play, incoming, code)
            case "edit" | "text":
                meant = pointed_at(scene, play, incoming)
                heavy.hear(scene, play, incoming, self.words, lambda: self._said(scene, play, incoming, meant), meant)
            case "voice":
                speak(scene, play, incoming, self.words)
            case "other":
                self._cannot_keep(scene, play, incoming)
            case "returned" if scene.person.unreachable_at is not None:
                self.door.start(play, scene, incoming)
        return None

    def _said(self, scene: Scene, play: Play, incoming: Incoming, meant: Asked | None) -> None:
        return edit(scene, play, incoming) if incoming.kind == "edit" else self._words(scene, play, incoming, meant)

    def _code(self, scene: Scene, play: Play, incoming: Incoming, code: str) -> None:
        """A code among their words. What is more than a word or two about it is heard as if it had come by itself."""
        rest = replace(incoming, text=codes.without(incoming.text, code))
        meant = pointed_at(scene, play, incoming)
        words = partial(self._said, scene, play, rest, meant) if len(fold(rest.text)) > ABOUT_A_CODE else None
        heard = incoming if words is None else rest
        heavy.hear(scene, play, heard, self.words, lambda: self.door.code(play, scene, incoming, code, words), meant)

    def _command(self, scene: Scene, play: Play, incoming: Incoming) -> None:
        if incoming.text == "start":
            if incoming.argument:
                inbox.wipe(scene.tx, incoming.inbox_id)
            self.door.start(play, scene, incoming)
        elif play.knows(self.commands.get(incoming.text, "")):
            play.begin(self.commands[incoming.text])
        elif (control := control_in(incoming.text, scene.voice.controls)) is not None:
            self._control(scene, play, incoming, control)
        else:
            put_hint(scene, play, "unknown_command", again=not stands_back(scene, play, play.waiting()))

    def _control(self, scene: Scene, play: Play, incoming: Incoming, control: str) -> None:
        """A word that works everywhere: some begin a story, the others belong to the question that waits."""
        if control in self.words:
            return play.begin(self.words[control])
        if control.startswith(SPEAK):
            return play.begin(self.words["speak"], about=control.removeprefix(SPEAK))
        waiting = play.waiting()
        if waiting is None or waiting.pending is None:
            return put_hint(scene, play, "nothing_waits")
        if play.over is not None:
            return put_hint(scene, play, "time_has_passed")
        if stands_back(scene, play, waiting):  # they see first what they skip, or go back from
            return play.put_again(waiting)
        asked = askings.by_handle(scene.tx, waiting.asked_id) if waiting.asked_id else None
        if asked is not None and ahead.was_ahead(scene, waiting, asked, incoming):
            return ahead.put_aside(scene, play, waiting, as_said(incoming, asked))
        if control == "back":
            return play.back(waiting)
        return put_answer(scene, play, waiting, waiting.pending, as_said(incoming, asked, control=control))

    def _words(self, scene: Scene, play: Play, incoming: Incoming, meant: Asked | None) -> None:
        control = control_in(incoming.text, scene.voice.controls)
        if meant is not None:
            return self._said_to(scene, play, incoming, meant, control)
        back_to = written_back(scene, play, incoming) if control is None else None
        if back_to is not None and hears_for(scene, play, as_said(incoming, None), *back_to):
            return None
        waiting = play.waiting()
        back = stands_back(scene, play, waiting, incoming.text) or is_to_the_team(scene, play, incoming)
        if back or play.over is not None:  # what waits is not what they saw last
            waiting = None
        asked = askings.by_handle(scene.tx, waiting.asked_id) if waiting and waiting.asked_id else None
        if control is not None and offers.typed(scene, play, asked, incoming.text, lately=1):
            return None  # what stands on a button of the newest message means that button
        if control is not None and (asked is None or not offers.names_an_option(asked, incoming.text)):
            return self._control(scene, play, incoming, control)
        if offers.typed(scene, play, asked, incoming.text):
            return None
        if control is None and offers.agrees_to_carry_on(scene, play, asked, incoming.text):
            return None
        sent = as_said(incoming, asked)
        if waiting is not None and asked is not None and ahead.was_ahead(scene, waiting, asked, incoming):
            return ahead.put_aside(scene, play, waiting, sent)
        nothing_asked = waiting is None or waiting.pending is None
        if nothing_asked and not health.may_keep(scene.tx, scene.person.id):
            if not scene.held and not back and self._agrees(scene, play, sent):
                return play.begin(self.commands[AGREE])
            if goes_with_request(scene, play, self.words, kept=False):
                return None
            return put_hint_once(scene, play, "not_agreed", incoming.text)
        if any(takes(scene, play, waiting, sent, self.words) for takes in (take_for_request, comes_back)):
            return None
        if is_unprompted(scene, play, waiting, sent):
            return self._unprompted(scene, play, incoming)
        assert waiting is not None and waiting.pending is not None
        return put_answer(scene, play, waiting, waiting.pending, sent)

    def _said_to(self, scene: Scene, play: Play, incoming: Incoming, meant: Asked, control: str | None) -> None:
        """They replied to this question. A word that begins a story does so wherever it is said."""
        if control is not None and offers.names_an_option(meant, incoming.text):
            control = None
        if control is not None and (control in self.words or control.startswith(SPEAK)):
            return self._control(scene, play, incoming, control)
        return take(scene, play, meant, as_said(incoming, meant, control=control), self.words)

    def _agrees(self, scene: Scene, play: Play, sent: Sent) -> bool:
        """Whether this is a plain yes, and there is where it can be said to being kept."""
        return play.knows(self.commands.get(AGREE, "")) and Answering(scene.voice, scene.here).says_yes(sent)

    def _cannot_keep(self, scene: Scene, play: Play, incoming: Incoming) -> None:
        key = f"cannot_keep_{incoming.what}"
        hint, waiting = key if scene.voice.has("shared", key) else "cannot_keep", answerable(scene, play)
        if waiting is None or waiting.pending is None:
            return put_hint_once(scene, play, hint, "")
        return put_hint(scene, play, hint)

    def _unprompted(self, scene: Scene, play: Play, incoming: Incoming) -> None:
        asked = over.put_lately(scene, play, play.over)
        sent = as_said(incoming, asked)
        if is_empty(sent.said.text or ""):
            return put_hint(scene, play, "empty_answer", again=answerable(scene, play) is not None)
        if asked is not None:
            return over.put_aside(scene, play, asked, sent, self.words)
        return take_unprompted(scene, play, sent, self.words)


def as_said(incoming: Incoming, asked: Asked | None, *, control: str | None = None) -> Sent:
    """Their message as an answer can be made of it, to `asked` where that is known."""
    said = Said(text=clean_words(incoming.text))
    return Sent(said, control, incoming.chat_id, incoming.message_id, incoming.update_id, asked)
