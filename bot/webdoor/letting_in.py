"""How somebody whom staff know comes in without Telegram: they name them, and their first questions wait on a page."""

from __future__ import annotations

from datetime import datetime

from bot.chat.playing import Play
from bot.chat.scene import Scene
from bot.chat.texts import Texts
from bot.conversations import ONBOARDING, STORIES
from storage import people
from storage.database import Transaction
from storage.people import Person


def let_in(
    tx: Transaction,
    now: datetime,
    texts: Texts,
    *,
    name: str,
    timezone: str,
    role: str = "leader",
    organisation_id: str | None = None,
    is_test: bool = False,
) -> Person:
    """Somebody new who answers on a page, with their onboarding begun. `web_link.give` makes the link to it."""
    person = people.meet_without_telegram(tx, now, timezone=timezone, organisation_id=organisation_id, is_test=is_test)
    people.give_role(tx, now, person.id, role)
    people.call(tx, person.id, name=name, pronouns="", language=person.language)
    named = people.by_id(tx, person.id)
    assert named is not None
    Play(Scene(tx, now, named, texts.voice(named.language), texts), STORIES).begin(ONBOARDING[role])
    return named
