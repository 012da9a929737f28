"""What figures are counted from: partners and leaders who are no test people, of a time, a role and a group."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

from storage import figures, figures_programme, figures_talk, impact, people, reach
from storage.database import Database, Transaction
from storage.figures_programme import Heard, Offered, Promises, Sessions
from storage.figures_talk import CHECK_INS, FEEDBACK, Asked, People, Put, Said
from storage.values import instant
from storage.within import Together, Within
from tests.databases import NOW
from tests.figured import figured

A_DAY = timedelta(days=1)
WEEK = Within(NOW - 7 * A_DAY, NOW)


async def test_every_figure_counts_who_counts_and_no_test_person(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        made = figured(tx, NOW)
        assert figures_talk.people_asked(tx, WEEK, CHECK_INS) == 8
        assert figures_talk.by_day(tx, WEEK, CHECK_INS) == (People(8, 7), [Asked("2026-03-01", 8, 7)])
        assert figures_talk.by_day(tx, WEEK, FEEDBACK) == (People(6, 6), [Asked("2026-03-01", 8, 8)])
        assert figures_talk.begun(tx, WEEK, "after_session") == (8, 8)
        found = figures_talk.by_question(tx, WEEK, "after_session")
        assert sorted(found, key=lambda one: one.question) == [
            Put("heard", 7, 0, 0),
            Put("how_was_it", 0, 7, 0),
            Put("met", 7, 0, 1),
        ]
        heard = figures_talk.said_to(tx, WEEK, "after_session", "heard", agreed=True)
        assert heard == Said({"no": 1, "yes": 6}, asked=8, answered=7, not_agreed=0)
        assert figures_programme.sessions(tx, WEEK, instant(NOW)) == Sessions(6, 1, 0, 1, 0, 1, 14)
        assert figures_programme.promises(tx, WEEK, NOW.date()) == Promises(0, 0, 0, 0, 8, 0, 6)
        assert figures_programme.offered(tx, WEEK) == Offered(1, 8, 3, 3, 3, 1, 8)
        assert figures_programme.heard_back(tx, WEEK) == Heard({3: 4}, untold=1, without=2, people=7)
        assert figures.sessions_held(tx, WEEK.since, WEEK.until) == 6
        _of_some(tx, made.group)
        _of_a_long_time(tx)
        _together(tx)
        _whom_we_reached(tx, made.partners[0])

    await database.write(unit)


def _whom_we_reached(tx: Transaction, leads_too: str) -> None:
    """The team is not among those whom we reach, and a partner who leads somebody too is a partner, also once the
    database knows how much there is of everything."""
    people.give_role(tx, NOW, leads_too, "leader")
    tx.run("ANALYZE")
    coordinator = people.meet(tx, NOW, telegram_id=69_000, timezone="Europe/London").id
    people.joined(tx, NOW, coordinator)
    people.give_role(tx, NOW, coordinator, "coordinator")
    people.give_role(tx, NOW, coordinator, "admin")
    found = reach.over_time(tx, WEEK.since, WEEK.until)
    assert Counter(one["role"] for one in found.everybody.groups.values()) == {"partner": 8, "leader": 6}
    assert (found.everybody.sizes["role", "partner"], found.everybody.sizes["role", "leader"]) == (8, 6)
    assert (len(found.people), found.rest) == (8, 6)


def _of_some(tx: Transaction, group: str) -> None:
    """Of a role, a group and another time."""
    leaders, six = Within(WEEK.since, WEEK.until, "leader"), Within(WEEK.since, WEEK.until, group_id=group)
    assert figures_talk.by_day(tx, leaders, CHECK_INS) == (People(0, 0), [])
    assert figures_talk.people_asked(tx, leaders, FEEDBACK) == 6
    assert figures_talk.people_asked(tx, six, CHECK_INS) == 6
    assert figures_talk.by_day(tx, six, CHECK_INS) == (People(6, 6), [Asked("2026-03-01", 6, 6)])
    assert figures_programme.sessions(tx, six, instant(NOW)).all == 0
    later = Within(NOW, NOW + A_DAY)
    assert figures_talk.people_asked(tx, later, CHECK_INS) == 0
    assert figures_programme.offered(tx, later).asked == 0
    assert figures_programme.heard_back(tx, later).said == 0


def _asked(tx: Transaction, within: Within) -> list[object]:
    """Every figure there is."""
    return [
        *(figures_talk.by_day(tx, within, kinds) for kinds in (CHECK_INS, FEEDBACK)),
        figures_talk.begun(tx, within, "after_session"),
        sorted(figures_talk.by_question(tx, within, "after_session"), key=lambda one: one.question),
        *(figures_talk.said_to(tx, within, "after_session", "heard", agreed=agreed) for agreed in (True, False)),
        figures_programme.sessions(tx, within, instant(NOW)),
        figures_programme.promises(tx, within, NOW.date()),
        figures_programme.offered(tx, within),
        figures_programme.heard_back(tx, within),
        impact.outcomes(tx, within),
        impact.untold(tx, within),
        impact.read(tx, within),
    ]


def _of_a_long_time(tx: Transaction) -> None:
    """It is asked in another way, and comes to the same: all there is lies in its last week."""
    assert _asked(tx, Within(WEEK.since - 90 * A_DAY, NOW)) == _asked(tx, WEEK)


def _together(tx: Transaction) -> None:
    """Of several times at once each is what it is by itself; who looks the next time finds what has gone meanwhile."""
    times = [(NOW - 3 * A_DAY, NOW), (NOW - 7 * A_DAY, NOW - 3 * A_DAY), (NOW, NOW + A_DAY)]
    for role in ("", "leader"):
        together = Together(tuple(times))
        at_once = [_asked(tx, Within(*time, role, together=together)) for time in times]
        assert at_once == [_asked(tx, Within(*time, role)) for time in times]
    before, together = figures_talk.begun(tx, Within(*times[0]), "after_session"), Together(tuple(times))
    tx.run("DELETE FROM conversations WHERE kind = 'after_session' AND begun_at >= :since", since=instant(times[0][0]))
    after = figures_talk.begun(tx, Within(*times[0], together=together), "after_session")
    assert before != after == (0, 0)


def test_every_question_of_a_figure_goes_by_those_who_count() -> None:
    """There is one way to the records, and each question that takes it names who counts."""
    folder = Path(figures.__file__).parent
    for path in folder.glob("figures_*.py"):
        code = path.read_text(encoding="utf-8")
        assert "tx.all(" not in code and "tx.one(" not in code, path
        assert len(re.findall(r"\b(?:counted|number|summed)\(", code)) > 2, path
