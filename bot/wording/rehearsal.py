"""A rehearsal: every unfinished conversation is told again with the new words or the new code, and nothing is said.

The engine finds its place from the answers alone, so what somebody would see next can be seen before they see it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.chat.playing import Play
from bot.chat.run import Run
from bot.chat.scene import Scene
from bot.chat.story import Stories
from bot.chat.telling import tell
from bot.chat.texts import Texts
from bot.wording import where
from bot.wording.needing import needed_by
from storage import conversations, people
from storage.conversations import Asked, Conversation
from storage.database import Transaction
from storage.people import Person

log = logging.getLogger(__name__)

Notices = Literal["nothing", "later", "wording", "question", "unclear", "stranded"]
WORST: tuple[Notices, ...] = ("nothing", "later", "wording", "question", "unclear", "stranded")


@dataclass(frozen=True, slots=True)
class Changed:
    """What differs. Without it the whole program may. `before` are the texts as they are now."""

    before: Texts
    language: str
    address: str


@dataclass(frozen=True, slots=True)
class Stranded:
    """Somebody who could not go on, and why."""

    conversation_id: str
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What came of it: how many people notice what, and who would be stranded."""

    people: int
    notice: Mapping[Notices, int]
    stranded: tuple[Stranded, ...]

    def __str__(self) -> str:
        if not self.people:
            return "Nobody is in the middle of a conversation."
        told = [_told(name, self.notice[name]) for name in WORST[:-1] if self.notice.get(name)]
        lost = self.notice.get("stranded", 0)
        told.append(f"{lost} would be stranded" if lost else "nobody is stranded")
        whole = "1 person is" if self.people == 1 else f"{self.people} people are"
        return f"{whole} in the middle of a conversation: {', '.join(told)}."


_SEE: Mapping[str, tuple[str, str]] = {
    "nothing": ("notices nothing", "notice nothing"),
    "later": ("may come to the new wording later on", "may come to the new wording later on"),
    "wording": ("sees the new wording when the question is put again", "see the new wording when it is put again"),
    "question": ("gets a new question before the one that waits", "get a new question before the one that waits"),
    "unclear": ("goes on with something that is done first", "go on with something that is done first"),
}


def _told(name: str, times: int) -> str:
    return f"{times} {_SEE[name][times != 1]}"


class Rehearsal:
    """Tells every unfinished conversation again. It `does` what a story does once only on a copy that is thrown away:
    elsewhere it stops there, and writes nothing."""

    def __init__(self, texts: Texts, stories: Stories, *, changed: Changed | None = None, does: bool = False) -> None:
        self._texts = texts
        self._stories = stories
        self._changed = changed
        self._does = does
        self._in = set(stories) if changed is None else set(where.stories_with(changed.address))

    def run(self, tx: Transaction, now: datetime) -> Rehearsed:
        """What everybody who is in the middle of something would notice."""
        found: dict[str, Notices] = {}
        stranded: list[Stranded] = []
        known: dict[str, Person | None] = {}
        for talk in conversations.everybodys_open(tx):
            if talk.kind not in self._in and self._changed is not None:
                found.setdefault(talk.person_id, "nothing")
                continue
            person = known[talk.person_id] = known.get(talk.person_id) or people.by_id(tx, talk.person_id)
            if person is None:
                continue
            notices, why = self._one(tx, now, talk, person)
            if why:
                stranded.append(Stranded(talk.id, talk.kind, why))
            found[person.id] = max(found.get(person.id, "nothing"), notices, key=WORST.index)
        return Rehearsed(len(found), _count(found.values()), tuple(stranded))

    def _one(self, tx: Transaction, now: datetime, talk: Conversation, person: Person) -> tuple[Notices, str]:
        changed = self._changed
        if changed is not None and person.language != changed.language:
            return "nothing", ""
        story = self._stories.get(talk.kind)
        if story is None:
            return "stranded", "there is no such conversation any more"
        if story.roles and not {*story.roles} & {*people.roles_of(tx, person.id)}:
            return "nothing", ""  # it is over for them already
        try:
            after = self._tell(tx, now, talk, person, self._texts)
        except Exception as error:  # noqa: BLE001 - whatever it is, it would end their turn
            log.warning("rehearsal_raised kind=%s error=%s", talk.kind, type(error).__name__)
            return "stranded", f"it cannot be told any more ({type(error).__name__})"
        waiting = conversations.asked_by(tx, talk.asked_id) if talk.pending and talk.asked_id else None
        verdict, why = self._judge(talk, waiting, after)
        if verdict != "nothing" or why or changed is None:
            return verdict, why
        return self._compare(self._tell(tx, now, talk, person, changed.before), after, talk), ""

    def _tell(self, tx: Transaction, now: datetime, talk: Conversation, person: Person, texts: Texts) -> Run:
        scene = Scene(tx, now, person, texts.voice(person.language), texts)
        Play(scene, self._stories)
        return tell(scene, self._stories[talk.kind], talk, dry=not self._does)

    def _judge(self, talk: Conversation, waiting: Asked | None, after: Run) -> tuple[Notices, str]:
        """Whether they can go on where they are."""
        if talk.pending is None:
            return "nothing", ""
        if after.asking is None:
            return ("stranded", "what they were asked is not asked any more") if self._does else ("unclear", "")
        if after.asking.key != talk.pending:
            if not self._asks(talk.kind, talk.pending):
                return "stranded", "what they were asked is not asked any more"
            return "question", ""
        gone = [label for option, label in (waiting.options if waiting else ()) if option not in after.asking.labels]
        if gone:
            return (
                "stranded",
                f"a button that they can see is gone: {len(gone)} of {len(waiting.options if waiting else ())}",
            )
        if self._changed is None and waiting is not None and waiting.wording != after.asking.wording:
            return "wording", ""
        return "nothing", ""

    def _asks(self, kind: str, key: str) -> bool:
        """Whether the story asks this still, further on."""
        return _base(key) in {_base(one) for one, _ in needed_by(self._stories[kind].tell)}

    def _compare(self, before: Run, after: Run, talk: Conversation) -> Notices:
        """What they would see of a changed text: now, further on, or never."""
        assert self._changed is not None
        label = self._changed.address.removeprefix(where.LABELS)
        is_below = label in (*self._stories[talk.kind].controls, "help_now") and label != self._changed.address
        if (is_below and after.asking is not None) or _shown(before) != _shown(after):
            return "wording"
        key = self._changed.address.split(".")[1]
        behind = any(_base(one) == _base(key) for one in after.visited)
        return "nothing" if behind else "later"


def _base(key: str) -> str:
    return key.rstrip("0123456789").rstrip("_")


def _shown(run: Run) -> tuple[object, ...]:
    asking = run.asking
    said = tuple(one.text for one in run.sayings)
    return (said, asking.wording, tuple(asking.labels.items())) if asking else (said,)


def _count(found: Iterable[Notices]) -> dict[Notices, int]:
    counted: dict[Notices, int] = {}
    for one in found:
        counted[one] = counted.get(one, 0) + 1
    return counted


def of_text(
    tx: Transaction, now: datetime, before: Texts, after: Texts, stories: Stories, language: str, address: str
) -> Rehearsed:
    """Who would notice that this text says something else."""
    return Rehearsal(after, stories, changed=Changed(before, language, address)).run(tx, now)


def of_program(tx: Transaction, now: datetime, texts: Texts, stories: Stories, *, does: bool = False) -> Rehearsed:
    """Who would notice that the program is this one now."""
    return Rehearsal(texts, stories, does=does).run(tx, now)
