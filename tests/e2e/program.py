"""Runs the real `voices demo`, in a folder of its own."""

from __future__ import annotations

import json
import os
import re
import selectors
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.request import Request, urlopen

from tests import nursery
from tests.nursery import Child

PROGRAM = Path(sys.executable).parent / "voices"
AT_ONCE = {"VOICES_RATE_PER_SECOND": "0", "VOICES_RATE_PER_CHAT": "0"}  # or a chat gets one message a second
PATIENCE = 60.0  # seconds for anything that the demo does; a busy machine may take long to begin


@dataclass(frozen=True)
class Ended:
    """How a demo ended. Its output ends only when its bot is gone too, for that writes to the same pipe."""

    code: int
    out: str


class Demo:
    """A demo that runs in `folder`: born in the nursery, and its bot as well, or `installed`, as people start it."""

    def __init__(self, folder: Path, port: int | None = None, *, installed: bool = False) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._said = self.before = ""  # what was said after the words that were waited for last, and before them
        words = ["demo", "--no-browser", "--port", str(self.port)]
        env = {"HOME": str(folder), "PATH": os.defpath, "PYTHONPATH": str(nursery.ROOT), **AT_ONCE}
        self._out, told = os.pipe()
        with open(told, "wb") as out:
            self._process = _start(words, folder, env, out, installed=installed)

    @property
    def bot(self) -> int:
        """The process of the bot that the page shows."""
        status = self.get("controls")[0]["status"]
        found = re.fullmatch(r"running, process (\d+)", status)
        assert found, status
        return int(found[1])

    def until_said(self, words: str) -> None:
        """Wait until the demo or its bot has written these words since the last call."""
        give_up = time.monotonic() + PATIENCE
        before, found, after = self._said.partition(words)
        while not found:
            piece = self._read(give_up)
            assert piece, f"the demo ended:\n{before}"
            before, found, after = (before + piece).partition(words)
        self.before, self._said = before, after

    def _read(self, give_up: float) -> str:
        """What it writes next; nothing when there will be nothing more."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._out, selectors.EVENT_READ)
            assert selector.select(give_up - time.monotonic()), f"after {self._said!r} it says nothing more"
        return os.read(self._out, 65536).decode()

    def signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def ended(self, within: float = PATIENCE) -> Ended:
        """Wait for the end of the demo and of its bot."""
        give_up = time.monotonic() + within
        while piece := self._read(give_up):
            self._said += piece
        return Ended(self._process.wait_for(PATIENCE), self._said)

    def close(self) -> None:
        """Make sure that nothing is left, whatever went wrong."""
        if self._process.returncode is None:
            self._process.kill()
        self._process.wait_for(PATIENCE)
        os.close(self._out)

    def get(self, path: str) -> Any:
        return self._ask(Request(f"{self.url}/simulator/{path}"))

    def post(self, path: str, **wish: object) -> Any:
        kind = {"content-type": "application/json"}
        return self._ask(Request(f"{self.url}/simulator/{path}", json.dumps(wish).encode(), kind))

    def _ask(self, request: Request) -> Any:
        with urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)

    def until_shown(self, phone: int, words: str) -> None:
        """Wait until this phone shows a message with these words in it."""
        shown = self.chat(phone, 1)
        while words not in "\n".join(shown):
            shown = self.chat(phone, len(shown) + 1)

    def chat(self, phone: int, messages: int) -> list[str]:
        """What this phone shows, once it shows so many messages."""
        shown: list[str] = []
        newest = 0
        while len(shown) < messages:
            found = self.get(f"phones/{phone}/messages?after={newest}&timeout={PATIENCE}")["messages"]
            assert found, f"only {shown}"
            shown += [each["text"] for each in found]
            newest = found[-1]["id"]
        return shown


class Installed(subprocess.Popen[bytes]):
    """A program as it is installed, which imports everything itself."""

    def wait_for(self, seconds: float) -> int:
        return self.wait(seconds)


def _start(
    words: list[str], folder: Path, env: dict[str, str], out: IO[bytes], *, installed: bool
) -> Installed | Child:
    if not installed:
        return nursery.start("tests.e2e.nursed", words, cwd=folder, env=env, out=out, err=out, lent=True)
    command, nothing = [sys.executable, str(PROGRAM), *words], subprocess.DEVNULL
    return Installed(command, cwd=folder, env=env, stdin=nothing, stdout=out, stderr=out)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_there(process: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
