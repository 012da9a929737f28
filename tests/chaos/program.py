"""`voices run` and its sisters as processes, against a simulator over HTTP."""

from __future__ import annotations

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.program import free_port

ROOT = Path(__file__).parents[2]
VOICES = ("-c", "from bot.__main__ import main; import sys; sys.exit(main())")
PATIENCE = 30.0


@dataclass
class Program:
    """An installation: its folder, its settings, and the processes that were started in it."""

    folder: Path
    address: str
    token: str
    settings: dict[str, str] = field(default_factory=dict)
    processes: list[Process] = field(default_factory=list)

    @property
    def file(self) -> Path:
        return self.folder / "voices.db"

    @property
    def log(self) -> Path:
        return self.folder / "log.txt"

    async def start(self, *words: str) -> Process:
        """Start Python with these words; what it says goes to the log."""
        with self.log.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable, *words, cwd=self.folder, env=self._environment(), stdout=log, stderr=log
            )
        self.processes.append(process)
        return process

    async def run(self) -> Process:
        return await self.start(*VOICES, "run")

    async def ended(self, *words: str) -> tuple[int, str, str]:
        """A short command: how it ended, and what it said on stdout and stderr."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, *VOICES, *words, cwd=self.folder, env=self._environment(), stdout=PIPE, stderr=PIPE
        )
        self.processes.append(process)
        out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
        assert process.returncode is not None
        return process.returncode, out.decode(), err.decode()

    async def terminate(self, process: Process) -> int:
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
            "PYTHONPATH": str(ROOT),
            "VOICES_TELEGRAM_TOKEN": self.token,
            "VOICES_TELEGRAM_API_URL": self.address,
            "VOICES_DATABASE_URL": f"sqlite:///{self.file}",
            "VOICES_RATE_PER_SECOND": "0",
            "VOICES_RATE_PER_CHAT": "0",
            "VOICES_CONSOLE_PORT": str(free_port()),
            **self.settings,
        }
