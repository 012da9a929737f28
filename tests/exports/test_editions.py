"""The learning partner's files in the hands of somebody who has all of them, of every month and of any day, and takes
one from another: whatever happens, they tell of a month what its first file told, and of nobody who has gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from bot.chat.scene import Scene
from bot.exports import learning
from storage import answers, consents, conversations, people
from storage.answers import Given
from storage.sqlite_file import SqliteFile
from storage.sqlite_transaction import SqliteTransaction
from storage.values import instant
from tests import migrated
from tests.said import all_texts

BEGUN = datetime(2026, 1, 5, 9, tzinfo=UTC)
MONTHS = (datetime(2026, 2, 9, 9, tzinfo=UTC), datetime(2026, 3, 9, 9, tzinfo=UTC))  # in which they say something
ASKED_FOR = tuple(  # each month is told when it is over, before and after what happens in the month then
    datetime(2026, month, day, 9, tzinfo=UTC) for month in (3, 4) for day in (2, 20)
)
GOING = (datetime(2026, 3, 10, 9, tzinfo=UTC), datetime(2026, 4, 10, 9, tzinfo=UTC))
HEARD = ("yes", "in_part", "no")
Said = dict[int, str]  # by the month, what was chosen


@dataclass(frozen=True)
class Partner:
    """One of them: what they are known by, when they joined, what they said, and when they take their yes back."""

    language: str
    joined: datetime
    said: Said
    agreed: bool = True
    gone: datetime | None = None


@dataclass(frozen=True)
class Told:
    """What one file tells: its rows without their numbers, its counts and its cover."""

    rows: list[Sequence[Any]]
    counts: list[Sequence[Any]]
    cover: tuple[str, ...]


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Any]]:
    place: Path = tmp_path_factory.mktemp("editions") / "voices.db"
    migrated.place(place)
    file = SqliteFile(place, None)
    opened = file.open_writer(BEGUN)
    yield opened, file.driver
    opened.close()


def files(connection: tuple[Any, Any], programme: list[Partner]) -> list[Told]:
    """All that is handed out in that programme. Nothing of it is left in the database."""
    tx = SqliteTransaction(*connection)
    tx.begin()
    try:
        return list(_handed_out(tx, programme))
    finally:
        tx.roll_back()


def _handed_out(tx: SqliteTransaction, programme: list[Partner]) -> Iterator[Told]:
    ids = [_join(tx, one) for one in programme]
    days: list[tuple[datetime, Any, Any]] = [(at, _say, month) for month, at in enumerate(MONTHS)]
    days += [(at, _go, at) for at in GOING]
    days += [(at, None, None) for at in ASKED_FOR]
    for at, happens, what in sorted(days, key=lambda one: one[0]):
        if happens is None:
            yield _file(tx, at)
            continue
        for person_id, one in zip(ids, programme, strict=True):
            happens(tx, at, person_id, one, what)


def _join(tx: SqliteTransaction, one: Partner) -> str:
    person_id = people.meet_without_telegram(tx, one.joined, timezone="Europe/London").id
    people.give_role(tx, one.joined, person_id, "partner")
    people.call(tx, person_id, name="", pronouns="", language=one.language)
    people.joined(tx, one.joined, person_id)
    for purpose in ("take_part_health", *(("share_learning",) if one.agreed else ())):
        _decide(tx, one.joined, person_id, purpose, "given")
    return person_id


def _decide(tx: SqliteTransaction, at: datetime, person_id: str, purpose: str, decision: str) -> None:
    wording = {"wording_key": purpose, "wording": "?", "language": "en", "how": "button"}
    consents.note(tx, at, person_id, purpose=purpose, decision=decision, **wording)  # type: ignore[arg-type]


def _say(tx: SqliteTransaction, at: datetime, person_id: str, one: Partner, month: int) -> None:
    if (chosen := one.said.get(month)) and (one.gone is None or one.gone > at) and one.joined < at:
        talk = conversations.begin(tx, at, person_id, "after_session").id
        said = Given("heard", chosen, chosen, "?", "en", instant(at), "staff", None, None, None)
        answers.give(tx, at, person_id, talk, said)


def _go(tx: SqliteTransaction, at: datetime, person_id: str, one: Partner, when: datetime) -> None:
    if one.gone == when and one.agreed:
        _decide(tx, at, person_id, "share_learning", "withdrawn")


def _file(tx: SqliteTransaction, at: datetime) -> Told:
    texts = all_texts()
    scene = Scene(tx, at, None, texts.first, texts)  # type: ignore[arg-type]
    begun = learning.begin(scene, "")
    found: list[dict[str, Any]] = []
    while piece := learning.some(scene, found[-1]["id"] if found else ""):
        found += piece
    (partners, counts, _), cover = learning.sheets(begun, learning.one_edition(scene, begun, found))
    return Told(sorted((row[1:] for row in partners.rows), key=str), list(counts.rows), cover)


def programme(chance: Random) -> list[Partner]:
    """Up to fifty, of whom some join late, some say nothing in a month, some never agreed and some take it back."""
    return [
        Partner(
            chance.choice(("en", "en", "cy")),
            chance.choice((BEGUN, BEGUN, MONTHS[0] - timedelta(days=1), MONTHS[1] - timedelta(days=1))),
            {month: chance.choice(HEARD) for month in (0, 1) if chance.random() < 0.9},
            chance.random() < 0.9,
            chance.choice(GOING) if chance.random() < 0.03 else None,
        )
        for _ in range(chance.randrange(20, 50))
    ]


SOME = settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SOME
@given(seed=st.integers(0, 10**6), month=st.sampled_from((0, 1)))
def test_what_somebody_said_is_in_all_files_no_plainer_than_in_the_first_of_its_month(
    connection: tuple[Any, Any], seed: int, month: int
) -> None:
    """Two of them who are told alike could have said what the other said: then every file is what it is."""
    chance = Random(seed)
    made = programme(chance)
    told = files(connection, made)
    first = told[2 * month]
    assume(first.rows)
    one, other = _alike(chance, made, month)
    swapped = list(made)
    swapped[one] = replace(made[one], said=made[one].said | {month: made[other].said[month]})
    swapped[other] = replace(made[other], said=made[other].said | {month: made[one].said[month]})
    instead = files(connection, swapped)
    event(f"somebody has gone: {any(one.gone for one in made)}")
    assert instead == told
    for at in (0, 2):  # of a month there is what its first file told, or nothing
        assert told[at + 1] == told[at] or (not told[at + 1].rows and not told[at + 1].counts)


def _alike(chance: Random, made: list[Partner], month: int) -> tuple[int, int]:
    """Two who agreed, are known by the same, are as long in it, and said different things in that month."""
    there = [
        place
        for place, one in enumerate(made)
        if one.agreed and month in one.said and one.joined < MONTHS[month] and one.gone is None
    ]
    pairs = [
        (one, other)
        for one in there
        for other in there
        if made[one].said[month] != made[other].said[month]
        and (made[one].language, made[one].joined) == (made[other].language, made[other].joined)
    ]
    assume(pairs)
    return chance.choice(pairs)


@SOME
@given(seed=st.integers(0, 10**6))
def test_whether_somebody_took_their_yes_back_is_told_by_no_two_files(connection: tuple[Any, Any], seed: int) -> None:
    """It could have been another one: then every file is what it is. And whoever went and whoever said nothing more are
    not told apart."""
    chance = Random(seed)
    made = [replace(one, gone=None) for one in programme(chance)]
    silent = [place for place, one in enumerate(made) if one.agreed and one.joined == BEGUN and 0 in one.said]
    assume(len(silent) > 1)
    one, other = chance.sample(silent, 2)
    for place in (one, other):
        made[place] = replace(made[place], said={0: made[place].said[0]})
    by_who = [
        files(connection, [replace(each, gone=GOING[0]) if place == goes else each for place, each in enumerate(made)])
        for goes in (one, other)
    ]
    nobody = files(connection, made)
    assume(nobody[0].rows)
    assert by_who[0] == by_who[1]
    assert by_who[0][2:] == nobody[2:]
    assert not by_who[0][1].rows and by_who[0][0] == nobody[0] and nobody[1] == nobody[0]


def test_a_newcomer_an_answer_and_one_who_goes_cannot_be_read_off_two_files_of_a_programme(
    connection: tuple[Any, Any],
) -> None:
    """The three events by themselves, each known to whoever subtracts."""
    chance = Random(6)
    all_of_them = [Partner("en", BEGUN, {0: chance.choice(HEARD)}) for _ in range(40)]
    before = files(connection, all_of_them)
    assert len(before[0].rows) == 40
    newcomer = Partner("en", MONTHS[1], {})
    assert files(connection, [*all_of_them, newcomer]) == before
    one = replace(all_of_them[0], said=all_of_them[0].said | {1: "no"})
    assert files(connection, [one, *all_of_them[1:]])[:2] == before[:2]
    assert files(connection, [one, *all_of_them[1:]])[2].rows == []
    gone = files(connection, [replace(all_of_them[0], gone=GOING[0]), *all_of_them[1:]])
    assert gone[0] == before[0] and gone[1].rows == []
    assert learning.WITHOUT_ROWS in gone[1].cover
