"""Programs as real processes, born with everything imported: forks of one that waits, which spares a second each.

`python -m tests.nursery FD` waits at that socket. Whoever is born there has its own environment, folder, input and
output, runs to its end or is killed, and its exit code is told.
"""

from __future__ import annotations

import array
import asyncio
import atexit
import gc
import json
import logging
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO, Any, NoReturn

ROOT = Path(__file__).parents[1]
VOICES = "bot.__main__"
IMPORTED = (
    VOICES,
    "benchmarks.contestant",
    "bot.app",
    "bot.demo",
    "bot.rehearsing",
    "tests.chaos.doomed",
    "benchmarks.sender",
)
LENT = "NURSERY"  # the environment variable that names the socket of a child that may bear children, too
LONGEST = 65536  # bytes of words and environment


class Child:
    """A program that was started; much like asyncio's Process."""

    def __init__(self, report: int) -> None:
        self._report = report
        self._told = b""
        while b"\n" not in self._told:
            self._hear()
        self.pid = int(self._told.partition(b"\n")[0])
        self._ended: asyncio.Future[None] | None = None

    def _hear(self) -> None:
        """Read on. Raises ChildProcessError when the nursery has ended: whoever kills the tests kills it, too."""
        more = os.read(self._report, 64)
        if not more:
            raise ChildProcessError("the nursery has ended")
        self._told += more

    @property
    def returncode(self) -> int | None:
        """How it ended, if it has; less than nought after a signal."""
        while self._told.count(b"\n") < 2 and select.select([self._report], [], [], 0)[0]:
            self._hear()
        return int(self._told.split(b"\n")[1]) if self._told.count(b"\n") == 2 else None

    def send_signal(self, number: signal.Signals) -> None:
        if self.returncode is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    async def wait(self) -> int:
        """Its exit code, when it has ended."""
        if self._ended is None:
            loop = asyncio.get_running_loop()
            self._ended = loop.create_future()
            loop.add_reader(self._report, self._look, loop)
        await asyncio.shield(self._ended)
        assert self.returncode is not None
        return self.returncode

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        if self.returncode is not None and self._ended is not None and not self._ended.done():
            loop.remove_reader(self._report)
            self._ended.set_result(None)

    def wait_for(self, seconds: float) -> int:
        """The same without an event loop. Kills it and raises TimeoutError after so many seconds."""
        while (code := self.returncode) is None:
            if not select.select([self._report], [], [], seconds)[0]:
                self.kill()
                raise TimeoutError(f"process {self.pid} did not end")
        return code

    def __del__(self) -> None:
        os.close(self._report)


def start(
    module: str,
    words: Sequence[str],
    *,
    cwd: Path,
    env: Mapping[str, str],
    out: IO[Any],
    err: IO[Any],
    typed: IO[Any] | None = None,
    lent: bool = False,
) -> Child:
    """Run `module` as the main program with these words after its name. To whom the nursery is `lent`, it is theirs,
    too."""
    report, told = os.pipe()
    with open(os.devnull, "rb") as nothing:
        files = array.array("i", [(typed or nothing).fileno(), out.fileno(), err.fileno(), told])
        if lent:
            files.append(_nursery().fileno())
        wish = json.dumps([module, [*words], str(cwd), dict(env)]).encode()
        _nursery().sendmsg([wish], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, files)])
    os.close(told)
    return Child(report)


def run(
    module: str, words: Sequence[str], *, cwd: Path, env: Mapping[str, str], typed: str = "", within: float = 60.0
) -> tuple[int, str, str]:
    """Run `module` to its end: the exit code, and what it said on stdout and stderr."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(typed.encode())
        given.seek(0)
        code = start(module, words, cwd=cwd, env=env, out=out, err=err, typed=given).wait_for(within)
        out.seek(0)
        err.seek(0)
        return code, out.read().decode(), err.read().decode()


@cache
def _nursery() -> socket.socket:
    """The way to the process that waits, which ends when this one does."""
    if LENT in os.environ:
        return socket.socket(fileno=int(os.environ[LENT]))
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        waiting = subprocess.Popen(
            [sys.executable, "-m", "tests.nursery", str(theirs.fileno())],
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
        )
    atexit.register(waiting.wait)
    atexit.register(ours.close)  # comes first
    return ours


def _wait_for_wishes(door: socket.socket) -> None:
    """One fork for each wish, which forks again and tells how that one ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        wish, files, _, _ = socket.recv_fds(door, LONGEST, 5)
        if not wish:
            return
        if not os.fork():
            door.close()
            _raise(*json.loads(wish), *files)
        for file in files:
            os.close(file)


def _raise(module: str, words: list[str], cwd: str, env: dict[str, str], *files: int) -> NoReturn:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    *standard, report = files[:4]
    child = os.fork()
    if not child:
        kept = [os.dup2(file, number) for number, file in enumerate([*standard, *files[4:]])]
        os.closerange(len(kept), max(files) + 1)
        os.chdir(cwd)
        os.environ.clear()
        os.environ.update(env | ({LENT: "3"} if files[4:] else {}))
        os._exit(_live(module, words))
    with suppress(BrokenPipeError):  # whoever asked may have been killed meanwhile
        os.write(report, f"{child}\n".encode())
        os.write(report, f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n".encode())
    os._exit(0)


def _live(module: str, words: list[str]) -> int:
    """The exit code, as Python itself would give it."""
    code: object = 0
    sys.argv[1:] = words
    sys.modules.pop(module, None)  # it becomes the main program
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = end.code
    except BaseException:  # noqa: BLE001 - as Python does with what nobody caught
        traceback.print_exc()
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    if code is not None and not isinstance(code, int):
        os.write(2, f"{code}\n".encode())
    return (code & 0xFF) if isinstance(code, int) else int(code is not None)


def _import_everything() -> None:
    from config.languages import language_files
    from config.prompts import prompt_files

    for name in IMPORTED:
        __import__(name)
    for path in sorted((ROOT / "bot" / "commands").glob("[a-z]*.py")):
        __import__(f"bot.commands.{path.stem}")
    language_files()
    prompt_files()
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    _import_everything()
    _wait_for_wishes(socket.socket(fileno=int(sys.argv[1])))
