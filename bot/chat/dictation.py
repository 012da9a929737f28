"""What somebody answered on paper or by phone, written down by somebody else: the same story and the same questions,
without a word to the person while it goes on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat.answering import Sent
from bot.chat.name import Name
from bot.chat.pronouns import Pronouns
from bot.chat.question import Question, Said
from bot.chat.questions import Several, Text
from bot.chat.run import Asking, Run
from bot.chat.scene import Scene
from bot.chat.story import Story
from bot.chat.telling import tell
from storage import answers, askings, conversations
from storage.conversations import Conversation
from storage.values import instant

RIGHT = "right"  # what somebody says at the end of a story that shows what was answered


@dataclass(frozen=True, slots=True)
class Dictated:
    """What was written down for one question: the options that were chosen, and words. Neither: it was left out."""

    options: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Put:
    """A question as it is asked in this story now; `hint` says why what was written down is no answer to it."""

    key: str
    wording: str
    question: Question[object]
    labels: Mapping[str, str]
    hint: str = ""

    @property
    def options(self) -> tuple[str, ...]:
        """What can be chosen. What can be said instead of words is for whoever is asked here, not on paper."""
        return () if isinstance(self.question, Text) else self.question.options

    @property
    def takes_several(self) -> bool:
        return isinstance(self.question, Several)

    @property
    def takes_words(self) -> bool:
        """Whether anything but its options can be an answer."""
        return not self.options or bool(getattr(self.question, "own_words", False))

    @property
    def is_long(self) -> bool:
        return isinstance(self.question, Text) and self.question.long


@dataclass(frozen=True, slots=True)
class Written:
    """The questions on the way, in order; it is `done` when the story came to its end, and `says_nothing` when each of
    them was left out."""

    questions: list[Put]
    done: bool
    says_nothing: bool = False


def write_down(scene: Scene, story: Story, talk: Conversation, dictated: Mapping[str, Dictated]) -> Written:
    """Take what was dictated as the answers of this conversation, as far as the story comes to those questions. It
    stops at the first that nothing was dictated for, or whose answer is none."""
    put, says_nothing = list[Put](), True
    run = tell(scene, story, talk)
    while run.asking is not None and not scene.forgotten:
        asking = run.asking
        given = Dictated((RIGHT,)) if asking.question.options[:1] == (RIGHT,) else dictated.get(asking.key)
        _ask(scene, talk, asking)
        shown = Put(asking.key, asking.wording, asking.question, asking.labels)
        if given is None:
            return Written([*put, shown], False)
        run = _answer(scene, story, talk, asking, given)
        if run.accepted is None:
            return Written(
                [*put, Put(shown.key, shown.wording, shown.question, shown.labels, _hint(scene, talk, run))], False
            )
        if given.options != (RIGHT,):
            put.append(shown)
            says_nothing = says_nothing and given == Dictated()
    _end(scene, talk, run)
    return Written(put, True, says_nothing)


def _ask(scene: Scene, talk: Conversation, asking: Asking) -> None:
    """The question is on record as it was asked, and waits; nothing of it is sent."""
    assert scene.person.telegram_id is not None
    talk.pending = asking.key
    talk.asked_id = askings.note(
        scene.tx,
        scene.now,
        conversation_id=talk.id,
        chat_id=scene.person.telegram_id,
        question=asking.key,
        wording=asking.wording,
        options=tuple(asking.labels.items()),
        language=scene.voice.language,
        visible_to=asking.visible_to,
    )


def _answer(scene: Scene, story: Story, talk: Conversation, asking: Asking, given: Dictated) -> Run:
    asked = askings.by_handle(scene.tx, talk.asked_id or "")
    several = isinstance(asking.question, Several)
    talk.draft = json.dumps({"chosen": given.options}) if several and given.options else None
    if isinstance(asking.question, Name | Pronouns):  # who writes it down has read it, and cannot be asked
        talk.draft = json.dumps({"name": given.words}, ensure_ascii=False)
    if given.words and (several or not given.options):
        sent = Sent(Said(text=given.words), asked=asked, whole=True)
    elif given.options:
        sent = Sent(Said(), "done", asked=asked) if several else Sent(Said(option=given.options[0]), asked=asked)
    else:
        sent = Sent(Said(), "skip", asked=asked)
    run = tell(scene, story, talk, target=asking.key, sent=sent)
    talk.draft = None
    if run.accepted == talk.changing:
        talk.changing = None
    return run


def _hint(scene: Scene, talk: Conversation, run: Run) -> str:
    refused = run.refused
    return scene.voice.says(talk.kind, refused.hint if refused else "empty_answer", refused.values if refused else {})


def _end(scene: Scene, talk: Conversation, run: Run) -> None:
    if scene.forgotten:
        return
    talk.pending, talk.asked_id, talk.ended_at = None, None, instant(scene.now)
    conversations.save(scene.tx, talk)
    answers.count_only(scene.tx, talk.id, run.visited)
