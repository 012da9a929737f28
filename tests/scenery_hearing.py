"""The lines that set the scene of hearing back and of quotations: what staff note, ask for, and put into a report."""

from __future__ import annotations

import re

from bot.actions import hearing_back, quoting
from bot.actions.quoting import Wanted
from storage import answers, conversations, fates, quotation_uses, quotations
from storage.answers import Given
from storage.database import Transaction
from storage.values import instant
from tests.casting import WHO, Scene, find
from tests.playing import Player

_BY = r"(?P<by>cora)"
REPORT = "the report of spring 2026, for the trustees"


async def _said(player: Player, line: re.Match[str]) -> None:
    """In a reflection, for the team to read."""
    await player.database.write(lambda tx: _say(tx, player, line))


def _say(tx: Transaction, player: Player, line: re.Match[str]) -> None:
    now, who = player.clock.now(), find(tx, line["who"])
    talk = conversations.begin(tx, now, who.id, "reflect")
    given = Given("thought", line["words"], line["words"], "What?", "en", instant(now), "staff", None, None, None)
    answers.give(tx, now, who.id, talk.id, given)
    conversations.abandon(tx, now, who.id, "reflect")


def _answer(tx: Transaction, who: str, begins: str) -> str:
    row = tx.one(
        "SELECT id FROM answers WHERE person_id = :id AND answer LIKE :begins AND replaced_at IS NULL",
        id=find(tx, who).id,
        begins=f"{begins}%",
    )
    assert row is not None, f"{who} has not said {begins!r}"
    return str(row["id"])


async def _notes(player: Player, line: re.Match[str]) -> None:
    now = player.clock.now()

    def note(tx: Transaction) -> None:
        chosen = [_answer(tx, line["who"], one) for one in line["words"].split("” and “")]
        hearing_back.settle(tx, now, chosen, line["fate"], line["note"] or "", by=find(tx, line["by"]).id)

    await player.database.write(note)


async def _takes_back(player: Player, line: re.Match[str]) -> None:
    now = player.clock.now()

    def take_back(tx: Transaction) -> None:
        (first,) = fates.untold(tx, 1)
        assert hearing_back.take_back(tx, now, first, by=find(tx, line["by"]).id)

    await player.database.write(take_back)


async def _asks_for(player: Player, line: re.Match[str]) -> None:
    now = player.clock.now()

    def ask(tx: Transaction) -> None:
        who = find(tx, line["who"])
        answer_id = _answer(tx, line["who"], line["words"])
        named = line["name"] == who.name
        wanted = Wanted(answer_id, who.id, line["words"], line["place"], line["name"], named)
        assert not quoting.why_not(tx, who.id, named=named)
        quoting.ask_for(tx, now, wanted, by=find(tx, line["by"]).id)

    await player.database.write(ask)


async def _calls_off(player: Player, line: re.Match[str]) -> None:
    now = player.clock.now()

    def call_off(tx: Transaction) -> None:
        (one, *_) = quotations.of_person(tx, find(tx, line["who"]).id)
        assert quoting.call_off(tx, now, one, by=find(tx, line["by"]).id)

    await player.database.write(call_off)


async def _uses(player: Player, line: re.Match[str]) -> None:
    now = player.clock.now()

    def use(tx: Transaction) -> None:
        (one,) = quotations.granted(tx)
        assert one.as_it_stands == line["words"]
        assert quotation_uses.use(tx, now, one.id, REPORT, by=find(tx, line["by"]).id)

    await player.database.write(use)


async def _may_be_used(player: Player, line: re.Match[str]) -> None:
    found = await player.database.read(quotations.granted)
    wanted = [(line["words"], line["name"])] if line["words"] else []
    assert [(one.as_it_stands, one.attribution) for one in found] == wanted


async def _is_marked(player: Player, _: re.Match[str]) -> None:
    (use,) = await player.database.read(lambda tx: quotation_uses.uses_of(tx, REPORT))
    assert use.quotation is None and use.marked_at is not None


GIVEN: dict[str, Scene] = {
    rf"{WHO} has said “(?P<words>.+)”": _said,
    rf"{_BY} notes that “(?P<words>.+)” of {WHO} (is |has )?(?P<fate>kept|read|used|led_to|cannot_change)"
    r"(: “(?P<note>.+)”)?": _notes,
    rf"{_BY} takes back what she noted": _takes_back,
    rf"{_BY} asks for “(?P<words>.+)” of {WHO}, as “(?P<name>.+)”, in (?P<place>.+)": _asks_for,
    rf"{_BY} calls off what she asked {WHO} for": _calls_off,
    rf"{_BY} puts “(?P<words>.+)” into the report": _uses,
}
THEN: dict[str, Scene] = {
    r"“(?P<words>.+)” may be used, as “(?P<name>.+)”": _may_be_used,
    r"(?P<words>)nothing may be used": _may_be_used,
    r"the report is marked": _is_marked,
}
