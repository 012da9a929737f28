"""R1, R2: killed at every statement and at every edge of a send, throughout a partner's whole onboarding.

In each round the bot dies once in every line of the talk, in the next round at the next moment of that line. Between
two commits a death leaves the same bytes behind, so it comes at the first and the last statement there.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

import pytest

from tests.chaos.line import BEFORE, DELIVERED, EDGES, Doom
from tests.chaos.partner import LINES, Outcome, a_talk, acting, outcome

COMING_BACK = ("hello", "/start CODE", "> yes", "> yes", "Ana 🌱")
NEVER: Doom = ("never", 0)


@dataclass
class Played:
    """What came of a talk: how it stood before its first line and after each, in which moments of each line somebody
    could have died (of the last life in it), and how often somebody did."""

    stood: list[Outcome]
    moments: list[list[Doom]] = field(default_factory=list)
    edges: list[list[Doom]] = field(default_factory=list)
    deaths: int = 0

    @property
    def outcome(self) -> Outcome:
        return self.stood[-1]


async def played(
    folder: Path, lines: Sequence[str] = LINES, dooms: Sequence[Doom] = (), again: Sequence[Doom] = ()
) -> Played:
    """These lines, with a death at its own moment in each, and one at another in the life after it. With deaths, only
    how it stood in the end is looked at."""
    folder.mkdir()  # noqa: ASYNC240
    async with a_talk(folder) as (mortal, code):
        came_to = Played([await outcome(mortal, code)])
        for line, doom, second in zip_longest(lines, dooms, again, fillvalue=NEVER):
            await mortal.after(acting(mortal.telegram.world, line, code), doom, again=second)  # type: ignore[arg-type]
            came_to.moments.append(mortal.life.moments())
            came_to.edges.append([(edge, n + 1) for edge in EDGES for n in range(mortal.life.met.get(edge, 0))])
            if not dooms:
                came_to.stood.append(await outcome(mortal, code))
        came_to.stood.append(await outcome(mortal, code))
        came_to.deaths = len(mortal.deaths)
    shutil.rmtree(folder)  # there are many
    return came_to


def rounds(moments: Sequence[Sequence[Doom]]) -> Iterator[list[Doom]]:
    """In each one moment of every line, as far as a line has one left; nothing after the last line that has."""
    for dooms in zip_longest(*moments, fillvalue=NEVER):
        last = max(place for place, doom in enumerate(dooms) if doom != NEVER)
        yield list(dooms[: last + 1])


async def killed_at_each(folder: Path, moments: Sequence[Sequence[Doom]], alive: Played) -> tuple[int, int]:
    """How many deaths and repeats there were when somebody died in all of them."""
    kills = repeats = 0
    for number, dooms in enumerate(rounds(moments)):
        killed = await played(folder / f"{number}", LINES[: len(dooms)], dooms)
        assert_equal(killed.outcome, alive.stood[len(dooms)], killed.deaths)
        kills, repeats = kills + killed.deaths, repeats + len(killed.outcome.repeats)
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


async def test_a_kill_at_any_statement_changes_nothing(tmp_path: Path) -> None:
    alive = await played(tmp_path / "alive")
    kills, repeats = await killed_at_each(tmp_path, alive.moments, alive)
    print(f"kill points (statements): {kills}, repeats {repeats}")
    assert kills > 200


async def test_a_kill_at_any_edge_of_a_send_repeats_at_most_what_was_on_its_way(tmp_path: Path) -> None:
    alive = await played(tmp_path / "alive")
    kills, repeats = await killed_at_each(tmp_path, alive.edges, alive)
    print(f"kill points (edges of sends): {kills}, repeats {repeats}")
    assert kills >= 3 * 50


@pytest.mark.parametrize("edge", [BEFORE, DELIVERED])
async def test_a_second_kill_while_coming_back_sends_nothing_a_third_time(edge: str, tmp_path: Path) -> None:
    alive = (await played(tmp_path / "alive", COMING_BACK)).outcome
    first: list[Doom] = [(edge, 1)] * len(COMING_BACK)
    once = await played(tmp_path / "once", COMING_BACK, first)
    kills = 0
    for number, second in enumerate(rounds(once.moments)):
        came_to = await played(tmp_path / f"{number}", COMING_BACK, first, second)
        killed = came_to.outcome
        assert {**killed.tables, "outbox": []} == {**alive.tables, "outbox": []}
        assert killed.said == alive.said
        assert_flagged(killed, alive)
        kills += came_to.deaths
    print(f"kill points (twice, {edge}): {kills}")
    assert kills > 50


@pytest.mark.parametrize(("edge", "copies"), [(BEFORE, 0), (DELIVERED, 2)])
async def test_a_message_whose_senders_die_twice_is_left_to_staff(edge: str, copies: int, tmp_path: Path) -> None:
    """Nobody can tell any more whether it came; a third try might be a third copy."""
    start = ("/start CODE",)
    alive = (await played(tmp_path / "alive", start)).outcome
    came_to = await played(tmp_path / "killed", start, [(edge, 1)], [(edge, 1)])
    killed = came_to.outcome
    first = next(iter(alive.arrived))
    assert (came_to.deaths, killed.arrived[first], killed.flagged) == (2, copies, {first})
    assert alive.said - killed.said == Counter({first[:2]: 1} if copies == 0 else {})
    assert {**killed.tables, "outbox": []} == {**alive.tables, "outbox": []}
