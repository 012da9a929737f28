"""Peer and contestant on the same work, in turns, with the ratios between them: `python -m benchmarks.compare`."""

import argparse
import math
import os
import statistics
import sys
from collections.abc import Callable
from dataclasses import replace

import uvloop

from benchmarks.modes import MODES, Mode
from benchmarks.processes import BotDied
from benchmarks.rounds import Figures, play

BOTS = ("peer", "contestant")
MEASURES: dict[str, Callable[[Figures], float]] = {
    "updates/s": lambda figures: figures.per_second,
    "p50 ms": lambda figures: figures.p50,
    "p95 ms": lambda figures: figures.p95,
    "CPU s/1000": lambda figures: figures.cpu,
    "RSS MB": lambda figures: figures.rss,
    "ready s": lambda figures: figures.ready,
}
FAULTS: dict[str, Callable[[Figures], int]] = {
    "answers": lambda figures: figures.verdict.answers,
    "lost": lambda figures: figures.verdict.lost,
    "twice": lambda figures: figures.verdict.twice,
    "misfiled": lambda figures: figures.verdict.misfiled,
    "repeated": lambda figures: figures.repeated,
    "astray": lambda figures: figures.astray,
    "no answer yet": lambda figures: figures.waiting,
    "open presses": lambda figures: figures.open_presses,
}
Results = dict[str, list[Figures]]


async def measure(options: argparse.Namespace, mode: Mode) -> Results:
    results: Results = {who: [] for who in options.who}
    for number in range(options.rounds):
        for who in options.who if number % 2 == 0 else reversed(options.who):
            figures = await play(who, mode, options.warm_up, options.seconds, options.rate)
            results[who].append(figures)
            print(f"  round {number + 1}, {who}: {figures.per_second:.0f} updates/s", file=sys.stderr)
    return results


def speeds(results: Results) -> list[str]:
    lines = ["".ljust(20) + "".join(name.rjust(12) for name in MEASURES) + "   updates/s, min..max"]
    for who, rounds in results.items():
        values = "".join(shown(statistics.median(map(read, rounds))).rjust(12) for read in MEASURES.values())
        rates = [figures.per_second for figures in rounds]
        lines.append(f"{who.ljust(20)}{values}   {shown(min(rates))}..{shown(max(rates))}")
    return lines


def ratios(results: Results) -> str:
    """Each measure of the contestant as a multiple of the peer's: taken within a round, then the median."""
    pairs = list(zip(results["peer"], results["contestant"], strict=True))
    columns = [
        statistics.median(divided(read(ours), read(theirs)) for theirs, ours in pairs) for read in MEASURES.values()
    ]
    return "contestant / peer".ljust(20) + "".join(f"x {shown(value)}".rjust(12) for value in columns)


def faults(results: Results) -> list[str]:
    lines = ["all rounds together".ljust(20) + "".join(name.rjust(14) for name in FAULTS)]
    for who, rounds in results.items():
        lines.append(who.ljust(20) + "".join(str(sum(map(read, rounds))).rjust(14) for read in FAULTS.values()))
        lines += [f"  {who}: {example}" for figures in rounds for example in figures.verdict.examples][:5]
    return lines


def shown(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def divided(ours: float, theirs: float) -> float:
    return ours / theirs if theirs else math.nan


def report(options: argparse.Namespace, mode: Mode, results: Results) -> str:
    crowd = f"{mode.says} ({mode.people} people)"
    what = f"{options.mode}: {crowd}; {options.rounds} rounds of {options.seconds:g} s after {options.warm_up:g} s"
    lines = [what, *speeds(results)]
    if set(BOTS) <= set(results):
        lines.append(ratios(results))
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return "\n".join([*lines, "", *faults(results), f"{os.cpu_count()} cores, load {load}"])


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare", description=__doc__)
    parser.add_argument("--mode", choices=[name for name in MODES if name != "kill"], default="burst")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--warm-up", type=float, default=1)
    parser.add_argument("--people", type=int, help="another number of people than the mode's")
    parser.add_argument("--who", nargs="+", default=list(BOTS), help="modules of benchmarks/ to run (peer contestant)")
    parser.add_argument("--rate", help="handed to the bots as BOT_RATE")
    return parser.parse_args()


def main() -> int:
    options = read_options()
    mode = MODES[options.mode]
    mode = replace(mode, people=options.people or mode.people)
    try:
        results = uvloop.run(measure(options, mode))
    except BotDied as death:
        print(death, file=sys.stderr)
        return 1
    print(report(options, mode, results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
