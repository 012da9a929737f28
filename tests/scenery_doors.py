"""The lines that set the scene of the doors: emails, locks, and by which door somebody comes."""

from __future__ import annotations

import re

from storage import email_addresses, facts
from tests.casting import WHO, Scene, found
from tests.playing import Player


async def _email_works(player: Player, line: re.Match[str]) -> None:
    now = player.clock.now()
    await player.database.write(lambda tx: facts.note(tx, now, email_addresses.SENDER, "voices@example.org"))


async def _emailed_code(player: Player, line: re.Match[str]) -> None:
    """The newest email with figures in it has a name from here on."""
    sql = "SELECT body FROM emails WHERE kind = 'code' ORDER BY id DESC LIMIT 1"
    row = await player.database.read(lambda tx: tx.one(sql))
    assert row is not None
    player.codes[line["name"]] = re.findall(r"\d{6}", row["body"])[0]


async def _comes_by(player: Player, line: re.Match[str]) -> None:
    sql = "SELECT people.name, telegram_id >= 9007199254740992 AS by_page FROM people WHERE name = :name"
    row = await player.database.read(lambda tx: tx.one(sql, name=line["who"].capitalize()))
    assert row is not None
    assert bool(row["by_page"]) == (line["door"] == "a page")


async def _hears_by_email(player: Player, line: re.Match[str]) -> None:
    person = await found(player, line["who"])
    address = await player.database.read(lambda tx: email_addresses.working(tx, person.id))
    assert (address or "nobody") == line["address"]


GIVEN: dict[str, Scene] = {
    r"emails can be sent": _email_works,
    r"the code in the email is called (?P<name>[\w-]+)": _emailed_code,
}
THEN: dict[str, Scene] = {
    rf"{WHO} comes by (?P<door>a page|Telegram)": _comes_by,
    rf"{WHO} hears by email at (?P<address>\S+)": _hears_by_email,
}
