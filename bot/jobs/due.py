"""What is due is a query; each person gets at most one note of it at a time, the most useful, in their own hours."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.actions import web_link
from bot.actions.reaching import standing_of
from bot.chat.playing import Play
from bot.chat.scene import Scene, Unasked
from bot.jobs.to_many import dated
from bot.rules.kinds import KINDS
from bot.rules.notes import Due
from bot.rules.nudging import Verdict, decide
from bot.serving import Running, Storybook
from storage import facts, notices, nudges, people
from storage.database import Transaction
from storage.errors import DatabaseFailed
from storage.nudges import Nudge
from storage.outbox import Message
from storage.people import Person
from storage.values import instant, moment

log = logging.getLogger(__name__)

AT_ONCE = 2000  # rows looked at in one go
TOGETHER = 10  # people whose notes are decided in one commit; whoever answers us meanwhile waits for no more
DOWNTIME = timedelta(hours=1)  # without a look at what is due, after which what was missed is not made up for
NOTED_EVERY = timedelta(minutes=5)
TRIES, AGAIN_AFTER = 3, timedelta(minutes=5)
LAST_LOOK, BACK_AT = "last_look_at_what_is_due", "back_after_downtime"


class NoteFailed(Exception):
    """The story of a note raised; the text is the note's id."""


async def due(running: Running) -> None:
    """Write what is due, a person at a time; what cannot go now waits for its time or lapses with a reason.

    While our clock and Telegram's differ nothing is decided: who knows what is due.
    """
    if not await running.standing.knows_the_time():
        return
    now = running.parts.clock.now()
    database = running.parts.database
    back_at = await database.write(lambda tx: _look(tx, now))
    known: set[str] = set()
    while found := [one for one in await database.read(lambda tx: nudges.due(tx, now, AT_ONCE)) if one not in known]:
        known.update(found)
        for start in range(0, len(found), TOGETHER):
            some = found[start : start + TOGETHER]
            await asyncio.gather(*(_write_to(running, now, person_id, back_at) for person_id in some))


def _look(tx: Transaction, now: datetime) -> datetime | None:
    """Note that we look now; when we were last back after we had not looked for long, or None."""
    last, back_at = facts.fact(tx, LAST_LOOK), facts.fact(tx, BACK_AT)
    if last is not None and now - moment(last) > DOWNTIME:
        back_at = instant(now)
        facts.note(tx, now, BACK_AT, back_at)
    if last is None or not timedelta(0) <= now - moment(last) < NOTED_EVERY:
        facts.note(tx, now, LAST_LOOK, instant(now))
    return None if back_at is None else moment(back_at)


async def _write_to(running: Running, now: datetime, person_id: str, back_at: datetime | None) -> None:
    """Decide all that is due for one person. What goes wrong for them is not everybody's trouble."""
    database = running.parts.database
    try:
        messages = await database.write(lambda tx: write_to(tx, now, running.parts, person_id, back_at))
    except NoteFailed as failure:
        nudge_id = str(failure)
        log.error("note_failed nudge=%s error=%s", nudge_id, type(failure.__cause__).__name__)
        await database.write(lambda tx: _put_off(tx, now, nudge_id))
    except DatabaseFailed:
        raise
    except Exception:
        log.exception("notes_not_decided person=%s", person_id)
    else:
        running.delivery.post(messages)


def _put_off(tx: Transaction, now: datetime, nudge_id: str) -> None:
    """Tried again in a while, and some time not at all."""
    if nudges.failed(tx, now, nudge_id, now + AGAIN_AFTER, TRIES):
        notices.note(tx, now, "note_failed", nudge_id)


def write_to(
    tx: Transaction, now: datetime, book: Storybook, person_id: str, back_at: datetime | None
) -> list[Message]:
    """Decide everything that is due for one person; the messages of the one that goes. Raises NoteFailed."""
    messages: list[Message] = []
    for nudge, verdict in verdicts(tx, now, book, person_id, back_at):
        messages += carry_out(tx, now, book, nudge, verdict)
        if verdict.what == "lapse":
            log.info("nudge_lapsed nudge=%s kind=%s why=%s", nudge.id, nudge.kind, verdict.why)
    return messages


def verdicts(
    tx: Transaction, now: datetime, book: Storybook, person_id: str, back_at: datetime | None
) -> list[tuple[Nudge, Verdict]]:
    """What becomes of each note that is due for this person."""
    person = people.by_id(tx, person_id)
    known = _known(tx, now, book, nudges.due_of(tx, now, person_id))
    if person is None or not known:
        return []
    dues = [
        Due(one.id, KINDS[one.kind], moment(one.due_at), moment(one.useful_until), moment(one.planned_at))
        for one in known
    ]
    missed = back_at is not None and any(one.due_at <= back_at for one in dues)
    by_id = {one.id: one for one in known}
    standing, rivals = standing_of(tx, now, person, back_at), dated(tx, now, person_id)
    decided = decide(now, dues, standing, after_downtime=missed, dated=rivals)
    return [(by_id[verdict.due.id], verdict) for verdict in decided]


def _known(tx: Transaction, now: datetime, book: Storybook, rows: Sequence[Nudge]) -> list[Nudge]:
    """Those rows that have a story; the others lapse."""
    known = [one for one in rows if one.kind in KINDS and KINDS[one.kind].story in book.stories]
    for one in rows:
        if one not in known:
            nudges.lapse(tx, now, one.id, "no_such_story")
    return known


def carry_out(tx: Transaction, now: datetime, book: Storybook, nudge: Nudge, verdict: Verdict) -> list[Message]:
    """Do what was decided; the messages of a note that goes. Raises NoteFailed."""
    if verdict.what == "wait" and verdict.at is not None:
        nudges.postpone(tx, nudge.id, verdict.at)
    elif verdict.what == "lapse":
        nudges.lapse(tx, now, nudge.id, verdict.why)
    elif nudges.made(tx, now, nudge.id) and (person := people.by_id(tx, nudge.person_id)) is not None:
        return _begin(tx, now, book, person, nudge, silent=verdict.silent)
    return []


def _begin(
    tx: Transaction, now: datetime, book: Storybook, person: Person, nudge: Nudge, *, silent: bool
) -> list[Message]:
    """Begin the note's story; what it says is a note of ours, not an answer."""
    texts = book.texts
    unasked = Unasked(f"nudge_{nudge.kind}", moment(nudge.useful_until), silent)
    scene = Scene(tx, now, person, texts.voice(person.language), texts, unasked=unasked)
    try:
        Play(scene, book.stories).begin(KINDS[nudge.kind].story, about=nudge.about or None)
    except DatabaseFailed:
        raise
    except Exception as error:
        raise NoteFailed(nudge.id) from error
    if not scene.posted:
        nudges.nothing_said(tx, nudge.id)
    # Whoever has no Telegram hears of it by a link that a person passes on.
    return [*scene.posted, *web_link.pass_on(tx, now, texts, person, book.console_url)]
