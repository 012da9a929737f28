"""The log: one line an event on stderr, with ids and never words, names or secrets.

Our own loggers say `log.info("turn_taken person=%s ms=%d", …)`: the event in the past tense, then ids. Exceptions show
as class and place; their messages may quote people, so nobody sees them. Of libraries we show who spoke and where, and
a sentence only where it is known to be a constant.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO
from urllib.parse import quote

LONGEST_LINE = 2_000  # bytes
OURS = ("bot", "config", "console", "simulator", "storage")
TALKATIVE = (
    *("aiohttp", "aiosqlite", "apscheduler", "asyncio", "dateparser", "httpcore", "httpx", "psycopg", "py.warnings"),
    *("sqlcipher3", "starlette", "telegram", "tzlocal", "urllib3", "uvicorn", "uvicorn.access", "uvicorn.error"),
)
CONSTANT_SENTENCES = (
    *(
        "Task exception was never retrieved",
        "Task was destroyed but it is pending!",
        "Future exception was never retrieved",
    ),
    *("Unclosed client session", "Unclosed connector", "Exception in ASGI application"),
)
_BOT_TOKEN = re.compile(r"(?<!\d)\d{5,}(?::|%3[Aa])[A-Za-z0-9_-]{20,}")
_SHORTEST_SECRET = 4  # a shorter one would black out half the log and guard nothing
_HERE = Path(__file__).resolve().parent.parent
_PLACES = 4  # of ours, innermost first

log = logging.getLogger(__name__)


def set_up_logs(secrets: Iterable[str], *, level: str = "INFO") -> None:
    """Write the log to stderr, without any of `secrets`. Libraries are heard from WARNING up, at any level."""
    handler = LastHandler(secrets)
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    for name in TALKATIVE:
        library = logging.getLogger(name)
        library.setLevel(logging.WARNING)
        library.handlers.clear()
        library.propagate = True
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(True)


def catch_strays() -> None:
    """Send what Python itself would print with a traceback (threads, destructors, the very end) to the log."""
    sys.excepthook = _note_stray
    sys.unraisablehook = lambda stray: _note_stray(stray.exc_type, stray.exc_value, stray.exc_traceback)
    threading.excepthook = lambda stray: _note_stray(stray.exc_type, stray.exc_value, stray.exc_traceback)


def _note_stray(kind: type[BaseException], error: BaseException | None, _at: TracebackType | None) -> None:
    log.error("error_strayed error=%s", kind.__name__ if error is None else class_and_place(error))


def class_and_place(error: BaseException) -> str:
    """An exception without its message: `KeyError at bot/chat/chat.py:12 ask < bot/chat/turn.py:40 take`."""
    name = type(error).__qualname__
    code = getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None)
    frames = [_place(frame) for frame in reversed(traceback.extract_tb(error.__traceback__))]
    innermost, ours = frames[:1], [frame for frame in frames[1:] if not frame.startswith("…")]
    line = name + (f" {code}" if code else "") + (" at " if frames else "") + " < ".join(innermost + ours[:_PLACES])
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return f"{line} because of {type(cause).__qualname__}" if cause else line


def _place(frame: traceback.FrameSummary) -> str:
    path = Path(frame.filename)
    name = (
        path.relative_to(_HERE).as_posix()
        if path.is_relative_to(_HERE) and ".venv" not in path.parts
        else f"…/{path.name}"
    )
    return f"{name}:{frame.lineno} {frame.name}"


class LastHandler(logging.StreamHandler[TextIO]):
    """The one way out for every line: no secret, no quoted exception, no second line, nothing over 2 kB."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(sys.stderr)
        self._secret = _any_of(secrets)

    def filter(self, record: logging.LogRecord) -> Any:
        return (record.levelno >= logging.WARNING or _is_ours(record)) and super().filter(record)

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        said = _event(record) if _is_ours(record) else _library_line(record)
        error = record.exc_info[1] if record.exc_info else None
        line = f"{at} {record.levelname.lower()} {said}" + (f" error={class_and_place(error)}" if error else "")
        return self.cleaned(line)

    def cleaned(self, line: str) -> str:
        """`line` as it may be shown."""
        line = "".join(letter if letter.isprintable() else " " for letter in line)
        line = _BOT_TOKEN.sub("[token]", self._secret.sub("[secret]", line))
        raw = line.encode("utf-8", "replace")
        return line if len(raw) <= LONGEST_LINE else raw[:LONGEST_LINE].decode("utf-8", "ignore") + " [cut]"

    def handleError(self, record: logging.LogRecord) -> None:
        """A line that cannot be written: say so without its arguments, which the standard library would print."""
        try:
            self.stream.write(f"log_line_lost logger={record.name} at {Path(record.pathname).name}:{record.lineno}\n")
        except (OSError, ValueError):  # stderr is gone; there is nowhere left to say it
            return


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in OURS


def _event(record: logging.LogRecord) -> str:
    """The event, with exceptions among its arguments shown as class and place."""
    if isinstance(record.args, tuple):
        args = tuple(class_and_place(arg) if isinstance(arg, BaseException) else arg for arg in record.args)
        return str(record.msg) % args if args else _told(record.msg)
    return record.getMessage()


def _library_line(record: logging.LogRecord) -> str:
    """Who said something and where, and the sentence unfilled: what it is filled with may be a person's words."""
    first = _told(record.msg).strip().partition("\n")[0]
    said = f" said={first!r}" if record.args or first in CONSTANT_SENTENCES else ""
    return f"library_warned logger={record.name} at={Path(record.pathname).name}:{record.lineno}{said}"


def _told(message: object) -> str:
    return class_and_place(message) if isinstance(message, BaseException) else str(message)


def _any_of(secrets: Iterable[str]) -> re.Pattern[str]:
    """A pattern for each secret as it is, as in a web address, and for the part of a token behind its colon."""
    known = {secret for secret in secrets if len(secret) >= _SHORTEST_SECRET}
    known |= {quote(secret, safe="") for secret in known} | {repr(secret)[1:-1] for secret in known}
    known |= {secret.partition(":")[2] for secret in known if len(secret.partition(":")[2]) >= 2 * _SHORTEST_SECRET}
    return re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))) or r"(?!)")
