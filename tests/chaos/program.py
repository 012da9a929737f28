"""`voices run` and its sisters as processes, against a simulator over HTTP."""

from __future__ import annotations

import asyncio
import signal
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from tests import nursery
from tests.e2e.program import free_port
from tests.nursery import VOICES, Child

PATIENCE = 30.0


@dataclass
class Program:
    """An installation: its folder, its settings, and the processes that were started in it."""

    folder: Path
    address: str
    token: str
    settings: dict[str, str] = field(default_factory=dict)
    processes: list[Child] = field(default_factory=list)

    @property
    def file(self) -> Path:
        return self.folder / "voices.db"

    @property
    def log(self) -> Path:
        return self.folder / "log.txt"

    def start(self, module: str, *words: str) -> Child:
        """Start a program with these words; what it says goes to the log."""
        with self.log.open("ab") as log:
            return self._start(module, words, log, log)

    def run(self) -> Child:
        return self.start(VOICES, "run")

    def _start(self, module: str, words: Sequence[str], out: IO[bytes], err: IO[bytes]) -> Child:
        process = nursery.start(module, words, cwd=self.folder, env=self._environment(), out=out, err=err)
        self.processes.append(process)
        return process

    async def ended(self, *words: str) -> tuple[int, str, str]:
        """A short command: how it ended, and what it said on stdout and stderr."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            code = await asyncio.wait_for(self._start(VOICES, words, out, err).wait(), PATIENCE)
            out.seek(0)
            err.seek(0)
            return code, out.read().decode(), err.read().decode()

    async def terminate(self, process: Child) -> int:
        """Its exit code after SIGTERM, which must come within ten seconds."""
        process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(process.wait(), 10.0)

    async def clear_away(self) -> None:
        for process in self.processes:
            if process.returncode is None:
                process.kill()
                await process.wait()

    def _environment(self) -> dict[str, str]:
        return {
            "HOME": str(self.folder),
            "PATH": "/usr/bin:/bin",
            "VOICES_TELEGRAM_TOKEN": self.token,
            "VOICES_TELEGRAM_API_URL": self.address,
            "VOICES_DATABASE_URL": f"sqlite:///{self.file}",
            "VOICES_RATE_PER_SECOND": "0",
            "VOICES_RATE_PER_CHAT": "0",
            "VOICES_CONSOLE_PORT": str(free_port()),
            **self.settings,
        }
