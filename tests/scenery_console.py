"""What a chat can take as given around the staff console."""

from __future__ import annotations

import re

from bot.actions.signing_in import URL
from bot.chat.playing import Play
from bot.chat.scene import Scene
from bot.conversations import STORIES
from storage import calendar_feeds, facts, people, sign_ins
from storage.database import Transaction
from tests.casting import WHO, find
from tests.casting import Scene as Given
from tests.playing import Player


async def _is_up(player: Player, _: re.Match[str]) -> None:
    now = player.clock.now()
    await player.database.write(lambda tx: facts.note(tx, now, URL, "https://voices.example"))


async def _signed_in(player: Player, line: re.Match[str]) -> None:
    await player.database.write(lambda tx: _sign_in(tx, player, line["who"]))


def _sign_in(tx: Transaction, player: Player, name: str) -> None:
    """As the console does it."""
    now, person, texts = player.clock.now(), find(tx, name), player.running.parts.texts
    begun, _ = sign_ins.begin(tx, now, person.id, people.roles_of(tx, person.id), "Firefox on Windows")
    scene = Scene(tx, now, person, texts.voice(person.language), texts)
    Play(scene, STORIES).begin("signed_in", about=begun.id)


async def _has_calendar(player: Player, line: re.Match[str]) -> None:
    """As the console does it."""
    now = player.clock.now()
    await player.database.write(lambda tx: calendar_feeds.make(tx, now, find(tx, line["who"]).id))


async def _no_calendar(player: Player, line: re.Match[str]) -> None:
    made = await player.database.read(lambda tx: calendar_feeds.made_on(tx, find(tx, line["who"]).id))
    assert made is None, f"the address of {made} still works"


GIVEN: dict[str, Given] = {
    "the console is up": _is_up,
    rf"somebody signed in as {WHO}": _signed_in,
    rf"a calendar gets the sessions as {WHO}": _has_calendar,
}
THEN: dict[str, Given] = {rf"no calendar gets the sessions as {WHO} any more": _no_calendar}
