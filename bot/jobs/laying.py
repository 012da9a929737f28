"""One recipient of a broadcast: whether they get it now, later or not at all, and the message if they do."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from bot.actions import web_link
from bot.actions.reaching import standing_of
from bot.chat.playing import Play
from bot.chat.scene import Scene, Unasked
from bot.jobs.due import BACK_AT
from bot.jobs.to_many import due_of, kind_of, owed, unwanted
from bot.rules.kinds import KINDS
from bot.rules.nudging import TAKEN_BACK, Verdict, behind_owed
from bot.serving import Running, Storybook
from storage import broadcasts as sendings
from storage import facts, group_chats, laying, outbox, people, recipients, web_chats
from storage.broadcasts import Broadcast
from storage.database import Transaction
from storage.errors import DatabaseFailed
from storage.outbox import BROADCAST, Message
from storage.people import Person
from storage.recipients import Recipient
from storage.values import instant, moment

log = logging.getLogger(__name__)


async def lay(running: Running, now: datetime, recipient: Recipient) -> None:
    """Decide one recipient. What goes wrong for them is not everybody's trouble."""
    database = running.parts.database
    try:
        messages = await database.write(lambda tx: lay_one(tx, now, running.parts, recipient))
    except DatabaseFailed:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it was, the others get theirs
        log.error("broadcast_failed_for recipient=%s error=%s", recipient.id, type(error).__name__)
        await database.write(lambda tx: recipients.leave_out(tx, now, recipient.id, "went_wrong"))
    else:
        running.delivery.post(messages)


def lay_one(tx: Transaction, now: datetime, book: Storybook, recipient: Recipient) -> Sequence[Message]:
    """What goes to one recipient now; why another does not is written down with it."""
    one = sendings.by_id(tx, recipient.broadcast_id)
    if one is None or one.state != "sending" or not recipients.is_waiting(tx, recipient.id):
        return []  # paused, stopped or recalled since we looked
    if recipient.group_chat_id is not None:
        return _lay_in_group(tx, now, one, recipient)
    person = people.by_id(tx, recipient.person_id or "")
    if person is None or person.telegram_id is None:
        recipients.leave_out(tx, now, recipient.id, "erased")
        return []
    verdict = verdict_on(tx, now, one, recipient, person)
    if verdict.what == "wait" and verdict.at is not None:
        recipients.postpone(tx, recipient.id, verdict.at)
    elif verdict.what == "lapse":
        recipients.leave_out(tx, now, recipient.id, verdict.why)
    else:
        return _write_to(tx, now, book, one, recipient, person)
    return []


def verdict_on(tx: Transaction, now: datetime, one: Broadcast, recipient: Recipient, person: Person) -> Verdict:
    """What the rule for notes says, and what they said of opportunities and of this topic since it was confirmed."""
    due = due_of(now, one, recipient.id, recipient.due_at)
    if why := unwanted(tx, one, person.id):
        return Verdict(due, "lapse", why=why)
    back_at = facts.fact(tx, BACK_AT)
    standing = standing_of(tx, now, person, None if back_at is None else moment(back_at))
    if standing.barred == TAKEN_BACK:  # a note of theirs waits for another yes; what goes to many does not wait for one
        return Verdict(due, "lapse", why="not_agreed")
    return behind_owed(now, due, standing, owed(tx, now, person.id))


def _write_to(
    tx: Transaction, now: datetime, book: Storybook, one: Broadcast, recipient: Recipient, person: Person
) -> Sequence[Message]:
    """Begin the story of the note with one person."""
    texts = book.texts
    unasked = Unasked(f"nudge_{kind_of(one)}", moment(one.useful_until or instant(now)), priority=BROADCAST)
    scene = Scene(tx, now, person, texts.voice(person.language), texts, unasked=unasked)
    Play(scene, book.stories).begin(KINDS[kind_of(one)].story, about=one.opportunity_id or one.id)
    if not scene.posted:
        recipients.leave_out(tx, now, recipient.id, "no_point_any_more")
        return []
    laying.laid(tx, recipient.id, scene.posted[-1].id, on_page=web_chats.is_web(person.telegram_id or 0))
    maker = people.by_id(tx, one.made_by or "")
    through = () if maker is None else (maker,)
    return [*scene.posted, *web_link.pass_on(tx, now, texts, person, book.console_url, through)]


def _lay_in_group(tx: Transaction, now: datetime, one: Broadcast, recipient: Recipient) -> Sequence[Message]:
    chat = group_chats.by_id(tx, recipient.group_chat_id or "")
    if chat is None or chat.left_at is not None:
        recipients.leave_out(tx, now, recipient.id, "left_the_group")
        return []
    message = outbox.add(
        tx,
        now,
        chat_id=chat.chat_id,
        payload={"text": one.words},
        priority=BROADCAST,
        reason="nudge_announcement",
        useful_until=moment(one.useful_until or instant(now)),
    )
    laying.laid(tx, recipient.id, message.id)
    return [message]
