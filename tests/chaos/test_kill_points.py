"""R1, R2: killed at every statement and at every edge of a send, throughout a partner's whole onboarding.

In each run the bot dies in every line of the talk at the same moment: at the first statement after the line was said,
in the next run at the second, and so on until a run comes through alive.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import pytest

from tests.chaos.line import BEFORE, DELIVERED, EDGES, STATEMENT, Doom
from tests.chaos.partner import LINES, Outcome, a_talk, acting, outcome

SHARES = 4  # of the statements, so that several workers can each take one
COMING_BACK = ("hello", "/start CODE", "> yes", "> yes", "Ana 🌱")


async def played(
    folder: Path, *dooms: Doom, lines: Sequence[str] = LINES, again: Doom | None = None
) -> tuple[Outcome, int]:
    """The whole talk, with these deaths in every line; how it ended, and how many deaths there were."""
    folder.mkdir()  # noqa: ASYNC240
    async with a_talk(folder) as (mortal, code):
        for line in lines:
            await mortal.after(acting(mortal.telegram.world, line, code), *dooms, again=again)
        came_to = await outcome(mortal, code), len(mortal.deaths)
    shutil.rmtree(folder)  # there are hundreds
    return came_to


def assert_equal(killed: Outcome, alive: Outcome, deaths: int) -> None:
    """Nothing lost, nothing twice, nothing under another question; each message once, or twice and flagged."""
    assert killed.tables == alive.tables
    assert killed.said == alive.said
    assert_flagged(killed, alive)
    assert max(Counter(seen[0] for seen in killed.repeats).values(), default=0) <= deaths  # one in each chat, a kill


def assert_flagged(killed: Outcome, alive: Outcome) -> None:
    """No message came three times, and each that came twice is marked as uncertain and noted for staff."""
    assert max(killed.arrived.values()) <= 2
    assert len(killed.repeats) <= killed.flags
    unflagged = [seen for seen in killed.repeats if seen not in killed.flagged]
    assert unflagged in ([], [next(iter(alive.arrived))])  # the first goes to a stranger, of whom no row is kept


@pytest.mark.parametrize("share", range(1, SHARES + 1))
async def test_a_kill_at_any_statement_changes_nothing(share: int, tmp_path: Path) -> None:
    alive, _ = await played(tmp_path / "alive")
    kills = repeats = 0
    for number in count(share, SHARES):
        killed, deaths = await played(tmp_path / f"{number}", (STATEMENT, number))
        assert_equal(killed, alive, deaths)
        kills, repeats = kills + deaths, repeats + len(killed.repeats)
        if not deaths:
            break
    print(f"kill points (statements {share}, {share + SHARES}, …): {kills}, repeats {repeats}")
    assert kills > 150


async def test_a_kill_at_any_edge_of_a_send_repeats_at_most_what_was_on_its_way(tmp_path: Path) -> None:
    alive, _ = await played(tmp_path / "alive")
    kills = repeats = 0
    for edge in EDGES:
        for number in count(1):
            killed, deaths = await played(tmp_path / f"{edge}{number}", (edge, number))
            assert_equal(killed, alive, deaths)
            kills, repeats = kills + deaths, repeats + len(killed.repeats)
            if not deaths:
                break
    print(f"kill points (edges of sends): {kills}, repeats {repeats}")
    assert kills >= 3 * 50


@pytest.mark.parametrize("edge", [BEFORE, DELIVERED])
async def test_a_second_kill_while_coming_back_sends_nothing_a_third_time(edge: str, tmp_path: Path) -> None:
    alive, _ = await played(tmp_path / "alive", lines=COMING_BACK)
    kills = 0
    for number in count(1):
        killed, deaths = await played(tmp_path / f"{number}", (edge, 1), lines=COMING_BACK, again=(STATEMENT, number))
        assert {**killed.tables, "outbox": []} == {**alive.tables, "outbox": []}
        assert killed.said == alive.said
        assert_flagged(killed, alive)
        kills += deaths
        if deaths <= len(COMING_BACK):
            break
    print(f"kill points (twice, {edge}): {kills}")
    assert kills > 50


@pytest.mark.parametrize(("edge", "copies"), [(BEFORE, 0), (DELIVERED, 2)])
async def test_a_message_whose_senders_die_twice_is_left_to_staff(edge: str, copies: int, tmp_path: Path) -> None:
    """Nobody can tell any more whether it came; a third try might be a third copy."""
    start = ("/start CODE",)
    alive, _ = await played(tmp_path / "alive", lines=start)
    killed, deaths = await played(tmp_path / "killed", (edge, 1), lines=start, again=(edge, 1))
    first = next(iter(alive.arrived))
    assert (deaths, killed.arrived[first], killed.flagged) == (2, copies, {first})
    assert alive.said - killed.said == Counter({first[:2]: 1} if copies == 0 else {})
    assert {**killed.tables, "outbox": []} == {**alive.tables, "outbox": []}
