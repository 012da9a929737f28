"""The same messages sent by the product and by python-telegram-bot with its own rate limiter, side by side."""

from __future__ import annotations

import argparse
import asyncio
import os
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks import audience
from benchmarks.audience import COORDINATOR, FIRST_CHAT, FLOODER, SECOND, TALKER
from benchmarks.processes import Bot
from benchmarks.rounds import quantile
from benchmarks.telegram import Telegram, beside, telegram

WAYS = ("one_by_one", "together", "together_again")
EVERY = 2.0  # seconds between two people who say something
PEOPLE_WHO_TALK = 60
QUIET = 6.0  # seconds without a message to anybody after which no more is to come


@dataclass(frozen=True)
class Figures:
    """What came of one way to send; `waits` are how long replies took in seconds."""

    way: str
    per_second: float
    seconds: float
    refused: int
    never: int
    waits: list[float]
    unanswered: int


async def compare(options: argparse.Namespace) -> str:
    chats = range(FIRST_CHAT, FIRST_CHAT + options.people)
    found = [await ours(options, chats)]
    found += [await theirs(options, chats, way) for way in WAYS]
    head = f"{options.people} people, {options.round_trip * 1000:.0f} ms, somebody says something every {EVERY:g} s"
    names = ("", "to many/s", "seconds", "429s", "never sent", "reply p50 s", "max s", "no reply")
    lines = [head, "".join(name.rjust(16) for name in names)]
    return "\n".join([*lines, *("".join(cell.rjust(16) for cell in row(one)) for one in found)])


def row(one: Figures) -> list[str]:
    ordered = sorted(one.waits)
    shown = [f"{one.per_second:.1f}", f"{one.seconds:.0f}", str(one.refused), str(one.never)]
    return [one.way, *shown, f"{quantile(ordered, 0.5):.2f}", f"{quantile(ordered, 1.0):.2f}", str(one.unanswered)]


async def ours(options: argparse.Namespace, chats: range) -> Figures:
    async with telegram(options.round_trip) as line:
        talkers = range(TALKER, TALKER + PEOPLE_WHO_TALK)
        line.join([*chats, *talkers, FLOODER, COORDINATOR, SECOND])
        bot = Bot("sender", line.address, Path(options.folder) / "ours", "30")
        bot.folder.mkdir()
        await audience.arrange(bot.database, options.people, PEOPLE_WHO_TALK)
        return await watched(line, bot, "the product", chats, talkers, "/menu")


async def theirs(options: argparse.Namespace, chats: range, way: str) -> Figures:
    async with telegram(options.round_trip) as line:
        talkers = range(TALKER, TALKER + PEOPLE_WHO_TALK)
        line.join([*chats, *talkers])
        bot = Bot("peer_sender", line.address, Path(options.folder) / way)
        bot.folder.mkdir()
        os.environ |= {"BOT_CHATS": f"{chats[0]}-{chats[-1]}", "BOT_WAY": way}
        return await watched(line, bot, way, chats, talkers, "hello")


async def watched(line: Telegram, bot: Bot, way: str, chats: range, talkers: range, words: str) -> Figures:
    """Let it send, while somebody else says something every now and then, until nothing more comes."""
    await bot.start()
    await line.polled()
    await line.until(chats, 1 / len(chats), 60)
    async with beside(say_now_and_then(line, talkers, words)):
        while time.monotonic() - line.times(chats)[-1] < QUIET and await line.until(chats, 1.0, 0.5) < len(chats):
            bot.must_live()
    await asyncio.sleep(1.0)
    await bot.stop()
    times = line.times(chats)
    seconds = times[-1] - times[0]
    never = sum(1 for chat in chats if not line.heard.get(chat))
    refused = line.app.limits.report()["refused"]
    return Figures(way, (len(times) - 1) / seconds, seconds, refused, never, line.replies, line.unanswered)


async def say_now_and_then(line: Telegram, talkers: range, words: str) -> None:
    """Each time somebody else, who waits up to a minute and a half."""
    waiting = set()
    for number in range(1_000_000):
        asking = asyncio.ensure_future(line.answered(talkers[number % len(talkers)], words, 90.0))
        waiting.add(asking)
        asking.add_done_callback(waiting.discard)
        await asyncio.sleep(EVERY)
