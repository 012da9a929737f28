"""On what day its person was first told what became of an answer is kept with it, and figures count by it."""

from __future__ import annotations

import random
import re
from collections import Counter
from datetime import date, datetime, timedelta

from storage import erasing, fates, figures_programme, own_words, people
from storage.database import Database, Transaction
from storage.figures_programme import Heard
from storage.migrate import FOLDER
from storage.values import instant
from storage.within import Together, Within
from tests.console.answered import agree, say
from tests.databases import NOW
from tests.storage.test_consents import meet

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
_KEPT = """
SELECT id, told_on, (SELECT SUBSTR(MIN(told_at), 1, 10) FROM fates WHERE answer_id = answers.id) AS it_is
FROM answers ORDER BY id"""


def kept(tx: Transaction) -> list[str | None]:
    """What is kept with each answer, which is what a look at its fates tells."""
    rows = tx.all(_KEPT)
    assert [row["told_on"] for row in rows] == [row["it_is"] for row in rows]
    return [row["told_on"] for row in rows]


async def test_the_day_stays_with_the_answer_whatever_becomes_of_its_fates(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        ana = meet(tx)
        first, other = sorted((say(tx, NOW, ana), say(tx, NOW + HOUR, ana, kind="reflect")))
        read = fates.note(tx, NOW, first, "read", set_by=None)
        assert kept(tx) == [None, None]
        fates.told(tx, NOW + 3 * DAY, read)
        assert kept(tx) == ["2026-03-05", None]
        fates.note(tx, NOW + 2 * DAY, first, "used", set_by=None, stands=True)
        assert kept(tx) == ["2026-03-04", None]
        fates.note(tx, NOW + 9 * DAY, first, "led_to", "They wait less.", set_by=None)
        fates.told_of(tx, NOW + 20 * DAY, first)
        assert kept(tx) == ["2026-03-04", None]
        own_words.stand_in(tx, first, other)
        assert kept(tx) == [None, "2026-03-04"]
        tx.run("UPDATE fates SET told_at = NULL WHERE fate = 'used'")
        assert kept(tx) == [None, "2026-03-05"]
        tx.run("DELETE FROM fates WHERE id = :id", id=read)
        assert kept(tx) == [None, "2026-03-22"]
        tx.run("DELETE FROM fates")
        assert kept(tx) == [None, None]

    await database.write(unit)


async def test_what_is_taken_back_before_anybody_heard_leaves_the_day_as_it_was(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        said = say(tx, NOW, meet(tx))
        fates.told(tx, NOW + DAY, fates.note(tx, NOW, said, "read", set_by=None))
        fate = fates.by_id(tx, fates.note(tx, NOW + 2 * DAY, said, "used", set_by=None))
        assert fate is not None
        assert fates.take_back(tx, fate)
        assert kept(tx) == ["2026-03-03"]

    await database.write(unit)


async def test_whoever_goes_takes_their_answers_and_their_days_along(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        ana, eve = meet(tx), people.meet(tx, NOW, telegram_id=502, timezone="Europe/London").id
        for who in (ana, eve):
            fates.told(tx, NOW + DAY, fates.note(tx, NOW, say(tx, NOW, who), "read", set_by=None))
            people.joined(tx, NOW, who)
        erasing.erase(tx, NOW + 2 * DAY, ana)
        assert kept(tx) == ["2026-03-03"]

    await database.write(unit)


async def test_what_was_told_before_the_day_was_kept_is_filled_in(database: Database) -> None:
    """By the migration itself, in either of its halves."""

    def unit(tx: Transaction) -> None:
        ana = meet(tx)
        told, untold, _ = (say(tx, NOW + place * HOUR, ana) for place in range(3))
        for days in (4, 2, 7):
            fates.told(tx, NOW + days * DAY, fates.note(tx, NOW, told, "read", set_by=None))
        fates.note(tx, NOW, untold, "read", set_by=None)
        before = kept(tx)
        assert sorted(map(str, before)) == ["2026-03-04", "None", "None"]
        for dialect in ("sqlite", "postgres"):
            tx.run("UPDATE answers SET told_on = NULL")
            script = (FOLDER / f"0023_told_on.{dialect}.sql").read_text(encoding="utf-8")
            fill = re.search(r"^UPDATE answers SET told_on = .*?;", script, re.MULTILINE | re.DOTALL)
            assert fill is not None
            tx.run(fill[0].removesuffix(";"))
            assert kept(tx) == before

    await database.write(unit)


async def test_days_until_somebody_heard_are_those_that_a_count_of_every_row_finds(database: Database) -> None:
    """Of a programme that chance made: of a short time, a long one, several together, and a role."""

    def unit(tx: Transaction) -> None:
        chance = random.Random(23)
        _said_by_many(tx, chance)
        months = [(NOW - 60 * DAY, NOW - 30 * DAY), (NOW - 30 * DAY, NOW)]
        together = Together(tuple(months))
        for role in ("", "leader", "partner"):
            found = [figures_programme.heard_back(tx, Within(*time, role)) for time in months]
            assert all(one.days and one.without for one in found) and (role or all(one.untold for one in found)), role
            assert found == [_one_by_one(tx, *time, role) for time in months]
            assert found == [
                figures_programme.heard_back(tx, Within(*time, role, together=together)) for time in months
            ]
            year = (NOW - 365 * DAY, NOW)
            assert figures_programme.heard_back(tx, Within(*year, role)) == _one_by_one(tx, *year, role)

    await database.write(unit)


def _said_by_many(tx: Transaction, chance: random.Random) -> None:
    """Partners, leaders, the team and test people say things, some more than once; some of it has come to something,
    and of some of that they have heard."""
    roles = ("partner", "leader", "coordinator", "")
    for number in range(24):
        met = people.meet(tx, NOW, telegram_id=600 + number, timezone="Europe/London", is_test=number % 7 == 6)
        if role := roles[number % len(roles)]:
            people.give_role(tx, NOW, met.id, role)
        agree(tx, NOW, met.id, "take_part_health", "take_part")
        for _ in range(30):
            at = NOW - chance.randrange(1, 90) * DAY - chance.randrange(24) * HOUR
            said = say(
                tx, at, met.id, chance.choice(("They listened.", "yes")), kind=chance.choice(("reflect", "menu"))
            )
            for _ in range(chance.choice((0, 0, 1, 3))):
                fate = fates.note(tx, at + DAY, said, "read", set_by=None)
                if chance.random() < 0.4:
                    fates.told(tx, at + chance.randrange(1, 40) * DAY, fate)


def _one_by_one(tx: Transaction, since: datetime, until: datetime, role: str) -> Heard:
    roles: dict[str, set[str]] = {}
    for row in tx.all("SELECT person_id, role FROM roles JOIN people ON people.id = person_id WHERE is_test = FALSE"):
        roles.setdefault(row["person_id"], set()).add(row["role"])
    counted = {who for who, has in roles.items() if has & {"partner", "leader"} and (not role or role in has)}
    told: dict[str, list[str | None]] = {}
    for row in tx.all("SELECT answer_id, told_at FROM fates"):
        told.setdefault(row["answer_id"], []).append(row["told_at"])
    days: Counter[int] = Counter()
    said, untold, without = set[str](), 0, 0
    for row in tx.all("SELECT id, person_id, answered_at FROM answers WHERE of_substance = TRUE"):
        if row["person_id"] not in counted or not instant(since) <= row["answered_at"] < instant(until):
            continue
        said.add(row["person_id"])
        heard = [at for at in told.get(row["id"], ()) if at is not None]
        if heard:
            first, then = (date.fromisoformat(at[:10]) for at in (row["answered_at"], min(heard)))
            days[(then - first).days] += 1
        elif row["id"] in told:
            untold += 1
        else:
            without += 1
    return Heard(dict(sorted(days.items())), untold, without, len(said))
