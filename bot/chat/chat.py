"""Chat: what a story talks to. Three verbs: say, ask, once.

Every turn runs the story from its start. Stored answers return at once, and it stops at the first question without one:
the answers by key are the only state. What was said before the last answered question has been said; what was done once
is not done again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Concatenate, ParamSpec, TypeVar

from bot.chat.answering import Also, Answering, Drafted, Refused, Sent, Taken
from bot.chat.bidi import isolated
from bot.chat.questions import Choice, Question
from bot.chat.run import Asking, BrokenStory, Run, Saying, Suspended
from bot.chat.scene import Scene
from storage import answer_parts, answers, effects, health

T = TypeVar("T")
R = TypeVar("R")
P = ParamSpec("P")

SHOWN_LETTERS = 300  # of an answer in a summary: one that is told at length is known by how it begins

Action = Callable[Concatenate[Scene, P], R]


class Chat:
    """One run of one story for one person.

    `standing` holds the stored answers by key; `target` is the question that `sent` answers. A run that looks `beyond`
    what is open does nothing but that: it takes what has no answer yet for skipped, and ends once `sent` is heard.
    """

    def __init__(
        self,
        scene: Scene,
        story: str,
        standing: dict[str, Any],
        *,
        target: str | None = None,
        sent: Sent | None = None,
        changing: str | None = None,
        answering: Answering | None = None,
        dry: bool = False,
        beyond: bool = False,
    ) -> None:
        self.run = Run()
        self.scene = scene
        self._story = story
        self._standing = standing
        self._effects: dict[str, tuple[str, Any]] | None = None  # looked up when a story first does something once
        self._target = target
        self._sent = sent
        self._changing = None if beyond else changing
        self._answering = answering
        self._dry = dry or beyond
        self._beyond = beyond
        self._used: set[str] = set()
        self._shown: dict[str, Question[Any]] = {}
        self._own_labels: dict[str, Mapping[str, str]] = {}

    @property
    def name(self) -> str:
        """What the person is called, or ''."""
        return self.scene.person.name

    @property
    def about(self) -> str:
        """The id of what the conversation is about, or ''."""
        return (self.scene.conversation and self.scene.conversation.about) or ""

    async def say(self, key: str, *, offers: tuple[str, ...] = (), **values: object) -> None:
        """Say the text under `key`, once. `offers` are stories that can be begun with a button below it."""
        self.run.sayings.append(Saying(self.scene.voice.says(self._story, key, values), offers))

    async def ask(
        self,
        key: str,
        question: Question[T],
        *,
        visible_to: str = "staff",
        labels: Mapping[str, str] | None = None,
        **values: object,
    ) -> T | None:
        """The answer to this question: the stored one, or the one just given; None when it was skipped.

        Without an answer the run ends here and the question is put. `labels` are the words on those buttons that are
        in no language file, such as people's names.
        """
        self._use(key)
        if (self._story, key) in health.SPARED and not self._may_keep(key):
            return None
        self._own_labels[key] = labels or {}
        if key == self._target and self._sent is not None and self._answering is not None:
            sent, self._sent = self._sent, None
            self._receive(key, question, self._labels(key, question), sent, visible_to)
            if self._beyond:
                raise Suspended
        if self._stands(key, question) and key != self._changing:
            return self._stored(key, question)
        if self._beyond and question.optional:
            return None
        wording = self.scene.voice.says(self._story, key, values)
        self.run.asking = Asking(key, question, wording, self._labels(key, question), visible_to)
        raise Suspended

    async def review(self, key: str, *keys: str, **values: object) -> bool:
        """Show what was answered under `keys`, let each line be changed; returns once they say it is right. What was
        answered `_again` stands in the place of what it corrects; where that was skipped it has no line."""
        self._use(key)
        voice = self.scene.voice
        lines = [one for one in keys if self._has_line(one)]
        labels = voice.labels(self._story, key, ("right",)) | {one: voice.short(self._story, one) for one in lines}
        question = Choice("right", *lines, optional=False)
        if key == self._target and self._sent is not None and self._answering is not None:
            sent, self._sent = self._sent, None
            self._reviewed(key, question, labels, sent)
        if self._standing.get(key) == "right" and key != self._changing:
            self._stored(key, question)
            return True
        shown = "\n".join(f"{voice.short(self._story, one)}: {self._in_words(one)}" for one in lines)
        wording = voice.says(self._story, key, {**values, "lines": shown})
        self.run.asking = Asking(key, question, wording, labels, shows=tuple(lines))
        raise Suspended

    async def once(self, key: str, action: Action[P, R], /, *args: P.args, **details: P.kwargs) -> R:
        """Do something the first time; on later turns return what it returned. With other details it is done anew."""
        self._use(key)
        wanted = json.dumps([args, details], sort_keys=True, default=str)
        done = self._done().get(key)
        if done is not None and (done[0] == wanted or self._beyond):
            result: R = done[1]
            return result
        if self._dry:
            self.run.undone = key
            raise Suspended
        result = action(self.scene, *args, **details)
        self.run.turned = self.run.turned or (done is not None and done[1] != json.loads(json.dumps(result)))
        self._done()[key] = (wanted, result)
        if self.scene.conversation is not None and not self.scene.forgotten:
            effects.note(self.scene.tx, self.scene.now, self.scene.conversation.id, key, wanted, result)
        return result

    def _done(self) -> dict[str, tuple[str, Any]]:
        if self._effects is None:
            talk = self.scene.conversation
            self._effects = effects.done_in(self.scene.tx, talk.id) if talk is not None else {}
        return self._effects

    def done(self, key: str) -> bool:
        """Whether this was done in an earlier turn; asked before `once` with the same key."""
        return key in self._done()

    def note_strays(self) -> None:
        """The run is over: see whether all answers that stand were on the way."""
        self.run.strays = len(self._standing) > len(self.run.visited)

    def _may_keep(self, key: str) -> bool:
        talk = self.scene.conversation
        return talk is None or health.may_keep(self.scene.tx, self.scene.person.id, talk.id, key)

    def _use(self, key: str) -> None:
        if key in self._used:
            raise BrokenStory(f"{self._story} uses the key {key} twice")
        self._used.add(key)

    def _labels(self, key: str, question: Question[Any]) -> dict[str, str]:
        return self.scene.voice.labels(self._story, key, question.options) | self._own(key, question)

    def _own(self, key: str, question: Question[Any]) -> dict[str, str]:
        direction = self.scene.voice.direction
        return {
            option: isolated(label, direction)
            for option, label in self._own_labels.get(key, {}).items()
            if option in question.options
        }

    def _also(self, key: str, question: Question[Any]) -> Also | None:
        """English, for those whose language is another: whatever it can say may be typed in it."""
        first = self.scene.texts.first
        if first.words is self.scene.voice.words:
            return None
        return Also(first.words, lambda: first.labels(self._story, key, question.options) | self._own(key, question))

    def _stands(self, key: str, question: Question[Any]) -> bool:
        """Whether there is an answer that this question, which may have been rewritten since, still gives."""
        if key not in self._standing:
            return False
        try:
            return self._standing[key] is None or question.load(self._standing[key]) is not None
        except ValueError:
            return False

    def _stored(self, key: str, question: Question[T]) -> T | None:
        kept = self._standing[key]
        self.run.visited.append(key)
        self.run.sayings.clear()
        self._shown[key] = question
        return None if kept is None else question.load(kept)

    def _has_line(self, key: str) -> bool:
        again = f"{key}_again"
        if again in self._shown and self._standing[again] is not None:
            return False
        return key in self._shown and not (key.endswith("_again") and self._standing[key] is None)

    def _in_words(self, key: str) -> str:
        question, kept, voice = self._shown[key], self._standing[key], self.scene.voice
        if kept is None:
            return voice.label("skipped")
        words = " ".join(question.show(question.load(kept), self._labels(key, question), voice.words).split())
        return words if len(words) <= SHOWN_LETTERS else f"{words[:SHOWN_LETTERS].rstrip()}…"

    def _reviewed(self, key: str, question: Question[str], labels: Mapping[str, str], sent: Sent) -> None:
        assert self._answering is not None
        outcome = self._answering.hear(key, question, labels, sent, also=self._also(key, question))
        if isinstance(outcome, Refused) and self._answering.says_yes(sent):
            outcome = Taken("right", labels["right"])
        if isinstance(outcome, Refused):
            self.run.refused = outcome
        elif isinstance(outcome, Taken) and outcome.value == "right":
            self._keep(key, outcome, sent, "staff")
        elif isinstance(outcome, Taken):
            self.run.change = outcome.value
            raise Suspended

    def _receive(
        self, key: str, question: Question[Any], labels: Mapping[str, str], sent: Sent, visible_to: str
    ) -> None:
        """Take in what was sent for this question."""
        assert self._answering is not None
        stood = self._stands(key, question) and key != self._changing
        standing, also = self._standing.get(key), self._also(key, question)
        outcome = self._answering.hear(key, question, labels, sent, standing, also)
        same = isinstance(outcome, Taken) and stood and self._standing[key] == outcome.value
        if stood and question.final and not same:
            self.run.refused = Refused("final", {"question": self.scene.voice.short(self._story, key)})
        elif isinstance(outcome, Refused):
            self.run.refused = outcome
        elif isinstance(outcome, Drafted):
            self.run.drafted = outcome
            if stood:  # an old button of a choice of several: it is asked again, with what stood
                self._changing = self.run.change = key
        elif same:
            self.run.same_again = True
        else:
            self._keep(key, outcome, sent, visible_to)

    def _keep(self, key: str, taken: Taken, sent: Sent, visible_to: str) -> None:
        scene = self.scene
        assert scene.conversation is not None
        asked = sent.asked
        if key in self._standing:  # whom the person chose for it may see what comes in its place
            visible_to = answers.visible_to(scene.tx, scene.conversation.id, key) or visible_to
        behalf = scene.behalf
        given = answers.Given(
            question=key,
            value=taken.value,
            answer=taken.words,
            wording=asked.wording if asked else "",
            language=asked.language if asked else scene.voice.language,
            asked_at=behalf.said_at if behalf else asked.asked_at if asked else scene.conversation.begun_at,
            visible_to=visible_to,
            chat_id=sent.chat_id,
            message_id=sent.message_id,
            update_id=sent.update_id,
        )
        if behalf is not None:
            given = replace(given, said_by=behalf.by, channel=behalf.how, answered_at=behalf.said_at)
        if key in self._standing:
            answers.take_back(scene.tx, scene.now, scene.conversation.id, key)
        answer_id = answers.give(scene.tx, scene.now, scene.person.id, scene.conversation.id, given)
        if taken.parts:
            answer_parts.note(scene.tx, answer_id, taken.parts)
        self._standing[key] = taken.value
        self._changing = None if key == self._changing else self._changing
        self.run.accepted = key
        self.run.accepted_words = taken.words
        self.run.accepted_parts = bool(taken.parts)
