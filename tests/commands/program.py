"""Runs the real `voices` program, in a folder and an environment of its own."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests import nursery

PROGRAM = Path(sys.executable).parent / "voices"
TRACES = ("Traceback", "pydantic", "input_value", "site-packages")


@dataclass(frozen=True)
class Ended:
    """How a run of the program ended."""

    code: int
    out: str
    err: str

    @property
    def only_line(self) -> str:
        """What it said on stderr, which must be one line without a traceback; nothing on stdout."""
        assert self.out == ""
        assert self.err.count("\n") == 1, self.err
        assert not any(trace in self.err for trace in TRACES), self.err
        return self.err.strip()


@dataclass(frozen=True)
class Voices:
    """An installation in `folder`."""

    folder: Path

    def __call__(self, *words: str, typed: str = "", **settings: str) -> Ended:
        """Run one command with `settings` as its whole environment."""
        return Ended(*nursery.run(nursery.VOICES, words, cwd=self.folder, env=self._env(settings), typed=typed))

    def installed(self, *words: str) -> Ended:
        """The same by the script that is installed, and with all that a new process has to import."""
        return self.python(str(PROGRAM), *words)

    def python(self, *words: str, typed: str = "", **settings: str) -> Ended:
        """Run any script of this Python."""
        done = subprocess.run(
            [sys.executable, *words],
            cwd=self.folder,
            env=self._env(settings),
            input=typed,
            capture_output=True,
            text=True,
            timeout=60,
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    def _env(self, settings: dict[str, str]) -> dict[str, str]:
        return {"HOME": str(self.folder / "home"), "PATH": "/usr/bin:/bin", **settings}
