"""A page that was closed and is open again: it says so, for the last that was said is that nothing works any more."""

from __future__ import annotations

from datetime import datetime

from bot.chat.playing import Play
from bot.chat.replying import put_hint
from bot.chat.scene import Scene
from bot.chat.texts import Texts
from bot.conversations import STORIES
from storage import conversations, effects, pages
from storage.database import Transaction
from storage.people import Person
from storage.values import moment

LOCK, LOCKED = "lock", "locked"  # the story, and what it does once


def say_so(tx: Transaction, now: datetime, texts: Texts, person: Person) -> None:
    """Where the newest message to them is that they locked their chat or closed their page, say that the page is open,
    and put the question that waits again."""
    lock, newest = conversations.last_of_kind(tx, person.id, LOCK), pages.newest(tx, person.id, 1)
    if lock is None or lock.ended_at is None or not newest or newest[0].at > lock.ended_at:
        return
    if effects.done_since(tx, person.id, LOCKED, moment(lock.begun_at)):
        scene = Scene(tx, now, person, texts.voice(person.language), texts)
        put_hint(scene, Play(scene, STORIES), "page_is_open_again")
