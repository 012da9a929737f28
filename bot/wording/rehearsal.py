"""A rehearsal: every unfinished conversation is told again with the new words or the new code, and nothing is said.

The engine finds its place from the answers alone, so what somebody would see next can be seen before they see it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot.chat.playing import Play
from bot.chat.run import Run
from bot.chat.scene import Scene
from bot.chat.story import Stories
from bot.chat.telling import tell
from bot.chat.texts import Texts
from bot.wording import where
from bot.wording.needing import needed_by
from bot.wording.rehearsed import Notices, Rehearsed, Stranded, Verdict
from storage import askings, conversations, people
from storage.askings import Asked
from storage.conversations import Conversation
from storage.database import Database, Transaction
from storage.people import Person

log = logging.getLogger(__name__)

TOLD_ON = 50  # conversations at most that are told on beyond what they do first


@dataclass(frozen=True, slots=True)
class Changed:
    """What differs. Without it the whole program may. `before` are the texts as they are now."""

    before: Texts
    language: str
    address: str


class Rehearsal:
    """Tells every unfinished conversation again. What a story did once is told with what came of it. What it has not
    done yet it `does` only where all is undone afterwards: elsewhere it stops there, and writes nothing."""

    def __init__(self, texts: Texts, stories: Stories, *, changed: Changed | None = None, does: bool = False) -> None:
        self._texts = texts
        self._stories = stories
        self._changed = changed
        self._does = does
        self._in = set(stories) if changed is None else set(where.stories_with(changed.address))

    def run(self, tx: Transaction, now: datetime) -> Rehearsed:
        """What everybody who is in the middle of something would notice. What does not have the changed text is not
        told again: of that it is only asked for whom a question waits."""
        if self._changed is None:
            return self._all(tx, now, conversations.everybodys_open(tx))
        told = self._all(tx, now, conversations.everybodys_open(tx, self._in))
        passing = {kind for kind in self._stories if self._is_passing(kind)}
        return replace(told, waiting=frozenset(conversations.waited_for(tx, self._in | passing)))

    def go_on(self, tx: Transaction, now: datetime, talk_id: str) -> Rehearsed:
        """The same of one of them, and of what it does on the way: for a transaction that is undone."""
        talk = conversations.by_id(tx, talk_id)
        does = Rehearsal(self._texts, self._stories, changed=self._changed, does=True)
        return does._all(tx, now, [talk] if talk is not None and talk.ended_at is None else [])

    def _all(self, tx: Transaction, now: datetime, talks: Iterable[Conversation]) -> Rehearsed:
        found: dict[str, Verdict] = {}
        stranded: list[Stranded] = []
        known: dict[str, Person | None] = {}
        for talk in talks:
            person = known[talk.person_id] = known.get(talk.person_id) or people.by_id(tx, talk.person_id)
            if person is None:
                continue
            notices, why = self._one(tx, now, talk, person)
            if why:
                stranded.append(Stranded(talk.id, talk.kind, why))
            waits = talk.pending is not None and not self._is_passing(talk.kind)
            found[talk.id] = Verdict(person.id, notices, waits)
        return Rehearsed(found, tuple(stranded))

    def _is_passing(self, kind: str) -> bool:
        return kind in self._stories and self._stories[kind].passing

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
        waiting = askings.by_handle(tx, talk.asked_id) if talk.pending and talk.asked_id else None
        verdict, why = self._judge(talk, waiting, after)
        if verdict != "nothing" or why or changed is None:
            return verdict, why
        compared = self._compare(self._tell(tx, now, talk, person, changed.before), after, talk)
        return ("unclear" if after.undone and compared == "later" else compared), ""

    def _tell(self, tx: Transaction, now: datetime, talk: Conversation, person: Person, texts: Texts) -> Run:
        scene = Scene(tx, now, person, texts.voice(person.language), texts)
        Play(scene, self._stories)
        return tell(scene, self._stories[talk.kind], talk, dry=not self._does)

    def _judge(self, talk: Conversation, waiting: Asked | None, after: Run) -> tuple[Notices, str]:
        """Whether they can go on where they are."""
        if talk.pending is None:
            return "nothing", ""
        if after.undone:
            return "unclear", ""
        if after.asking is None:
            return "stranded", "what they were asked is not asked any more"
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


def of_text(before: Texts, after: Texts, stories: Stories, language: str, address: str) -> Rehearsal:
    """To find out who would notice that this text says something else."""
    return Rehearsal(after, stories, changed=Changed(before, language, address))


async def told_on(database: Database, now: datetime, rehearsal: Rehearsal, found: Rehearsed) -> Rehearsed:
    """What was found with what was unclear told on, each in a transaction of its own that is undone: nobody waits for
    long, and nothing comes of it."""
    for talk_id in found.unclear[:TOLD_ON]:
        try:
            await database.write(partial(_undone, rehearsal, now, talk_id))
        except Undone as undone:
            found = found.instead(undone.found)
    return found


class Undone(Exception):
    """All that was done is undone, but for what was `found` out."""

    def __init__(self, found: Rehearsed) -> None:
        super().__init__("undone")
        self.found = found


def _undone(rehearsal: Rehearsal, now: datetime, talk_id: str, tx: Transaction) -> None:
    raise Undone(rehearsal.go_on(tx, now, talk_id))


def of_program(tx: Transaction, now: datetime, texts: Texts, stories: Stories, *, does: bool = False) -> Rehearsed:
    """Who would notice that the program is this one now."""
    return Rehearsal(texts, stories, does=does).run(tx, now)
