"""R27: a concern with each recipient unreachable in turn, at any hour and across kills: who is told, and when."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations

import pytest

from storage.database import Transaction
from storage.values import moment
from tests.cast import CAST
from tests.phones import Said
from tests.safety.shut import Shut

TEAM = ("finn", "cora", "eve", "dan")  # the lead on duty, who stands in, another lead, the admin
SCENE = (
    "finn is a safeguarding-lead",
    "finn is on duty on mon,tue,wed,thu,fri from 09:00 until 17:00",
    "cora is a coordinator",
    "eve is a safeguarding-lead",
    "dan is a admin",
    "cora stands in for finn",
    "ana is a partner",
)


def names(said: list[Said]) -> list[str]:
    """To whom of the team something was said."""
    of = {CAST[name].chat_id: name for name in TEAM}
    return [
        of[one.chat_id]
        for one in said
        if one.chat_id in of and ("concern from" in one.text or "their concern" in one.text)
    ]


async def heard_after(player: Shut, first: list[Said], seconds: int = 240) -> tuple[str, float]:
    """Who heard first, and after how many seconds."""
    begun = player.clock.now()
    if who := names(first):
        return who[0], 0
    for _ in range(seconds // 15):
        if who := names(await player.look_on()):
            return who[0], (player.clock.now() - begun).total_seconds()
    raise AssertionError("nobody heard")


@pytest.mark.parametrize("how", ["closed", "silent"])
@pytest.mark.parametrize("hours", [0, 10], ids=["in hours", "in the evening"])
async def test_the_next_one_hears_within_a_minute_of_whoever_cannot_be_reached(
    player: Shut, how: str, hours: int
) -> None:
    await player.given(*SCENE)
    player.clock.advance(timedelta(hours=hours))
    slowest = 0.0
    for number in range(len(TEAM)):
        for shut in combinations(TEAM[:-1], number):
            setattr(player, how, {CAST[name].chat_id for name in shut})
            who, after = await heard_after(player, await player.says("ana", "talk to a person"))
            assert who not in shut
            slowest = max(slowest, after / max(1, number))
            await _reset(player)
    print(f"R27 {how}, {hours} h on: the next one heard after at most {slowest:.0f} s")
    assert slowest <= 60


async def _reset(player: Shut) -> None:
    """Nothing was ever asked, and everybody can be reached."""
    player.closed, player.silent = set(), set()

    def unit(tx: Transaction) -> None:
        for sql in (
            "DELETE FROM concerns",
            "UPDATE people SET unreachable_at = NULL, unreachable_why = NULL",
            "UPDATE outbox SET state = 'lapsed', done_at = made_at WHERE done_at IS NULL",
        ):
            tx.run(sql)

    await player.database.write(unit)


async def test_the_ladder_is_climbed_at_15_30_and_60_minutes_with_a_kill_before_every_look(player: Shut) -> None:
    await player.given(*SCENE)
    await player.says("ana", "talk to a person")
    begun = player.clock.now()
    for look in range(64):
        player.clock.advance(timedelta(seconds=45))
        if look % 8 == 0:
            await player.restart()
        await player.look_on()
    told = await player.alerted()
    at = [(name, rung, (moment(when) - begun).total_seconds() / 60) for name, rung, when in told]
    print("R27 ladder:", ", ".join(f"{name} after {minutes:.0f} min" for name, _, minutes in at))
    rungs = [{name for name, each, _ in at if each == rung} for rung in range(4)]
    assert rungs == [{"finn"}, {"cora"}, {"finn", "eve", "cora"}, {"dan"}]
    for _, rung, minutes in at:
        assert (0, 15, 30, 60)[rung] <= minutes <= (0, 15, 30, 60)[rung] + 1
    assert len({(name, rung) for name, rung, _ in at}) == len(at)


async def test_whoever_says_that_they_are_on_it_ends_it(player: Shut) -> None:
    await player.given(*SCENE)
    await player.says("ana", "talk to a person")
    await player.presses("finn", "I am on it")
    for _ in range(6):
        player.clock.advance(timedelta(minutes=20))
        assert names(await player.look_on()) == []


async def test_a_round_begins_anew_at_each_opening_until_somebody_is_on_it(player: Shut) -> None:
    await player.given(*SCENE)
    player.clock.advance(timedelta(days=4, hours=10))  # Friday evening
    assert names(await player.says("ana", "talk to a person")) == ["finn"]
    quiet = []
    for _ in range(61):  # until Monday, eight in the morning
        quiet += names(await player.later(timedelta(hours=1)))
    assert quiet == []
    assert names(await player.later(timedelta(hours=1))) == ["finn"]
    assert names(await player.later(timedelta(minutes=15))) == ["cora"]
    assert names(await player.later(timedelta(hours=23, minutes=45))) == ["finn"]


async def test_where_nobody_is_on_it_the_ladder_begins_once_more_when_what_was_told_to_the_person_has_passed(
    player: Shut,
) -> None:
    """Asked at nine, and told that somebody would be in touch by one o'clock at the latest."""
    await player.given(*SCENE)
    await player.says("ana", "talk to a person")
    told = [await player.later(timedelta(minutes=15)) for _ in range(24)]
    heard = [(at, names(said)) for at, said in enumerate(told, start=1) if names(said)]
    ladder = [["cora"], ["finn", "cora", "eve"], ["dan"]]  # who is on duty heard at once, when she asked
    assert [who for _, who in heard] == [*ladder, ["finn"], *ladder]
    assert [at for at, _ in heard] == [1, 2, 4, 17, 18, 19, 21]  # quarters of an hour; one o'clock is the sixteenth
    assert all("is late" in one.text for said in told[16:18] for one in said if "concern from" in one.text)
    # She writes in danger: whoever is on duty hears at once that it is late, and the ladder begins once more.
    told = [await player.says("ana", "he is going to kill me")]
    told += [await player.later(timedelta(minutes=15)) for _ in range(4)]
    assert [who for said in told if (who := names(said))] == [["finn"], *ladder]
    assert all("is late" in one.text for said in told[:3] for one in said if "concern from" in one.text)


async def test_whoever_asks_again_while_nobody_is_on_it_is_told_of_anew_and_the_ladder_goes_on(player: Shut) -> None:
    await player.given(*SCENE)
    await player.says("ana", "talk to a person")
    await player.later(timedelta(minutes=11))
    assert names(await player.says("ana", "talk to a person")) == ["finn"]
    heard = [names(await player.later(timedelta(minutes=5))) for _ in range(10)]
    assert [one for one in heard if one] == [["cora"], ["finn", "cora", "eve"], ["dan"]]


async def test_the_lead_who_asks_is_looked_after_by_somebody_else(player: Shut) -> None:
    await player.given(*SCENE)
    assert "finn" not in names(await player.says("finn", "talk to a person"))
    for _ in range(70):
        player.clock.advance(timedelta(seconds=45))
        await player.look_on()
    assert {name for name, _, _ in await player.alerted()} == {"cora", "eve", "dan"}
