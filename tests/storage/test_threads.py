"""Talks that wait for an answer of the team's."""

from __future__ import annotations

from datetime import timedelta

from storage import people, threads
from storage.database import Database, Transaction
from tests.databases import NOW

HOUR = timedelta(hours=1)


def _plainly(tx: Transaction, coordinator_id: str) -> list[tuple[str, str]]:
    """The same, with all of each talk read to its end."""
    talks = [(one, threads.said_in(tx, one.id)) for one in threads.open_with(tx, coordinator_id)]
    return sorted((said[-1].said_at, one.id) for one, said in talks if said and said[-1].said_by == one.person_id)


async def test_those_wait_who_had_the_last_word_and_the_longest_comes_first(database: Database) -> None:
    def unit(tx: Transaction) -> bool:
        cora, *rest = (people.meet(tx, NOW, telegram_id=at + 1, timezone="Europe/London").id for at in range(7))
        opened = [
            threads.open_about(tx, NOW, person_id=one, coordinator_id=cora, opportunity_id=None).id for one in rest
        ]

        def say(which: int, hours: int, *, by: str = "", source: str = "1") -> None:
            by, at = by or rest[which], NOW + hours * HOUR
            threads.add(tx, at, opened[which], said_by=by, source=source, words="Is it online?", voice_id=None)

        say(0, 3)
        say(1, 1)
        say(2, 1)
        say(2, 2, by=cora, source="2")  # has its answer
        say(3, 0)
        say(3, 1, by=cora, source="2")
        say(3, 2, source="3")
        say(4, 1)
        threads.close(tx, NOW, opened[4])  # and in the last one nothing was said
        say(1, 5)  # in other words, and it waits as long
        waiting = [(since, one.id) for one, since in threads.waits_for(tx, cora)]
        return waiting == _plainly(tx, cora) and [one for _, one in waiting] == [opened[at] for at in (1, 3, 0)]

    assert await database.write(unit)
