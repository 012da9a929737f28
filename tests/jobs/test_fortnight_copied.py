"""What is not copied of somebody decides nothing: their fortnight is the same on a copy of everything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot import fortnight
from bot.actions import hearing_back, pairing, planning, quoting
from bot.conversations import STORIES
from bot.fortnight import Book
from bot.rules.kinds import KINDS
from storage import apart, conversations, data_map, pairings, profiles, reveals, sessions
from storage.apart import Rows
from storage.apart_rows import OVER_AND_OVER, rows_of
from storage.database import Transaction
from storage.values import instant
from tests.cast import ANA, BEN, MONDAY
from tests.console import answered
from tests.jobs.people import settle
from tests.playing import Player
from tests.said import all_texts

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BOOK = Book(all_texts(), STORIES)
THANKS = {"words": "You taught me much.", "send": True}


def _everything(tx: Transaction) -> Rows:
    """The plain and slow way: each row that there is."""
    return apart._unwritten(
        {table: rows_of(tx, table, "1 = 1") for table in data_map.BY_TABLE if table != "migrations"}
    )


def _talk(tx: Transaction, at: datetime, who: str, kind: str, about: str | None, said: dict[str, Any]) -> list[str]:
    """A conversation that is over, the id of it and of each answer in it."""
    talk = conversations.begin(tx, at, who, kind, about=about)
    ids = []
    for question, value in said.items():
        given = answered.Given(question, value, str(value), "?", "en", instant(at), "leader", None, None, None)
        ids.append(answered.answers.give(tx, at, who, talk.id, given))
    talk.ended_at = instant(at)
    conversations.save(tx, talk)
    return [talk.id, *ids]


def _years(tx: Transaction) -> tuple[str, str, list[str]]:
    """Ana and Ben have met for a year, and each time said the same; the ids of both, and what notes may be about."""
    ana, ben = settle(tx, MONDAY, ANA, "partner", nudge_limit=7), settle(tx, MONDAY, BEN, "leader", nudge_limit=7)
    made = pairing.propose(tx, MONDAY, partner_id=ana, leader_id=ben, from_on=MONDAY.date())
    for side in ("partner", "leader"):
        pairings.say(tx, MONDAY, made.id, side, "yes")
    met = []
    for weeks in range(-48, 1, 12):
        at = MONDAY + weeks * 7 * DAY + 2 * DAY
        one = sessions.plan(tx, MONDAY, pairing_id=made.id, starts_at=at, timezone="Europe/London")
        if at < MONDAY:
            sessions.becomes(tx, one.id, "held")
        met.append(one.id)
        said = min(at, MONDAY) - HOUR
        for who in (ana, ben):
            for kind in OVER_AND_OVER:
                words = {"easier": "A room with a window.", "stayed": "She changed the rota.", "met": "yes"}
                _talk(tx, said, who, kind, one.id if kind != "reflect" else "", words)
    thanks, *_ = _talk(tx, MONDAY - 300 * DAY, ben, "thanks", met[1], THANKS)
    again, first, *_ = _talk(tx, MONDAY - 250 * DAY, ana, "say_more", met[2], {"stayed": "The rota. It changed."})
    for who, other in ((ana, ben), (ben, ana)):
        shown, *_ = _talk(tx, MONDAY - 200 * DAY, who, "reveal", met[0], {"mattered": f"What {other} said."})
        reveals.answer(tx, MONDAY, session_id=met[0], person_id=who, conversation_id=shown, agreed=True)
    reveals.show(tx, MONDAY, met[0])
    hearing_back.settle(tx, MONDAY - DAY, [first], "led_to", "The desk is staffed.", by=ben)
    tx.run("UPDATE nudges SET state = 'lapsed', why = 'no_room' WHERE kind = 'became'")  # planned below, as all others
    _, second, *_ = _talk(tx, MONDAY - 150 * DAY, ana, "say_more", met[2], {"stayed": "The letters were long."})
    wanted = quoting.Wanted(second, ana, "The letters were long.", "the report", "a partner", False)
    quotation = quoting.ask_for(tx, MONDAY, wanted, by=ben)
    return ana, ben, ["", made.id, met[-1], met[1], met[0], thanks, again, quotation]


def _lived(rows: Rows, who: str, note: Any) -> Sequence[Any]:
    """The first hours with this note alone."""
    return fortnight.foresee({**rows, "nudges": [note]}, who, MONDAY + HOUR, BOOK, days=1)


async def test_a_note_of_each_kind_about_whatever_is_the_same_as_on_a_copy_of_everything(player: Player) -> None:
    def compare(tx: Transaction) -> tuple[set[str], str]:
        ana, ben, abouts = _years(tx)
        kinds, told = set(), ""
        for who in (ana, ben):
            for kind in KINDS:
                for about in abouts:
                    planning.note(tx, MONDAY, who, kind, about)
            few, whole = apart.gather(tx, MONDAY + HOUR, who), _everything(tx)
            assert len(few["answers"]) < len(whole["answers"]) / 2
            notes = [one for one in few["nudges"] if one["person_id"] == who and one["state"] == "planned"]
            for note in notes:
                found = _lived(few, who, note)
                assert found == _lived(whole, who, note), (note["kind"], note["about"])
                kinds |= {one.kind for one in found if one.what == "goes"}
                told += "".join(one.text for one in found if one.what == "goes")
        return kinds, told

    kinds, told = await player.database.write(compare)
    assert {"thanks", "became", "revealed", "quotation", "session_after", "reminder_hour"} <= kinds
    assert apart.WRITTEN in told


async def test_the_whole_fortnight_is_the_same_as_on_a_copy_of_everything(player: Player) -> None:
    def compare(tx: Transaction) -> int:
        ana, ben, abouts = _years(tx)
        profiles.keep(tx, ana, {"nudge_limit": 3})
        for days, (kind, about) in enumerate((("thanks", abouts[5]), ("became", ""), ("revealed", abouts[4]))):
            planning.note(tx, MONDAY, ana, kind, about, after=days * DAY)
        lived = 0
        for who in (ana, ben):
            few, whole = (
                fortnight.foresee(rows, who, MONDAY + HOUR, BOOK)
                for rows in (apart.gather(tx, MONDAY + HOUR, who), _everything(tx))
            )
            assert few == whole
            lived += len(few)
        return lived

    assert await player.database.write(compare) > 5
