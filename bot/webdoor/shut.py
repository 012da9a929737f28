"""A link that works no longer: what it led to stays closed, and it still leads to the help numbers and to a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.actions import concern, crisis
from bot.chat.playing import Play
from bot.chat.scene import Scene
from bot.chat.texts import Texts, Voice
from bot.conversations import STORIES
from bot.guessing import hidden
from storage import links, people
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Shut:
    """In whose language the page is closed, and the help numbers of where they live."""

    voice: Voice
    card: str


def shut(tx: Transaction, now: datetime, texts: Texts, token: str) -> Shut | None:
    """Whose link this was, as far as a closed page may tell; None when it was nobody's."""
    scene = _scene(tx, now, texts, token)
    return None if scene is None else _told(scene)


def ask_for_person(tx: Transaction, now: datetime, texts: Texts, token: str, who: str) -> Shut | None:
    """The same, and the team hears that somebody who has it would like a person: it may be anybody. `who` is from
    where they come, who may not ask many times within an hour."""
    scene, counted = _scene(tx, now, texts, token), hidden(tx, now, who)
    if scene is None or not links.may_try(tx, now, counted):
        return None if scene is None else _told(scene)
    links.note_wrong(tx, now, counted)
    Play(scene, STORIES)
    concern.raise_where_locked(scene, where="locked_page")
    return _told(scene)


def _scene(tx: Transaction, now: datetime, texts: Texts, token: str) -> Scene | None:
    person = people.by_id(tx, links.whose_ended(tx, now, token) or "")
    return None if person is None else Scene(tx, now, person, texts.voice(person.language), texts)


def _told(scene: Scene) -> Shut:
    """Without the day on which somebody checked the numbers, and who it was."""
    return Shut(scene.voice, crisis.lines_in_words(scene.tx, scene.voice, crisis.nation_of(scene)))
