"""A phone that was lost, or that others hold too: its chat says nothing more until it is opened again elsewhere."""

from __future__ import annotations

from datetime import datetime

from bot.actions import crossing, shutting_out
from bot.chat.scene import Scene
from bot.chat.texts import Texts
from storage import audit, doors, links, notices, outbox
from storage.database import Transaction
from storage.outbox import Message
from storage.people import Person
from storage.web_chats import is_web


def choices(scene: Scene) -> list[str]:
    """What can be locked or unlocked from where they are."""
    stands = crossing.standing(scene)
    if stands["here"] == "telegram":
        return ["this_chat"]
    return ["this_page", *{"open": ["my_phone"], "locked": ["open_phone"], "none": []}[stands["telegram"]]]


def lock(scene: Scene, *, what: str) -> None:
    """Lock the chat on Telegram, close this page, or open the chat again, as they chose."""
    tx, now, person = scene.tx, scene.now, scene.person
    if what == "open_phone":
        doors.unlock(tx, person.id)
        audit.note(tx, now, actor=person.id, action="chat_unlocked", about=person.id)
        return
    if what == "this_page":
        scene.posted += close_page(tx, now, person)
    else:
        scene.posted += lock_phone(tx, now, person)
    audit.note(tx, now, actor=person.id, action="chat_locked", about=person.id)
    notices.note(tx, now, "chat_locked", person.id)


def lock_phone(tx: Transaction, now: datetime, person: Person) -> list[Message]:
    """Their chat on Telegram says and takes nothing more. What we say waits on their page, whose links all end."""
    there = doors.telegram_of(tx, person.id)
    if there is None:
        return []
    moved = doors.use(tx, now, person.id, doors.page_of(tx, now, person.id))
    doors.lock(tx, now, person.id, there.chat_id)
    _end_ways(tx, now, person.id)
    return moved


def unlock_phone(tx: Transaction, now: datetime, texts: Texts, person: Person) -> list[Message]:
    """Their chat on Telegram is open again, and says so there. Until they write in it nothing else is said: whose hands
    the phone is in shows by that."""
    there = doors.telegram_of(tx, person.id)
    if there is None or not doors.unlock(tx, person.id):
        return []
    text = texts.voice(person.language).says("shared", "chat_is_open_again", {})
    return [outbox.add(tx, now, chat_id=there.chat_id, payload={"text": text}, reason="chat_unlocked", fleeting=True)]


def close_page(tx: Transaction, now: datetime, person: Person) -> list[Message]:
    """No link to their page works any more. They go on in Telegram, where they have a chat that is open."""
    _end_ways(tx, now, person.id)
    there = doors.telegram_of(tx, person.id)
    if there is None or there.locked_at or person.telegram_id is None or not is_web(person.telegram_id):
        return []
    return doors.use(tx, now, person.id, there.chat_id)


def _end_ways(tx: Transaction, now: datetime, person_id: str) -> None:
    """To their page, to another door, to the copy of what we hold, and, for the team, to the console."""
    links.shut(tx, now, person_id)
    shutting_out.end_ways(tx, now, person_id, "locked")
