"""R1, R2: killed at every statement and at every edge of a send, throughout a partner's whole onboarding.

In each run the bot dies in every line of the talk at the same moment: at the first statement after the line was said,
in the next run at the second, and so on until a run comes through alive.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from tests.chaos.line import BEFORE, DELIVERED, EDGES, STATEMENT, Doom
from tests.chaos.partner import LINES, Outcome, a_talk, acting, outcome

SHARES = 4  # of the statements, so that several workers can each take one
COMING_BACK = ("hello", "/start CODE", "> yes", "> yes", "Ana 🌱")


@dataclass(frozen=True)
class Played:
    """As much of the talk as was played: how it stood then, how often somebody died, and in which line last."""

    outcome: Outcome
    deaths: int
    lines: int


async def played(folder: Path, *dooms: Doom, lines: Sequence[str] = LINES, again: Doom | None = None) -> Played:
    """These lines, with these deaths in every one."""
    folder.mkdir()  # noqa: ASYNC240
    deadly = 0
    async with a_talk(folder) as (mortal, code):
        for number, line in enumerate(lines, 1):
            before = len(mortal.deaths)
            await mortal.after(acting(mortal.telegram.world, line, code), *dooms, again=again)
            deadly = number if len(mortal.deaths) > before else deadly
        came_to = Played(await outcome(mortal, code), len(mortal.deaths), deadly)
    shutil.rmtree(folder)  # there are hundreds
    return came_to


async def lived(folder: Path) -> list[Outcome]:
    """The talk without a death: how it stands before its first line, and after each."""
    folder.mkdir()  # noqa: ASYNC240
    async with a_talk(folder) as (mortal, code):
        stood = [await outcome(mortal, code)]
        for line in LINES:
            await mortal.after(acting(mortal.telegram.world, line, code))
            stood.append(await outcome(mortal, code))
        return stood


async def killed_at_each(folder: Path, kind: str, numbers: Iterable[int], alive: Sequence[Outcome]) -> tuple[int, int]:
    """Die at the first moment of this kind in every line, then at the next; how many deaths and repeats there were.

    A line in which nobody died has no later moment either: what comes after the last deadly one need not be played.
    """
    kills = repeats = 0
    upto = len(LINES)
    for number in numbers:
        killed = await played(folder / f"{kind}{number}", (kind, number), lines=LINES[:upto])
        assert_equal(killed.outcome, alive[upto], killed.deaths)
        kills, repeats, upto = kills + killed.deaths, repeats + len(killed.outcome.repeats), killed.lines
        if not upto:
            break
    return kills, repeats


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
    alive = await lived(tmp_path / "alive")
    kills, repeats = await killed_at_each(tmp_path, STATEMENT, count(share, SHARES), alive)
    print(f"kill points (statements {share}, {share + SHARES}, …): {kills}, repeats {repeats}")
    assert kills > 150


async def test_a_kill_at_any_edge_of_a_send_repeats_at_most_what_was_on_its_way(tmp_path: Path) -> None:
    alive = await lived(tmp_path / "alive")
    kills = repeats = 0
    for edge in EDGES:
        died, repeated = await killed_at_each(tmp_path, edge, count(1), alive)
        kills, repeats = kills + died, repeats + repeated
    print(f"kill points (edges of sends): {kills}, repeats {repeats}")
    assert kills >= 3 * 50


@pytest.mark.parametrize("edge", [BEFORE, DELIVERED])
async def test_a_second_kill_while_coming_back_sends_nothing_a_third_time(edge: str, tmp_path: Path) -> None:
    alive = (await played(tmp_path / "alive", lines=COMING_BACK)).outcome
    kills = 0
    for number in count(1):
        came_to = await played(tmp_path / f"{number}", (edge, 1), lines=COMING_BACK, again=(STATEMENT, number))
        killed, deaths = came_to.outcome, came_to.deaths
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
    alive = (await played(tmp_path / "alive", lines=start)).outcome
    came_to = await played(tmp_path / "killed", (edge, 1), lines=start, again=(edge, 1))
    killed, deaths = came_to.outcome, came_to.deaths
    first = next(iter(alive.arrived))
    assert (deaths, killed.arrived[first], killed.flagged) == (2, copies, {first})
    assert alive.said - killed.said == Counter({first[:2]: 1} if copies == 0 else {})
    assert {**killed.tables, "outbox": []} == {**alive.tables, "outbox": []}
