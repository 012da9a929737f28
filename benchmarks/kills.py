"""kill -9 at random moments while people talk, and what it cost them: `python -m benchmarks.kills`."""

import argparse
import asyncio
import random
import statistics
import sys
import time
from functools import partial

import uvloop

from benchmarks.answers import check
from benchmarks.crowd import Crowd
from benchmarks.modes import MODES
from benchmarks.processes import Bot, BotDied
from benchmarks.rounds import standing, talking

KILL = MODES["kill"]
GAP = (0.5, 4.5)  # seconds from a start to the next kill: some hit a bot that is still finding its feet
CALM = 2.0  # after the last start
SETTLE_WITHIN = 30.0  # repeat after 8 s, /start after 16 s, and some time to be answered


async def run(options: argparse.Namespace) -> str:
    async with standing(options.who, KILL, options.rate) as (bot, crowd):
        first_poll = crowd.api.first_poll(0)
        await bot.start()
        await bot.ready(first_poll)
        began = time.monotonic()
        async with talking(crowd):
            restarts = await kill_often(bot, crowd, options.kills)
            await asyncio.sleep(CALM)
            lasted = time.monotonic() - began
            waiting = await crowd.settle(SETTLE_WITHIN)
            bot.must_live()
        await bot.stop()
        return report(options, bot, crowd, restarts, waiting, lasted)


async def kill_often(bot: Bot, crowd: Crowd, kills: int) -> list[float]:
    """Kill and start again; how long each restart took that was let finish."""
    restarts: list[float] = []
    for number in range(kills):
        await asyncio.sleep(random.uniform(*GAP))
        gone_at = await bot.kill()
        first_poll = crowd.api.first_poll(gone_at)
        await bot.start()
        first_poll.add_done_callback(partial(note_restart, restarts, bot.started_at))
        print(f"  kill {number + 1} of {kills}", file=sys.stderr)
    await bot.ready(first_poll)
    return restarts


def note_restart(restarts: list[float], started_at: float, first_poll: asyncio.Future[float]) -> None:
    restarts.append(first_poll.result() - started_at)


def report(
    options: argparse.Namespace, bot: Bot, crowd: Crowd, restarts: list[float], waiting: int, lasted: float
) -> str:
    tally, verdict = crowd.tally, check(bot.database, crowd.tally.given, in_flight_too=True)
    lines = {
        "answers": verdict.answers,
        "updates/s": f"{len(tally.latencies) / lasted:.0f}",
        "lost": f"{verdict.lost} ({verdict.lost / max(verdict.answers, 1):.1%})",
        "stored twice": verdict.twice,
        "misfiled": verdict.misfiled,
        "had to repeat": tally.had_to_repeat,
        "stuck until /start": tally.stuck,
        "no answer at the end": waiting,
        "messages repeated": f"{tally.repeated} ({tally.repeated / options.kills:.2f} a kill)",
        "messages astray": tally.astray,
        "restart s, median": f"{statistics.median(restarts):.2f} (longest {max(restarts):.2f})",
    }
    head = f"{options.who}: {KILL.says}, {options.kills} kills in {lasted:.0f} s"
    return "\n".join([head, *(f"  {name:<22}{value}" for name, value in lines.items()), *verdict.examples])


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--who", default="contestant", help="a module of benchmarks/ (contestant, peer)")
    parser.add_argument(
        "--seed", type=int, help="of people's and kills' chances; printed, so that a run can be told again"
    )
    parser.add_argument("--rate", help="handed to the bot as BOT_RATE")
    return parser.parse_args()


def main() -> int:
    options = read_options()
    seed = options.seed if options.seed is not None else time.time_ns() % 100_000
    random.seed(seed)
    print(f"seed {seed}", file=sys.stderr)
    try:
        print(uvloop.run(run(options)))
    except BotDied as death:
        print(death, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
