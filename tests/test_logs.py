"""The log: one line an event, and nothing in it that is a secret or somebody's words, even at DEBUG."""

from __future__ import annotations

import asyncio
import io
import logging
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator

import pytest

from bot import logs

TOKEN = "123456789:AAEcanaryTokenCanaryTokenCanaryTok7"
SECRET = "canary/secret+7 'quoted'"
WORDS = "canary words of Ana"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the log writes at DEBUG; afterwards all loggers are as they were."""
    root = logging.getLogger()
    names = (*logs.TALKATIVE, *logs.OURS)
    before = root.handlers[:], root.level, {name: logging.getLogger(name).level for name in names}
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    logs.set_up_logs([TOKEN, SECRET], level="DEBUG")
    yield stream
    logging.captureWarnings(False)
    root.handlers[:], levels = before[0], before[2]
    root.setLevel(before[1])
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def test_an_event_is_one_line_with_time_level_and_ids(written: io.StringIO) -> None:
    logging.getLogger("bot.chat.turn").info("turn_taken person=%s ms=%d", "0660f6", 4)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ info turn_taken person=0660f6 ms=4\n", written.getvalue())


def test_our_own_debug_lines_are_written_at_debug(written: io.StringIO) -> None:
    logging.getLogger("storage.sqlite").debug("file_opened")
    assert "debug file_opened" in written.getvalue()


@pytest.mark.parametrize("library", [*logs.TALKATIVE, "some.other.library"])
def test_libraries_are_heard_from_warning_up(library: str, written: io.StringIO) -> None:
    logger = logging.getLogger(library)
    logger.info("HTTP Request: POST https://api.telegram.org/bot%s/getUpdates", TOKEN)
    logger.debug(WORDS)
    assert written.getvalue() == ""
    logger.warning("received %r", WORDS)
    assert f"warning library_warned logger={library} " in written.getvalue()
    assert "said='received %r'" in written.getvalue()
    assert "canary" not in written.getvalue()


def test_a_library_that_sets_its_own_level_is_still_not_heard(written: io.StringIO) -> None:
    logger = logging.getLogger("stubborn.library")
    logger.setLevel(logging.DEBUG)
    logger.info(WORDS)
    assert written.getvalue() == ""


@pytest.mark.parametrize(
    "said",
    [
        TOKEN,
        SECRET,
        f"https://api.telegram.org/bot{TOKEN}/sendMessage",
        TOKEN.replace(":", "%3A"),
        TOKEN.partition(":")[2],
        "canary%2Fsecret%2B7%20%27quoted%27",
        repr({"secret": SECRET}),
        "987654321:AAcanaryOfAnotherBotcanaryOfAnother",
    ],
)
def test_secrets_and_tokens_are_blacked_out(said: str, written: io.StringIO) -> None:
    logging.getLogger("bot").warning("call_failed at=%s", said)
    assert "canary" not in written.getvalue()
    assert "call_failed" in written.getvalue()


def test_a_very_short_secret_does_not_black_out_the_log() -> None:
    assert logs.LastHandler(["", "a"]).cleaned("a banana") == "a banana"


def test_an_exception_shows_as_class_and_place_and_never_what_it_says(written: io.StringIO) -> None:
    try:
        try:
            raise KeyError(WORDS)
        except KeyError as cause:
            raise ValueError(WORDS) from cause
    except ValueError as error:
        logging.getLogger("bot").exception("turn_failed update=%s", 7)
        logging.getLogger("bot").error("turn_failed why=%s", error)
        logging.getLogger("bot").error(error)
        logging.getLogger("asyncio").error("Task exception was never retrieved\nfuture: <%s>" % WORDS, exc_info=error)  # noqa: UP031
    lines = written.getvalue().splitlines()
    assert len(lines) == 4
    assert "canary" not in written.getvalue()
    for line in lines:
        assert re.search(r"ValueError at tests/test_logs\.py:\d+ test_an_exception\w+ because of KeyError", line)
    assert "said='Task exception was never retrieved'" in lines[3]


def test_a_database_error_shows_its_code_and_not_the_values(written: io.StringIO) -> None:
    database = sqlite3.connect(":memory:")
    try:
        database.execute("CREATE TABLE t (word TEXT CHECK (word <> 'canary'))")
        database.execute("INSERT INTO t VALUES ('canary')")
    except sqlite3.IntegrityError:
        logging.getLogger("storage").exception("unit_failed")
    finally:
        database.close()
    assert "IntegrityError SQLITE_CONSTRAINT_CHECK at tests/test_logs.py" in written.getvalue()
    assert "canary" not in written.getvalue()


async def test_what_asyncio_says_about_a_failed_callback_quotes_nobody(written: io.StringIO) -> None:
    def fail(_words: str) -> None:
        raise ValueError(WORDS)

    asyncio.get_running_loop().call_soon(fail, WORDS)
    await asyncio.sleep(0)
    assert "logger=asyncio" in written.getvalue()
    assert "ValueError at tests/test_logs.py" in written.getvalue()
    assert "canary" not in written.getvalue()


def test_a_line_break_or_control_character_cannot_forge_a_line(written: io.StringIO) -> None:
    logging.getLogger("bot").info("seen id=%s", "1\r\n2026-01-01T00:00:00Z info forged\x1b[2J\u2028x")
    assert written.getvalue().count("\n") == 1
    assert "\x1b" not in written.getvalue()


def test_a_long_line_is_cut_after_it_was_cleaned(written: io.StringIO) -> None:
    logging.getLogger("bot").info("seen id=%s", "é" * 995 + TOKEN + "é" * 5_000)
    line = written.getvalue().rstrip("\n")
    assert len(line.encode()) <= logs.LONGEST_LINE + len(" [cut]")
    assert line.endswith(" [cut]")
    assert "canary" not in line


def test_a_line_that_cannot_be_put_together_does_not_show_its_arguments(written: io.StringIO) -> None:
    record = logging.LogRecord("bot", logging.INFO, "chat.py", 12, "seen id=%d", (WORDS,), None)
    (handler,) = [each for each in logging.getLogger().handlers if isinstance(each, logs.LastHandler)]
    handler.handle(record)
    assert written.getvalue() == "log_line_lost logger=bot at chat.py:12\n"


STRAYS = f"""
import sys, threading
from bot import logs
logs.set_up_logs(())
logs.catch_strays()
class Dying:
    def __del__(self): raise ValueError({WORDS!r})
def fail(): raise KeyError({WORDS!r})
Dying()
thread = threading.Thread(target=fail); thread.start(); thread.join()
import warnings; warnings.warn({WORDS!r})
raise OSError({WORDS!r})
"""


def test_what_python_itself_would_print_is_a_line_too() -> None:
    ended = subprocess.run([sys.executable, "-c", STRAYS], capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    assert "canary" not in ended.stderr + ended.stdout
    for name in ("ValueError", "KeyError", "OSError"):
        assert f"error error_strayed error={name} at " in ended.stderr
    assert "Traceback" not in ended.stderr
    assert len(ended.stderr.splitlines()) == 4
