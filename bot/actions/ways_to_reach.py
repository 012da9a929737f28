"""How whoever waits for a person can be reached, in words: as they named it, and as it can be gone today."""

from __future__ import annotations

from bot.actions.naming import when
from bot.chat.scene import Scene
from storage import conversations, doors, links, people
from storage.concerns import WAITS, Concern
from storage.people import Person
from storage.values import moment
from storage.web_chats import is_web

STORY = "concerns"
NOT_SAID, BEING_ASKED, DELETED = "not_said", "being_asked", "deleted"
ASKING = ("person", "another_way")  # the talks that ask how to reach somebody


def reach(scene: Scene, one: Concern) -> list[str]:
    """How to reach them, in words. Where they named several ways, all of them with their day, the newest first."""
    if len(one.ways) < 2:
        return [_way_in_words(scene, known_way(scene, one))]
    named = [(at, _as_it_is_now(scene, one, how)) for at, how in one.ways if how]
    return [f"{_way_in_words(scene, how)} ({when(scene, moment(at))})" for at, how in named]


def _way_in_words(scene: Scene, how: str) -> str:
    way, _, where = how.partition(": ")
    return f"{label(scene, way)}: {where}" if where else label(scene, way)


def _as_it_is_now(scene: Scene, one: Concern, how: str) -> str:
    """The way that they named, as it can be gone today: by Telegram or by their page, and whether that is open."""
    person = people.by_id(scene.tx, one.person_id)
    if person is None or person.telegram_id is None:
        return how
    phone, page = doors.telegram_of(scene.tx, person.id), links.works(scene.tx, scene.now, person.id)
    if how == "locked_chat" and phone is not None and not phone.locked_at:
        return "was_locked"
    if how == "locked_page" and page:
        return "was_locked_page"
    if how == "write_here" and is_web(person.telegram_id):
        return "write_page" if page else "write_page_closed"
    return how


def label(scene: Scene, way: str) -> str:
    """What a way is called."""
    return scene.voice.labels(STORY, "card", (way,))[way]


def known_way(scene: Scene, one: Concern) -> str:
    """What they named, or why that is not known."""
    known = one.contact_by or next((how for _, how in one.ways), "")
    return _as_it_is_now(scene, one, known) if known else _why_not_known(scene, one)


def _why_not_known(scene: Scene, one: Concern) -> str:
    person = people.by_id(scene.tx, one.person_id)
    if person is None or person.telegram_id is None:
        return DELETED
    return BEING_ASKED if one.closed_at is None and is_being_asked(scene, person) else NOT_SAID


def is_being_asked(scene: Scene, person: Person) -> bool:
    """Whether the question how to reach them waits for their answer."""
    return any(one.kind in ASKING and one.pending for one in conversations.open_of(scene.tx, person.id))


def ask_no_more(scene: Scene, one: Concern) -> None:
    """It is closed, and the question how to reach them with it."""
    if one.kind == WAITS:
        conversations.abandon(scene.tx, scene.now, one.person_id, ASKING[0])
