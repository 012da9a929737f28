"""Files that staff asked for are made by the clock, beside all else, and are gone after the nightly job."""

from __future__ import annotations

from datetime import timedelta

from bot import jobs
from storage import exports
from tests.cast import CORA
from tests.exports import reading
from tests.jobs.people import settle
from tests.playing import Player


async def test_what_was_asked_for_is_made_at_the_next_look_and_goes_after_seven_days(player: Player) -> None:
    database, now = player.running.parts.database, player.clock.now()
    person_id = await database.write(lambda tx: settle(tx, now, CORA, "coordinator"))
    wanted = [
        await database.write(
            lambda tx, kind=kind: exports.ask(  # type: ignore[misc]
                tx, now, person_id, kind=kind, format="csv", about="", purpose="trying", all_rows=1
            )
        )
        for kind in ("people", "sessions")
    ]
    await jobs.tick(player.running)
    content = await database.read(lambda tx: exports.content(tx, wanted[0]))
    assert reading.table(content)[0][0] == "Number"
    assert {(await database.read(lambda tx, one=one: exports.by_id(tx, one))).state for one in wanted} == {"ready"}  # type: ignore[misc, union-attr]
    player.clock.advance(timedelta(days=7, hours=1))
    await jobs.tick(player.running)
    assert await database.read(lambda tx: exports.content(tx, wanted[0])) == b""
