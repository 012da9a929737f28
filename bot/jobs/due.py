"""What is due is a query; each person gets at most one note of it at a time, the most useful, in their own hours."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.chat.playing import Play
from bot.chat.scene import Scene, Unasked
from bot.jobs.kinds import KINDS
from bot.jobs.reaching import standing_of
from bot.rules.nudging import Due, Verdict, decide
from bot.serving import Running
from storage import facts, nudges, people
from storage.database import Transaction
from storage.nudges import Nudge
from storage.outbox import Message
from storage.people import Person
from storage.values import instant, moment

log = logging.getLogger(__name__)

AT_ONCE = 500  # rows looked at in one go
DOWNTIME = timedelta(hours=1)  # without a look at what is due, after which what was missed is not made up for
NOTED_EVERY = timedelta(minutes=5)
LAST_LOOK = "last_look_at_what_is_due"


async def due(running: Running) -> None:
    """Write what is due, a person at a time; what cannot go now waits for its time or lapses with a reason."""
    now = running.parts.clock.now()
    database = running.parts.database
    last = await database.read(lambda tx: facts.fact(tx, LAST_LOOK))
    after_downtime = last is not None and now - moment(last) > DOWNTIME
    while rows := await database.read(lambda tx: nudges.due(tx, now, AT_ONCE)):
        for person_id, theirs in _by_person(rows):
            messages = await database.write(
                lambda tx, who=person_id, theirs=theirs: write_to(tx, now, running, who, theirs, after_downtime)  # type: ignore[misc]
            )
            running.delivery.post(messages)
        if len(rows) < AT_ONCE:
            break
    if last is None or not timedelta(0) <= now - moment(last) < NOTED_EVERY:
        await database.write(lambda tx: facts.note(tx, now, LAST_LOOK, instant(now)))


def write_to(
    tx: Transaction, now: datetime, running: Running, person_id: str, rows: Iterable[Nudge], after_downtime: bool
) -> list[Message]:
    """Decide every one of these rows of one person; the messages of the one that goes."""
    person = people.by_id(tx, person_id)
    known = [one for one in rows if one.kind in KINDS and KINDS[one.kind].story in running.parts.stories]
    for one in rows:
        if one not in known:
            nudges.lapse(tx, now, one.id, "no_such_story")
    if person is None or not known:
        return []
    dues = [Due(one.id, KINDS[one.kind], moment(one.due_at), moment(one.useful_until)) for one in known]
    verdicts = decide(now, dues, standing_of(tx, now, person), after_downtime=after_downtime)
    by_id = {one.id: one for one in known}
    return [
        message
        for verdict in verdicts
        for message in _carry_out(tx, now, running, person, by_id[verdict.due.id], verdict)
    ]


def _carry_out(
    tx: Transaction, now: datetime, running: Running, person: Person, nudge: Nudge, verdict: Verdict
) -> list[Message]:
    if verdict.what == "wait" and verdict.at is not None:
        nudges.postpone(tx, nudge.id, verdict.at)
    elif verdict.what == "lapse":
        if nudges.lapse(tx, now, nudge.id, verdict.why):
            log.info("nudge_lapsed nudge=%s kind=%s why=%s", nudge.id, nudge.kind, verdict.why)
    elif nudges.made(tx, now, nudge.id):
        return _begin(tx, now, running, person, nudge, silent=verdict.silent)
    return []


def _begin(
    tx: Transaction, now: datetime, running: Running, person: Person, nudge: Nudge, *, silent: bool
) -> list[Message]:
    """Begin the note's story; what it says is a note of ours, not an answer."""
    texts = running.parts.texts
    scene = Scene(
        tx,
        now,
        person,
        texts.voice(person.language),
        texts,
        unasked=Unasked(f"nudge_{nudge.kind}", moment(nudge.useful_until), silent),
    )
    Play(scene, running.parts.stories).begin(KINDS[nudge.kind].story, about=nudge.about or None)
    return scene.posted


def _by_person(rows: Iterable[Nudge]) -> list[tuple[str, list[Nudge]]]:
    found: dict[str, list[Nudge]] = {}
    for one in rows:
        found.setdefault(one.person_id, []).append(one)
    return list(found.items())
