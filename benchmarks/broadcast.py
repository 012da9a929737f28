"""What goes to many, under Telegram's limits: `python -m benchmarks.broadcast limits|kills|recall|undo|peers`.

The product runs as it is installed, in a process of its own, against the simulator, which enforces 30 messages a
second, one a second in a chat, and the 48 hours in which something can be deleted.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import uvloop

from benchmarks import audience, broadcast_peers
from benchmarks.audience import COORDINATOR, FIRST_CHAT, FLOODER, SECOND, TALKER, Outcome
from benchmarks.processes import Bot, BotDied
from benchmarks.rounds import quantile
from benchmarks.telegram import Telegram, beside, telegram
from simulator.refusals import NotPossible

TALKERS, THINK, FLOOD = 50, (5.0, 15.0), 1000.0
IN_FLIGHT = 4  # messages that a kill may leave in doubt
SETTLE = 30.0  # seconds in which a message in doubt is tried again, and the books are closed


async def limits(options: argparse.Namespace) -> dict[str, object]:
    """R18: a broadcast while people talk and one floods, with refusals injected; how fast, and how long others wait."""
    chats, talkers = range(FIRST_CHAT, FIRST_CHAT + options.people), range(TALKER, TALKER + TALKERS)
    async with telegram(options.round_trip) as line:
        line.join([*chats, *talkers, FLOODER, COORDINATOR, SECOND])
        bot, broadcast_id = await standing(line, options, TALKERS)
        injected = {"kind": "too_many", "methods": ["sendMessage"], "retry_after": 3, "count": options.refusals}
        line.app.faults.add({**injected, "probability": 0.01})
        talk = [line.talk(chat, THINK, "/menu") for chat in talkers]
        async with beside(*talk, line.flood(FLOODER, FLOOD)):
            await line.until(chats, 1.0, 60 + options.people / 10)
        await audience.closed(bot.database, SETTLE)
        await bot.stop()
        found = await audience.outcome(bot.database, broadcast_id)
        used = options.refusals - sum((fault.count or 0) - fault.used for fault in line.app.faults.on if fault.count)
        return {
            **speed(line, [*chats], [*talkers, FLOODER, COORDINATOR]),
            **waits(line),
            **verdict(found),
            **manners(line, used),
        }


async def kills(options: argparse.Namespace) -> dict[str, object]:
    """R24: killed again and again in the midst; who got it how often, and whether the product knows."""
    chats = range(FIRST_CHAT, FIRST_CHAT + options.people)
    async with telegram(options.round_trip) as line:
        line.join([*chats, COORDINATOR, SECOND])
        bot, broadcast_id = await standing(line, options, 0)
        began = time.monotonic()
        for number in range(options.kills):
            share = (number + random.random()) / options.kills
            await line.until(chats, share, 60)
            await asyncio.sleep(random.uniform(0, 0.2))
            await bot.kill()
            await bot.start()
            print(f"  kill {number + 1} of {options.kills} at {share:.0%}", file=sys.stderr)
        await line.until(chats, 1.0, 120)
        await audience.closed(bot.database, SETTLE)
        lasted = time.monotonic() - began
        await bot.stop()
        found = await audience.outcome(bot.database, broadcast_id)
        copies = Counter({chat: len(line.heard[chat]) for chat in chats})
        twice = {chat for chat, many in copies.items() if many > 1}
        missing = {chat for chat, many in copies.items() if not many}
        return {
            "kills": options.kills,
            "seconds": f"{lasted:.0f}",
            "got it once": sum(many == 1 for many in copies.values()),
            "got it twice": len(twice),
            "got it more often": sum(many > 2 for many in copies.values()),
            "twice and not listed": len(twice - found.doubtful),
            "missing": len(missing),
            "missing and not listed": len(missing - found.doubtful),
            "listed by name": f"{len(found.doubtful)} ({len(found.doubtful) / max(options.kills, 1):.2f} a kill)",
            **verdict(found),
            **manners(line),
        }


async def recall(options: argparse.Namespace) -> dict[str, object]:
    """R24: taken back when half have it; what still goes out after that was confirmed, and how long deleting takes."""
    chats = range(FIRST_CHAT, FIRST_CHAT + options.people)
    async with telegram(options.round_trip) as line:
        line.join([*chats, COORDINATOR, SECOND])
        bot, broadcast_id = await standing(line, options, 0)
        await line.until(chats, 0.5, 120)
        await line.answered(COORDINATOR, "/broadcasts")  # only now: the card has the button once somebody has it
        await line.answered(COORDINATOR, "1")
        before = time.monotonic()
        line.press(COORDINATOR, "Take it back")
        await heard_from(line, before)
        paused, had = time.monotonic(), len(line.times(chats))
        for words in ("The day was wrong. We are sorry.", "Take it back"):
            await line.answered(COORDINATOR, words)
        confirmed = time.monotonic()
        deleted = await until_deleted(line, chats, 90)
        after = [at for at in line.times(chats) if at > paused]
        await audience.closed(bot.database, SETTLE)
        await bot.stop()
        found = await audience.outcome(bot.database, broadcast_id)
        return {
            "pressed to answered s": f"{paused - before:.2f}",
            "had it then": had,
            "arrived after the answer": f"{len(after)} (in flight: at most {IN_FLIGHT})",
            "left undeleted": sum(standing_in(line, chat) for chat in chats),
            "deleting took s": f"{deleted - confirmed:.1f}",
            "became": dict(found.recalls),
            **verdict(found),
            **manners(line),
        }


async def undo(options: argparse.Namespace) -> dict[str, object]:
    """R24: undone before it begins; nobody gets it."""
    chats = range(FIRST_CHAT, FIRST_CHAT + options.people)
    async with telegram(options.round_trip) as line:
        line.join([*chats, COORDINATOR, SECOND])
        bot, broadcast_id = await standing(line, options, 0, begins_in=12.0)
        for words in ("/broadcasts", "1", "Undo"):
            await line.answered(COORDINATOR, words)
        await asyncio.sleep(15.0)
        await bot.stop()
        found = await audience.outcome(bot.database, broadcast_id)
        return {"arrived": len(line.times(chats)), **verdict(found), **manners(line)}


async def standing(
    line: Telegram, options: argparse.Namespace, talkers: int, begins_in: float = 0.0
) -> tuple[Bot, str]:
    """The product, started, with a broadcast that begins."""
    bot: Bot = options.born("sender", line.address, Path(options.folder), "30")
    broadcast_id = await audience.arrange(bot.database, options.people, talkers, begins_in)
    await bot.start()
    await line.polled()  # whoever talks to a bot that is starting would be kept waiting by that alone
    return bot, broadcast_id


async def heard_from(line: Telegram, since: float) -> None:
    while not any(at > since for at in line.heard[COORDINATOR]):  # noqa: ASYNC110 - nobody would set the event
        await asyncio.sleep(0.005)


def standing_in(line: Telegram, chat: int) -> int:
    """How many messages of the bot stand in a chat."""
    return sum(not one.deleted and not one.outgoing for one in line.app.world.messages.get(chat, {}).values())


async def until_deleted(line: Telegram, chats: range, within: float) -> float:
    """When nothing stood in any of these chats any more, or the time was up."""
    give_up = time.monotonic() + within
    while any(standing_in(line, chat) for chat in chats) and time.monotonic() < give_up:  # noqa: ASYNC110
        await asyncio.sleep(0.1)
    return time.monotonic()


def speed(line: Telegram, chats: list[int], others: list[int]) -> dict[str, object]:
    """All messages a second, and those to many alone, until all but the last hundredth have it: at the end somebody
    whose chat Telegram closed for some seconds may be all that is left."""
    times = line.times(chats)
    began, ended = times[0], times[-1 - len(times) // 100]
    both = [at for at in line.times([*chats, *others]) if began <= at <= ended]
    many = [at for at in times if at <= ended]
    return {
        "messages/s": f"{(len(both) - 1) / (ended - began):.2f}",
        "of these to many/s": f"{(len(many) - 1) / (ended - began):.2f}",
        "seconds, all of them": f"{times[-1] - began:.1f}",
        "got it": f"{sum(1 for chat in chats if line.heard.get(chat))} of {len(chats)}",
        "got it twice": sum(len(line.heard[chat]) > 1 for chat in chats),
    }


def waits(line: Telegram) -> dict[str, object]:
    ordered = sorted(line.replies)
    return {
        "replies": len(ordered),
        "reply p50 / p95 / max s": " / ".join(f"{quantile(ordered, share):.2f}" for share in (0.5, 0.95, 1.0)),
        "unanswered": line.unanswered,
    }


def manners(line: Telegram, injected: int = 0) -> dict[str, object]:
    """How the bot kept to the limits."""
    report = line.app.limits.report()
    return {
        "429s caused": report["refused"] - injected,
        "429s injected": injected,
        "calls before retry_after": report["too_early"],
        "busiest second": report["busiest_second"],
    }


def verdict(found: Outcome) -> dict[str, object]:
    counts = {f"{state} {why}".strip(): many for (state, why), many in sorted(found.counts.items())}
    return {
        "it is": found.state,
        "recipients": counts,
        "books closed": found.proven,
        "mistakes in the books": found.mistakes or "none",
        "notices": dict(found.notices) or "none",
    }


MODES: dict[str, Callable[[argparse.Namespace], Coroutine[Any, Any, dict[str, object]]]] = {
    "limits": limits,
    "kills": kills,
    "recall": recall,
    "undo": undo,
}


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.broadcast", description=__doc__)
    parser.add_argument("mode", choices=[*MODES, "peers"])
    parser.add_argument("--people", type=int, help="recipients: 2,000, or 1,000 for kills and 1,500 for peers")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--refusals", type=int, default=10, help="429s that are injected (limits)")
    parser.add_argument("--round-trip", type=float, default=0.05, help="seconds to Telegram and back")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 100_000)
    parser.set_defaults(born=Bot)
    return parser.parse_args()


def main() -> int:
    options = read_options()
    options.people = options.people or {"kills": 1000, "peers": 1500}.get(options.mode, 2000)
    random.seed(options.seed)
    print(f"seed {options.seed}", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="bench-broadcast-") as folder:
        options.folder = folder
        try:
            if options.mode == "peers":
                print(uvloop.run(broadcast_peers.compare(options)))
                return 0
            told = uvloop.run(MODES[options.mode](options))
        except (BotDied, NotPossible) as death:
            print(death, file=sys.stderr)
            return 1
    print(f"{options.mode}: {options.people} people, {options.round_trip * 1000:.0f} ms to Telegram and back")
    print("\n".join(f"  {name:<26}{value}" for name, value in told.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
