"""The programme that listens, as the bot sees it: a process of its own, with a time limit, that is given sound and a
language and says what it heard. What goes wrong in it, or takes too long, ends it and nothing else."""

from __future__ import annotations

import asyncio
import logging
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import orjson

from bot.rules.voice_notes import patience

ENGINE = "faster_whisper"
FILES = ("model.bin", "config.json", "tokenizer.json")  # without the last it would have to be fetched from elsewhere
CHILD = "bot.transcribing.child"
WHYS = ("too_long", "no_words")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard, or why there are no words: "too_long", "no_words", or "not_heard" when it went wrong."""

    words: str = ""
    why: str = ""


NOT_HEARD = Heard(why="not_heard")


@dataclass(frozen=True, slots=True)
class Machine:
    """What listens with the model in this folder; `child` is the module that is run for it, and `patience` says how
    many seconds it has for so many of sound."""

    model: Path
    child: str = CHILD
    patience: Callable[[int], float] = patience

    async def languages(self) -> tuple[str, ...]:
        """Those that it understands; none when it cannot be begun."""
        told = await self._run(b"", self.patience(0))
        found = told.get("languages", [])
        return tuple(map(str, found)) if isinstance(found, list) else ()

    async def write_down(self, sound: bytes, language: str, seconds: int) -> Heard:
        """What is said in this sound, which is `seconds` long; 0 when nobody knows."""
        told = await self._run(sound, self.patience(seconds), language)
        words, why = str(told.get("words", "")), str(told.get("why", ""))
        return Heard(words) if words else Heard(why=why) if why in WHYS else NOT_HEARD

    async def _run(self, sound: bytes, seconds: float, *arguments: str) -> dict[str, object]:
        """What the process said; nothing when it failed or took too long."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", self.child, str(self.model), *arguments), stdin=PIPE, stdout=PIPE, stderr=DEVNULL
        )
        try:
            async with asyncio.timeout(seconds):
                told, _ = await process.communicate(sound)
            said = orjson.loads(told) if process.returncode == 0 else None
        except (TimeoutError, orjson.JSONDecodeError):
            said = None
        finally:
            await _end(process)
        if not isinstance(said, dict):
            log.warning("nothing_written_down exit=%s", process.returncode)
            return {}
        return said


async def _end(process: Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def trouble(folder: Path) -> Literal["", "engine", "model"]:
    """What is missing for listening with the model in this folder; '' when everything is there."""
    if find_spec(ENGINE) is None:
        return "engine"
    return "" if all((folder / name).is_file() for name in FILES) else "model"


def listening_with(folder: Path | None) -> Machine | None:
    """What listens, where it was set up and everything for it is there."""
    return None if folder is None or trouble(folder) else Machine(folder)
