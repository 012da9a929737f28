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
from typing import Any
from urllib.request import Request, urlopen

PROGRAM = Path(sys.executable).parent / "voices"
AT_ONCE = {"VOICES_RATE_PER_SECOND": "0", "VOICES_RATE_PER_CHAT": "0"}  # or a chat gets one message a second
PATIENCE = 60.0  # seconds for anything that the demo does; a busy machine may take long to begin


@dataclass(frozen=True)
class Ended:
    """How a demo ended. Its output ends only when its bot is gone too, for that writes to the same pipe."""

    code: int
    out: str


class Demo:
    """A demo that runs in `folder`."""

    def __init__(self, folder: Path, port: int | None = None) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._said = self.before = ""  # what was said after the words that were waited for last, and before them
        self._process = subprocess.Popen(
            [sys.executable, PROGRAM, "demo", "--no-browser", "--port", str(self.port)],
            cwd=folder,
            env={"HOME": str(folder), "PATH": os.defpath, **AT_ONCE},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    @property
    def bot(self) -> int:
        """The process of the bot that the page shows."""
        status = self.get("controls")[0]["status"]
        found = re.fullmatch(r"running, process (\d+)", status)
        assert found, status
        return int(found[1])

    def until_said(self, words: str) -> None:
        """Wait until the demo or its bot has written these words since the last call."""
        assert self._process.stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            give_up = time.monotonic() + PATIENCE
            before, found, after = self._said.partition(words)
            while not found:
                assert selector.select(give_up - time.monotonic()), f"no {words!r} in:\n{before}"
                piece = os.read(self._process.stdout.fileno(), 65536)
                assert piece, f"the demo ended:\n{before}"
                before, found, after = (before + piece.decode()).partition(words)
        self.before, self._said = before, after

    def signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def ended(self, within: float = PATIENCE) -> Ended:
        """Wait for the end of the demo and of its bot."""
        out, _ = self._process.communicate(timeout=within)
        return Ended(self._process.returncode, self._said + out.decode())

    def close(self) -> None:
        """Make sure that nothing is left, whatever went wrong."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate(timeout=PATIENCE)

    def get(self, path: str) -> Any:
        return self._ask(Request(f"{self.url}/simulator/{path}"))

    def post(self, path: str, **wish: object) -> Any:
        kind = {"content-type": "application/json"}
        return self._ask(Request(f"{self.url}/simulator/{path}", json.dumps(wish).encode(), kind))

    def _ask(self, request: Request) -> Any:
        with urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)

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
