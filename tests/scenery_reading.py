"""What a chat can take as given around the reading of answers."""

from __future__ import annotations

import re

from storage import people, readable, readings
from storage.database import Transaction
from storage.readable import Wanted
from tests.casting import WHO, find
from tests.casting import Scene as Given
from tests.playing import Player

_STAFF = r"(?P<role>coordinator|safeguarding-lead|learning-partner)"


async def _read(player: Player, line: re.Match[str]) -> None:
    await player.database.write(lambda tx: _note(tx, player, line))


def _note(tx: Transaction, player: Player, line: re.Match[str]) -> None:
    """As the console does it."""
    now, person = player.clock.now(), find(tx, line["who"])
    found = readable.find(tx, ("coordinator",), Wanted(people=(person.id,)), 50)
    assert found, f"{line['who']} has said nothing that may be read"
    ids, reason = [one.id for one in found], line["reason"] or ""
    readings.note(tx, now, ids, by=person.id, read_as=line["role"], reason=reason)


async def _looked(player: Player, line: re.Match[str]) -> None:
    def unit(tx: Transaction) -> None:
        by, person = find(tx, line["by"]), find(tx, line["who"])
        roles = people.roles_of(tx, by.id)
        readings.note_look(tx, player.clock.now(), "person_looked_at", person.id, by=by.id, roles=roles)

    await player.database.write(unit)


async def _over(player: Player, line: re.Match[str]) -> None:
    await player.database.write(lambda tx: people.take_role(tx, find(tx, line["by"]).id, "coordinator"))


GIVEN: dict[str, Given] = {
    r"(?P<by>cora) is no coordinator any more": _over,
    rf"a {_STAFF} has read what {WHO} said(, because “(?P<reason>.+)”)?": _read,
    rf"(?P<by>cora) has looked at the page of {WHO}": _looked,
}
