"""A broadcast by the product in a process of its own, small: killed in the midst, and under Telegram's limits.

In full: `python -m benchmarks.broadcast`.
"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from benchmarks import broadcast
from tests.newborn import Newborn


async def test_killed_in_the_midst_everybody_gets_it_and_whoever_got_it_twice_is_known(tmp_path: Path) -> None:
    """R24, with real processes."""
    told = await broadcast.kills(Namespace(people=40, kills=1, round_trip=0.05, folder=tmp_path, born=Newborn))
    never = ("missing and not listed", "twice and not listed", "got it more often", "429s caused")
    assert {what: told[what] for what in never} == dict.fromkeys(never, 0), told
    assert told["books closed"] and told["mistakes in the books"] == "none"
    assert int(str(told["got it twice"])) + int(str(told["missing"])) <= broadcast.IN_FLIGHT


async def test_limits_are_kept_while_others_talk_and_one_floods(tmp_path: Path) -> None:
    """R18; how fast it is depends on the machine, so that is measured elsewhere."""
    told = await broadcast.limits(Namespace(people=45, refusals=1, round_trip=0.02, folder=tmp_path, born=Newborn))
    assert (told["429s caused"], told["calls before retry_after"], told["unanswered"]) == (0, 0, 0), told
    assert told["got it"] == "45 of 45" and told["got it twice"] == 0
    assert told["books closed"] and told["mistakes in the books"] == "none"
