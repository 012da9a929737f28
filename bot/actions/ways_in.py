"""By which doors somebody comes in, for the coordinators: a new link, a phone to be locked, a new account."""

from __future__ import annotations

from typing import Any

from bot.actions import locking, web_link
from bot.actions.crossing import BOT_NAME
from bot.actions.naming import called
from bot.chat.scene import Scene
from storage import audit, doors, email_addresses, facts, links, moves, people
from storage.people import Person
from storage.web_chats import is_web

STORY = "people"
STAFF = {"coordinator", "safeguarding-lead", "learning-partner", "admin"}


def ways(scene: Scene, *, person_id: str) -> dict[str, Any]:
    """What can be done about how they come in: the `ways` to choose from. Nobody opens a colleague's conversation."""
    person, there = people.by_id(scene.tx, person_id), doors.telegram_of(scene.tx, person_id)
    if person is None or (person.joined_at is None and not people.roles_of(scene.tx, person_id)):
        return {"ways": []}
    phone = [] if there is None else ["unlock_phone"] if there.locked_at else ["lock_phone"]
    is_staff = bool(STAFF & set(people.roles_of(scene.tx, person_id)))
    page = ["page_link"] if web_link.root(scene.tx) and not is_staff else []
    account = [] if is_staff else ["new_account"]
    return {"ways": [*page, *phone, *account]}


def take(scene: Scene, *, person_id: str, way: str) -> None:
    """Do what was chosen; a link or a code is shown once, and nothing of it is kept."""
    tx, now, person = scene.tx, scene.now, people.by_id(scene.tx, person_id)
    if person is None or person.telegram_id is None:
        return
    audit.note(tx, now, actor=scene.person.id, action=f"way_{way}", about=person_id)
    match way:
        case "page_link":
            _show(scene, "page_link_shown", person, url=web_link.give(tx, now, person, web_link.root(tx)))
        case "lock_phone":
            scene.posted += locking.lock_phone(tx, now, person)
        case "unlock_phone":
            scene.posted += locking.unlock_phone(tx, now, scene.texts, person)
        case "new_account":
            links.close(tx, person_id)  # what was lost may have them
            bot, code = facts.fact(tx, BOT_NAME) or "", moves.make(tx, now, person_id)
            _show(scene, "account_code_shown" if bot else "account_code_alone", person, code=code, bot=bot)


def _show(scene: Scene, key: str, person: Person, **values: str) -> None:
    text = scene.voice.says(STORY, key, {**values, "name": called(scene, person.id)})
    scene.post({"text": text, "link_preview_options": {"is_disabled": True}}, fleeting=True)


def door_of(scene: Scene, person: Person) -> str:
    """In words, by which door they come, for their card."""
    if person.telegram_id is None:
        return ""
    on_page, there = is_web(person.telegram_id), doors.telegram_of(scene.tx, person.id)
    shut = on_page and not links.works(scene.tx, scene.now, person.id)
    locked = there is not None and bool(there.locked_at)
    keys = [] if shut and locked else ["door_page" if on_page else "door_telegram"]
    keys += ["door_locked"] if locked else ["door_telegram_too"] if there is not None and on_page else []
    keys += ["door_no_link"] if shut else []
    if email_addresses.working(scene.tx, person.id):
        keys.append("door_email")
    return ", ".join(scene.voice.labels(STORY, "card", keys).values())
