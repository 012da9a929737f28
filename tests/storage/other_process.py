"""Another process that does something to a database file and goes on when it is told to: python -m … WHAT PATH."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from subprocess import PIPE, Popen
from types import TracebackType

from storage.holding import hold

ROOT = Path(__file__).parents[2]


class OtherProcess:
    """`with OtherProcess("lock", path) as other:` until `other.go_on()`, or the end of the block."""

    def __init__(self, what: str, path: Path) -> None:
        command = [sys.executable, "-m", "tests.storage.other_process", what, str(path)]
        self.process = Popen(command, stdin=PIPE, stdout=PIPE, cwd=ROOT, text=True)

    def __enter__(self) -> OtherProcess:
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"
        return self

    def go_on(self) -> None:
        self.process.communicate("\n", timeout=20)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.process.kill()
        self.process.communicate()


def main(what: str, path: Path) -> None:
    if what == "hold":
        with hold(path):
            wait()
    else:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        wait()
        connection.execute("ROLLBACK")
        connection.close()


def wait() -> None:
    print("ready", flush=True)
    sys.stdin.readline()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
