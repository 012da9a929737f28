"""The program around the bot: how it ends, how it is told to stop, and what it shows before it starts."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from tests.commands.program import Voices

CANARY = "canary7Q"

# Stands in for the bot, which is not what is tested here: the program around it is.
STAND_IN = """
import asyncio, sys, types
import bot
from storage.database import DatabaseHeld, DatabaseRefused
async def run(settings):
    {body}
bot.app = sys.modules["bot.app"] = types.ModuleType("bot.app")
bot.app.run = run
from bot.__main__ import main
sys.argv = ["voices", "run"]
sys.exit(main())
"""


@pytest.mark.parametrize(
    ("body", "code", "says"),
    [
        ("raise DatabaseHeld('held by process 7')", 75, "held by process 7"),
        ("raise DatabaseRefused('no room')", 78, "no room"),
        ("raise KeyError('canary7Q')", 70, "KeyError at "),
    ],
)
def test_how_the_bot_ends(body: str, code: int, says: str, voices: Voices) -> None:
    ended = voices.python("-c", STAND_IN.format(body=body), VOICES_TELEGRAM_TOKEN="42:abc")
    assert (ended.code, says in ended.only_line) == (code, True)
    assert CANARY not in ended.err


WAITS = """
    print("started", flush=True)
    try:
        await asyncio.Event().wait()
    finally:
        await asyncio.sleep(0)
        print("finished", flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_bot_that_is_told_to_stop_finishes_and_ends_with_zero(number: signal.Signals, voices: Voices) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STAND_IN.format(body=WAITS.strip())],
        cwd=voices.folder,
        env={"VOICES_TELEGRAM_TOKEN": "42:abc"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "started\n"
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (0, "finished\n", "")


def test_help_lists_every_command_with_its_help(voices: Voices) -> None:
    ended = voices.installed("--help")
    assert ended.code == 0
    for command in ("demo", "init", "doctor", "run", "invite", "export", "backup", "restore"):
        assert f"\n  {command} " in ended.out


def test_a_mistyped_command_does_not_wait_for_heavy_imports(voices: Voices) -> None:
    words = "import sys; sys.argv = ['voices', 'xx']; from bot.__main__ import main; main(); print(*sys.modules)"
    loaded = set(voices.python("-c", words).out.split())
    assert "typer" in loaded
    assert not loaded & {"telegram", "aiohttp", "aiosqlite", "apscheduler", "pydantic_settings", "starlette", "uvicorn"}
