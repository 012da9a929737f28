"""What a story needs to know when it meets somebody, and what staff should know of it."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.scene import Scene
from storage import notices, people
from storage.web_chats import is_web


def organisation(scene: Scene) -> str:
    """The name of their organisation, or a neutral phrase."""
    return people.organisation_of(scene.tx, scene.person.id) or scene.voice.label("the_programme")


def has_organisation(scene: Scene) -> bool:
    """Whether the invite said already where they belong."""
    return people.organisation_of(scene.tx, scene.person.id) != ""


def has_telegram(scene: Scene) -> bool:
    """Whether they talk to us on Telegram, and not on a web page."""
    return scene.person.telegram_id is None or not is_web(scene.person.telegram_id)


def who_leads(scene: Scene) -> str:
    """Who answers here for how people are looked after, by name; '' when nobody does yet."""
    known = [one.name for one in people.with_role(scene.tx, "safeguarding-lead") if one.joined_at and one.name]
    return scene.voice.words.comma.join(known)


def call_them(scene: Scene, *, name: str | None) -> None:
    """They are called so from now on, and not only once all is told: the team may have to reach them before that.
    Whoever has joined is called as they said since."""
    person = scene.person
    if person.joined_at is None and name:
        people.call(scene.tx, person.id, name=name, pronouns="", language=person.language)
        scene.person = replace(person, name=name)


def tell_staff(scene: Scene, *, kind: str) -> None:
    """Put a notice of this kind up about this person."""
    notices.note(scene.tx, scene.now, kind, scene.person.id)
