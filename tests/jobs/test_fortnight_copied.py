"""What is not copied of somebody decides nothing: their fortnight is the same on a copy of everything."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import orjson

from bot import fortnight
from bot.actions import hearing_back, pairing, planning, quoting
from bot.chat.playing import Play
from bot.chat.scene import Scene, Unasked
from bot.conversations import STORIES
from bot.foreseen import Foreseen, message
from bot.fortnight import Book
from bot.rules.kinds import KINDS
from storage import answers, apart, conversations, data_map, pairings, people, profiles, sessions
from storage.answers import Given
from storage.apart import Rows
from storage.apart_rows import OVER_AND_OVER, rows_of
from storage.database import Transaction
from storage.values import instant
from tests.agreeing import agree
from tests.cast import ANA, BEN, MONDAY
from tests.jobs.people import settle
from tests.playing import Player
from tests.said import all_texts

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = MONDAY + HOUR
BOOK = Book(all_texts(), STORIES)
EACH_TIME = {"easier": "A room with a window.", "stayed": "She changed the rota.", "met": "yes"}


def _everything(tx: Transaction) -> Rows:
    """The plain and slow way: each row that there is."""
    return apart._unwritten(
        {table: rows_of(tx, table, "1 = 1") for table in data_map.BY_TABLE if table != "migrations"}
    )


def _talk(
    tx: Transaction, at: datetime, who: str, kind: str, about: str, said: dict[str, Any], **how: str
) -> tuple[str, str]:
    """A conversation that is over; the id of it and of the last answer in it."""
    talk, answer = conversations.begin(tx, at, who, kind, about=about), ""
    for question, value in said.items():
        given = Given(question, value, str(value), "?", "en", instant(at), "leader", None, None, None, **how)
        answer = answers.give(tx, at, who, talk.id, given)
    talk.ended_at = instant(at)
    conversations.save(tx, talk)
    return talk.id, answer


def _year(tx: Transaction) -> tuple[str, str, list[str]]:
    """Ana and Ben have met for a year, and said something each time; the ids of both, and what notes may be about."""
    ana, ben = settle(tx, MONDAY, ANA, "partner"), settle(tx, MONDAY, BEN, "leader")
    made = pairing.propose(tx, MONDAY, partner_id=ana, leader_id=ben, from_on=MONDAY.date())
    for side in ("partner", "leader"):
        pairings.say(tx, MONDAY, made.id, side, "yes")
    met = [_met(tx, MONDAY + weeks * 7 * DAY + 2 * DAY, made.id, (ana, ben)) for weeks in range(-48, 1, 12)]
    long_ago = MONDAY - 300 * DAY
    thanks, _ = _talk(tx, long_ago, ben, "thanks", met[1], {"words": "You taught me much.", "send": True})
    written, _ = _talk(tx, long_ago, ana, "say_more", met[1], {"stayed": "The rota."}, said_by=ben, channel="phone")
    _, answer = _talk(tx, long_ago, ana, "say_more", met[1], {"stayed": "The rota. It changed."})
    hearing_back.settle(tx, MONDAY - DAY, [answer], "led_to", "The desk is staffed.", by=ben)
    return ana, ben, ["", made.id, met[-1], met[-2], met[1], thanks, written, *_quotations(tx, ana, ben, met[1])]


def _met(tx: Transaction, at: datetime, pairing_id: str, both: tuple[str, str]) -> str:
    one = sessions.plan(tx, MONDAY, pairing_id=pairing_id, starts_at=at, timezone="Europe/London")
    if at < MONDAY:
        sessions.becomes(tx, one.id, "held")
    for who in both:
        for kind in OVER_AND_OVER:
            _talk(tx, min(at, MONDAY) - HOUR, who, kind, "" if kind == "reflect" else one.id, EACH_TIME)
    return one.id


def _quotations(tx: Transaction, ana: str, ben: str, session: str) -> list[str]:
    """One of an answer that stands, and one of an answer that she has taken back since."""
    found = []
    agree(tx, MONDAY, ana, "quote_anonymous")
    for words in ("The letters were long.", "The wait was long."):
        talk, answer = _talk(tx, MONDAY - 300 * DAY, ana, "say_more", session, {"stayed": words})
        wanted = quoting.Wanted(answer, ana, words, f"the report: {words}", "a partner", named=False)
        found.append(quoting.ask_for(tx, MONDAY, wanted, by=ben))
    answers.take_back(tx, MONDAY, talk, "stayed")
    given = Given("stayed", None, "", "?", "en", instant(MONDAY), "staff", None, None, None)
    answers.give(tx, MONDAY, ana, talk, given)
    return found


def _said(tx: Transaction, who: str, kind: str, about: str) -> list[Foreseen]:
    """What a note of this kind about this says if it goes now; nothing of it has happened."""
    tx.run("SAVEPOINT this_note")
    person = people.by_id(tx, who)
    assert person is not None
    scene = Scene(
        tx, NOW, person, BOOK.texts.voice("en"), BOOK.texts, unasked=Unasked(f"nudge_{kind}", NOW + DAY, False)
    )
    Play(scene, STORIES).begin(KINDS[kind].story, about=about or None)
    tx.run("ROLLBACK TO SAVEPOINT this_note")
    return [message(NOW, kind, orjson.loads(one.payload)) for one in scene.posted]


async def test_a_note_of_each_kind_about_whatever_says_the_same_on_a_copy_of_everything(player: Player) -> None:
    def compare(tx: Transaction) -> dict[str, str]:
        ana, ben, abouts = _year(tx)
        told: dict[str, str] = {}
        each = [(who, kind, about) for who in (ana, ben) for kind in KINDS for about in abouts]
        for who, kind, about in each:
            planning.note(tx, MONDAY, who, kind, about)
        everything = _everything(tx)
        for who in (ana, ben):
            copied = apart.gather(tx, NOW, who)
            assert len(copied["answers"]) < len(everything["answers"]) / 2
            with apart.tried(copied) as few, apart.tried(everything) as all_:
                for _, kind, about in (one for one in each if one[0] == who):
                    found = _said(few, who, kind, about)
                    assert found == _said(all_, who, kind, about), (kind, about)
                    told[kind] = told.get(kind, "") + "".join(one.text for one in found)
        return told

    told = await player.database.write(compare)
    looked_back = {kind for kind, said in told.items() if apart.WRITTEN in said}
    assert looked_back >= {"thanks", "became", "quotation", "written_down", "reminder_day"}


async def test_the_whole_fortnight_is_the_same_on_a_copy_of_everything(player: Player) -> None:
    def compare(tx: Transaction) -> int:
        ana, ben, abouts = _year(tx)
        profiles.keep(tx, ana, {"nudge_limit": 3})
        planning.note(tx, MONDAY, ana, "thanks", abouts[5])
        planning.plan_anew(tx, MONDAY, ben)
        lived = 0
        for who in (ana, ben):
            copied, everything = apart.gather(tx, NOW, who), _everything(tx)
            found = fortnight.foresee(copied, who, NOW, BOOK)
            assert found == fortnight.foresee(everything, who, NOW, BOOK)
            lived += len(found)
        return lived

    assert await player.database.write(compare) > 5
