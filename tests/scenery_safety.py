"""The lines that set the scene of concerns: who stands in for whom, who is on it, and what is forgotten again."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.actions import concern_notes
from bot.chat.playing import Play
from bot.chat.scene import Scene as ActingScene
from bot.jobs.retention import nightly
from storage import concern_lists, concerns, email_addresses, facts, profiles
from storage.database import Transaction
from tests.cast import CAST
from tests.casting import PEOPLE, WHO, Scene, bring_in, find, found
from tests.playing import Player

_WHOM = rf"(?P<whom>{PEOPLE})"


async def _stands_in(player: Player, line: re.Match[str]) -> None:
    def name(tx: Transaction) -> None:
        profiles.keep(tx, find(tx, line["whom"]).id, {"deputy_id": find(tx, line["who"]).id})

    await player.database.write(name)


async def _lives_in(player: Player, line: re.Match[str]) -> None:
    person = await found(player, line["who"])
    await player.database.write(lambda tx: profiles.keep(tx, person.id, {"nation": line["nation"]}))


async def _is_on(player: Player, line: re.Match[str]) -> None:
    def look(tx: Transaction) -> list[str]:
        return [
            one.owner_id or "" for one in concern_lists.still_open(tx) if one.person_id == find(tx, line["whom"]).id
        ]

    owners, person = await player.database.read(look), await found(player, line["who"])
    assert owners == [person.id], f"who is on it: {owners}"


async def _held(player: Player, line: re.Match[str]) -> None:
    person = await found(player, line["who"])
    held = await player.database.read(lambda tx: concerns.holds(tx, person.id))
    assert held == bool(line["not"]), f"we may {'not ' if held else ''}write to {line['who']}"


async def _offer_is_forgotten(player: Player, line: re.Match[str]) -> None:
    """The night after the next day: nothing says that they were ever asked."""
    person = await found(player, line["who"])
    player.clock.advance(timedelta(days=2))
    now = player.clock.now()
    await player.database.write(lambda tx: facts.note(tx, now, "last_retention", "2000-01-01T00:00:00.000000Z"))
    await nightly(player.running)
    sql = "SELECT kind FROM conversations WHERE person_id = :id"
    kinds = {row["kind"] for row in await player.database.read(lambda tx: tx.all(sql, id=person.id))}
    assert not kinds & {"offer_person", "offer_person_again", "person_is_near"}, kinds


async def _address(player: Player, line: re.Match[str]) -> None:
    """They have given it, and it is theirs."""
    person, now = await found(player, line["who"]), player.clock.now()

    def give(tx: Transaction) -> None:
        code = email_addresses.give(tx, now, person.id, line["address"])
        assert email_addresses.confirm(tx, now, person.id, code)

    await player.database.write(give)


async def _emailed(player: Player, line: re.Match[str]) -> None:
    sql = "SELECT address FROM emails WHERE kind = 'needs_you' ORDER BY id"
    told = [row["address"] for row in await player.database.read(lambda tx: tx.all(sql))]
    assert told == [one for one in line["addresses"].split(", ") if one != "nobody"], told


async def _somebody_answers(player: Player, line: re.Match[str]) -> None:
    """A lead with hours, and who stands in for them."""

    def name(tx: Transaction) -> None:
        lead = bring_in(tx, player, CAST[line["who"]], "safeguarding-lead")
        hours = {"contact_days": "mon,tue,wed,thu,fri", "contact_from": "09:00", "contact_until": "17:00"}
        profiles.keep(tx, lead.id, {**hours, "deputy_id": find(tx, line["whom"]).id})

    await player.database.write(name)


async def _writes_about_it(player: Player, line: re.Match[str]) -> None:
    """From the console, where the team writes."""
    who, now, parts = await found(player, line["who"]), player.clock.now(), player.running.parts

    def tell(tx: Transaction) -> None:
        scene = ActingScene(tx, now, who, parts.texts.voice(who.language), parts.texts)
        Play(scene, parts.stories)
        whose = find(tx, line["whom"]).id
        (one,) = [each for each in concern_lists.still_open(tx) if each.person_id == whose]
        assert concern_notes.tell(scene, concern_id=one.id, words=line["words"]) == ""

    await player.database.write(tell)


GIVEN: dict[str, Scene] = {
    rf"{WHO} writes to {_WHOM} about it: (?P<words>.+)": _writes_about_it,
    rf"{WHO} answers as safeguarding lead, and {_WHOM} stands in": _somebody_answers,
    rf"{WHO} has the address (?P<address>\S+)": _address,
    rf"{WHO} stands in for {_WHOM}": _stands_in,
    rf"{WHO} lives in (?P<nation>\w+)": _lives_in,
}
THEN: dict[str, Scene] = {
    r"by email is told: (?P<addresses>.+)": _emailed,
    rf"{WHO} is on the concern of {_WHOM}": _is_on,
    rf"we may (?P<not>not )?write to {WHO}": _held,
    rf"it is forgotten that {WHO} was asked": _offer_is_forgotten,
}
