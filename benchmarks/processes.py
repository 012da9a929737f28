"""Bots as processes: started, watched through /proc, killed, and quoted when they die by themselves."""

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import Process
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TOKEN = "1000:benchmark"
TICKS = os.sysconf("SC_CLK_TCK")
LAST_LINES = 15
READY_WITHIN = 30.0
STOP_WITHIN = 10.0


class BotDied(Exception):
    """A bot ended by itself, or never asked for updates; the message quotes its last lines."""


@dataclass
class Bot:
    who: str
    api: str
    folder: Path
    rate: str | None = None
    process: Process | None = None
    started_at: float = 0.0

    @property
    def database(self) -> Path:
        return self.folder / "answers.sqlite3"

    @property
    def log(self) -> Path:
        return self.folder / "output.txt"

    async def start(self) -> None:
        environment = {**os.environ, "BOT_API": self.api, "BOT_TOKEN": TOKEN, "BOT_DB": str(self.database)}
        if self.rate is not None:
            environment["BOT_RATE"] = self.rate
        self.started_at = time.monotonic()
        with self.log.open("ab") as output:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", f"benchmarks.{self.who}", env=environment, stdout=output, stderr=output
            )

    async def ready(self, first_poll: asyncio.Future[float]) -> float:
        """Seconds from the start to the first getUpdates."""
        assert self.process
        ended = asyncio.ensure_future(self.process.wait())
        either: set[asyncio.Future[Any]] = {first_poll, ended}
        await asyncio.wait(either, timeout=READY_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
        self.must_live()
        if not first_poll.done():
            raise BotDied(f"{self.who} did not ask for updates within {READY_WITHIN:.0f} s.\n{self.last_lines()}")
        return first_poll.result() - self.started_at

    def must_live(self) -> None:
        if self.process and self.process.returncode is not None:
            raise BotDied(f"{self.who} ended by itself with {self.process.returncode}.\n{self.last_lines()}")

    def last_lines(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()[-LAST_LINES:]
        return "\n".join(f"  | {line}" for line in lines)

    async def kill(self) -> float:
        """End it without warning; when it was gone."""
        assert self.process
        self.must_live()
        self.process.kill()
        await self.process.wait()
        return time.monotonic()

    async def stop(self) -> None:
        """End it politely, and firmly when it takes too long."""
        if self.process is None or self.process.returncode is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self.process.wait(), STOP_WITHIN)
        except TimeoutError:
            self.process.kill()
            await self.process.wait()

    def cpu_seconds(self) -> float:
        """CPU used so far, all threads, user and system."""
        fields = self._read_proc("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def rss_mb(self) -> float:
        lines = self._read_proc("status").splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024

    def _read_proc(self, name: str) -> str:
        assert self.process
        self.must_live()
        try:
            return Path(f"/proc/{self.process.pid}/{name}").read_text()
        except FileNotFoundError:  # ended, and nobody has told us yet
            raise BotDied(f"{self.who} ended by itself.\n{self.last_lines()}") from None
