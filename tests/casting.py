"""Bringing somebody of the cast into the programme, and finding them again."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from storage import consents, people
from storage.database import Transaction
from storage.people import Person
from tests.agreeing import agree
from tests.cast import CAST, Member
from tests.playing import Player

Scene = Callable[[Player, re.Match[str]], Awaitable[None]]

PEOPLE = "|".join(one.name for one in CAST.values() if one.chat_id > 0)
WHO = rf"(?P<who>{PEOPLE})"
TIMEZONE = "Europe/London"
TAKE_PART = {"partner": ("take_part_health",), "leader": ("take_part",)}


def bring_in(tx: Transaction, player: Player, who: Member, role: str) -> Person:
    """Somebody with this role, who has joined."""
    now = player.clock.now()
    person = people.in_chat(tx, who.chat_id) or people.meet(tx, now, telegram_id=who.chat_id, timezone=TIMEZONE)
    people.give_role(tx, now, person.id, role)
    people.call(tx, person.id, name=who.first_name, pronouns="", language="en")
    people.joined(tx, now, person.id)
    for purpose in (*TAKE_PART.get(role, ()), "keep_voice"):
        if not consents.given(tx, person.id, purpose):
            let_agree(tx, player, person, purpose)
    return person


def let_agree(tx: Transaction, player: Player, person: Person, purpose: str) -> None:
    """They say yes to this purpose."""
    agree(tx, player.clock.now(), person.id, purpose)


def taking_part(tx: Transaction, player: Player, name: str, role: str) -> Person:
    """Somebody of the cast with this role who has joined and agreed; as they are when they are known already."""
    person = people.in_chat(tx, CAST[name].chat_id) or bring_in(tx, player, CAST[name], role)
    purpose = "take_part_health" if role == "partner" else "take_part"
    if not consents.given(tx, person.id, purpose):
        let_agree(tx, player, person, purpose)
    return person


def find(tx: Transaction, name: str) -> Person:
    """Somebody of the cast whom the bot knows."""
    person = people.in_chat(tx, CAST[name].chat_id)
    assert person is not None, f"{name} is nobody we know"
    return person


async def found(player: Player, name: str) -> Person:
    """The same, in a transaction of its own."""
    return await player.database.read(lambda tx: find(tx, name))
