"""What figures tell of talk is what a plain count of every row finds, whoever is left out and however it is asked."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from storage import consents, figures_talk, impact, people, readings
from storage.database import Database, Transaction
from storage.figures_talk import Asked, People, Said
from storage.impact import Read
from storage.values import instant
from storage.within import Together, Within
from tests.console.answered import agree
from tests.databases import NOW
from tests.figured import talk

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
KIND, OTHER, QUESTION = "after_session", "before_session", "heard"
WORDS = "They listened to me until I had said all of it, and then asked."  # more than an option has
MONTHS = ((NOW - 60 * DAY, NOW - 30 * DAY), (NOW - 30 * DAY, NOW), (NOW - 40 * DAY - 5 * HOUR, NOW - 20 * DAY))
YEAR = (NOW - 365 * DAY, NOW)


async def test_figures_of_talk_are_what_a_count_of_every_row_finds(database: Database) -> None:
    """Of a programme that chance made: of a short time, a long one, several together, and a role."""

    def unit(tx: Transaction) -> None:
        _talk_of_many(tx, random.Random(9))
        together = Together(MONTHS)
        for role in ("", "partner", "leader"):
            who = _who_counts(tx, role)
            for time in (*MONTHS, YEAR):
                expected = _one_by_one(tx, *time, who)
                assert _asked(tx, Within(*time, role)) == expected, (time, role)
                if time in MONTHS:
                    assert _asked(tx, Within(*time, role, together=together)) == expected, (time, role)

    await database.write(unit)


def _talk_of_many(tx: Transaction, chance: random.Random) -> None:
    """Partners, leaders, the team and test people talk: some choose, some write instead, some say nothing; some have
    not agreed that their answers are read, and some of what is written is opened."""
    roles = ("partner", "leader", "partner", "coordinator", "")
    reader = people.meet(tx, NOW, telegram_id=799, timezone="Europe/London").id
    people.give_role(tx, NOW, reader, "coordinator")
    for number in range(30):
        met = people.meet(tx, NOW, telegram_id=800 + number, timezone="Europe/London", is_test=number % 7 == 6)
        if role := roles[number % len(roles)]:
            people.give_role(tx, NOW, met.id, role)
        for purpose in ("take_part_health", *(["share_learning"] if number % 4 else [])):
            agree(tx, NOW, met.id, purpose)
        for _ in range(chance.randrange(12)):
            at = NOW - chance.randrange(1, 90) * DAY - chance.randrange(24) * HOUR
            said = chance.choice(("", None, "yes", "no", WORDS))
            answers = {} if said == "" else {QUESTION: said}
            given = talk(tx, at, met.id, chance.choice((KIND, OTHER)), "", (QUESTION,), answers)
            if given and chance.random() < 0.4:
                readings.note(tx, at, given, by=reader, read_as="coordinator")


def _who_counts(tx: Transaction, role: str) -> set[str]:
    rows = tx.all("SELECT id, role FROM people JOIN roles ON person_id = people.id WHERE is_test = :no", no=False)
    return {row["id"] for row in rows if row["role"] in ((role,) if role else ("partner", "leader"))}


def _asked(tx: Transaction, within: Within) -> list[Any]:
    return [
        figures_talk.by_day(tx, within, (KIND, OTHER)),
        figures_talk.begun(tx, within, KIND),
        *(figures_talk.said_to(tx, within, KIND, QUESTION, agreed=agreed) for agreed in (True, False)),
        impact.read(tx, within),
    ]


def _one_by_one(tx: Transaction, since: datetime, until: datetime, who: set[str]) -> list[Any]:
    """The same, row by row: each talk that began, with what was said in it."""
    said: dict[str, str] = {row["conversation_id"]: row["value"] for row in tx.all("SELECT * FROM answers")}
    begun = [
        (row["kind"], row["person_id"], row["begun_at"][:10], said.get(row["id"]))
        for row in tx.all("SELECT * FROM conversations ORDER BY begun_at")
        if row["person_id"] in who and instant(since) <= row["begun_at"] < instant(until)
    ]
    answered = [one for one in begun if one[3] not in (None, "null")]
    days = Counter(on for _, _, on, _ in begun), Counter(on for _, _, on, _ in answered)
    of_kind, said_it = ([one for one in part if one[0] == KIND] for part in (begun, answered))
    agreed = {one for one in who if consents.given(tx, one, "share_learning")}
    return [
        (People(_people(begun), _people(answered)), [Asked(on, days[0][on], days[1][on]) for on in sorted(days[0])]),
        (len(of_kind), _people(of_kind)),
        *(_said(of_kind, said_it, theirs) for theirs in (agreed, who)),
        _read(tx, since, until, who),
    ]


def _people(talks: list[Any]) -> int:
    return len({person_id for _, person_id, *_ in talks})


def _said(of_kind: list[Any], said_it: list[Any], agreed: set[str]) -> Said:
    theirs = [one for one in said_it if one[1] in agreed]
    options = Counter(value.strip('"') for *_, value in theirs if WORDS not in value)
    asked = [one for one in of_kind if one[1] in agreed]
    return Said(dict(options), _people(asked), _people(theirs), _people([one for one in said_it if one not in theirs]))


def _read(tx: Transaction, since: datetime, until: datetime, who: set[str]) -> Read:
    """What is in words of their own is what is longer than an option."""
    rows = [
        row
        for row in tx.all("SELECT id, person_id, answered_at, value FROM answers")
        if row["person_id"] in who and WORDS in row["value"] and instant(since) <= row["answered_at"] < instant(until)
    ]
    opened = {row["answer_id"] for row in tx.all("SELECT answer_id FROM readings")} & {row["id"] for row in rows}
    by_role = {"coordinator": len(opened)} if opened else {}
    return Read(len(rows), len({row["person_id"] for row in rows}), len(opened), by_role)
