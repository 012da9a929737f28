"""Nudges about a question that waits: one gentle note, decided by the same rules as everything else that we begin.

A note that cannot be sent before the person's hours end lapses, and is decided anew in the next ones.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.actions.nudging import nudge
from bot.actions.reaching import standing_of
from bot.chat import past
from bot.chat.playing import Play
from bot.chat.scene import Scene
from bot.jobs import due
from bot.jobs.to_many import dated
from bot.rules.contact import end_of_hours, may_write
from bot.rules.notes import Due, Kind
from bot.rules.nudging import decide
from bot.serving import Running, Storybook
from storage import conversations, facts, nudging, people
from storage.database import Transaction
from storage.outbox import Message
from storage.people import Person
from storage.values import instant, moment

AFTER = timedelta(days=1)  # of silence
USEFUL_FOR = timedelta(days=1)
UNANSWERED = Kind("", 9, counts=True)  # of less use than any note with a story


async def unanswered(running: Running) -> None:
    """Remind those who have left a question open for a day, once, and nobody of two things in a day."""
    if not await running.standing.knows_the_time():
        return
    now = running.parts.clock.now()
    waiting = await running.parts.database.read(lambda tx: nudging.unanswered(tx, now - AFTER))
    in_hours = [
        one for one in waiting if may_write(now, one.timezone, one.contact_days, one.contact_from, one.contact_until)
    ]
    for one in in_hours:
        messages = await running.parts.database.write(lambda tx, one=one: remind(tx, now, running.parts, one))  # type: ignore[misc]
        running.delivery.post(messages)


def remind(tx: Transaction, now: datetime, book: Storybook, waiting: nudging.Waiting) -> list[Message]:
    """The reminder that this person gets now, if they get one."""
    person = people.by_id(tx, waiting.person_id)
    if person is None or _is_over(tx, now, book, person, waiting):
        return []
    if person.seen_at >= instant(now - AFTER):  # they came back meanwhile
        return []
    back_at = facts.fact(tx, due.BACK_AT)
    standing = standing_of(tx, now, person, moment(back_at) if back_at else None)
    if person.seen_at >= instant(now - standing.gap(AFTER)):
        return []
    reminder, rivals = Due("", UNANSWERED, now, now + USEFUL_FOR), dated(tx, now, person.id)
    (verdict,) = decide(now, [reminder], standing, after_downtime=False, dated=rivals)
    if verdict.what != "go" or not nudging.note_nudged(tx, now, waiting.conversation_id):
        return []
    over = end_of_hours(now, waiting.timezone, waiting.contact_days, waiting.contact_from, waiting.contact_until)
    until = min(now + USEFUL_FOR, over)
    return [nudge(tx, now, book.texts, person, "unanswered", waiting.conversation_id, until)]


def _is_over(tx: Transaction, now: datetime, book: Storybook, person: Person, waiting: nudging.Waiting) -> bool:
    """Whether it was asked in passing, such as which session to look at: a day later that is over; or it is past its
    time."""
    asked = conversations.by_id(tx, waiting.conversation_id)
    story = book.stories.get(asked.kind) if asked is not None else None
    if asked is None or story is None:
        return False
    scene = Scene(tx, now, person, book.texts.voice(person.language), book.texts)
    if past.end(scene, book.stories, asked) or not Play(scene, book.stories).stands(asked):
        return True
    if not story.passing:
        return False
    return conversations.abandon(tx, now, waiting.person_id, asked.kind, asked.about) > 0
