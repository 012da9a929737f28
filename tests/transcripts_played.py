"""The pytest side of written chats: an item for each way to play a file, and what is shown when it goes otherwise."""

from __future__ import annotations

import asyncio
import difflib
import re
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from config.languages import language_files
from tests.cast import CAST, GROUP
from tests.chats import BadChat, Line, Step, agrees, head_of, read_chat, write_down
from tests.phones import Said
from tests.playing import Player
from tests.scenery import GIVEN, THEN, set_scene

_LATER = re.compile(r"(\d+) (minute|hour|day|week)s? later")
_EVERYTHING = "everything in "
_FAILED = language_files()["en"][0]["shared"]["turn_failed"]  # is never written down by itself
FILE_OPENED_EVERY = 16  # lines before each of which the bot is started anew
_STATUS = {"blocks": "kicked", "returns": "member", "adds": "member", "removes": "left"}


class WentOtherwise(Exception):
    """The bot said something else than is written."""


class ChatFile(pytest.File):
    """A chat, to be played twice."""

    def collect(self) -> Iterator[pytest.Item]:
        yield ChatItem.from_parent(self, name="straight through", restarts=False)
        yield ChatItem.from_parent(self, name="restarted before every line", restarts=True)


class ChatItem(pytest.Item):
    """One way to play a chat."""

    def __init__(self, *, restarts: bool, **rest: Any) -> None:
        super().__init__(**rest)
        self._restarts = restarts

    def runtest(self) -> None:
        rewrite = bool(self.config.getoption("--rewrite-chats"))
        if rewrite and self._restarts:
            pytest.skip("the file is being rewritten")
        steps, below = read_chat(self.path)
        with tempfile.TemporaryDirectory() as folder:
            told = asyncio.run(Stage(self.path, Path(folder), self._restarts, rewrite).play(steps))
        if rewrite:
            self.path.write_text("\n".join([*told, *below]).rstrip("\n") + "\n", encoding="utf-8")

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        if isinstance(excinfo.value, WentOtherwise | BadChat):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, f"{self.path.name} {self.name}"


class Stage:
    """One playing of one file."""

    def __init__(self, path: Path, folder: Path, restarts: bool, rewrite: bool) -> None:
        self._path = path
        self._restarts = restarts
        self._rewrite = rewrite
        self._player = Player(folder)
        self._chat_id = 0
        self._lines = 0
        self.questions = 0

    async def play(self, steps: list[Step]) -> list[str]:
        """Everything as it was played, in lines. Raises WentOtherwise at the first difference."""
        await self._player.open()
        try:
            told: list[str] = []
            for step in steps:
                told += [*step.before, *step.act.source]
                told += await self._step(step)
            self.questions, without = await self._player.questions()
            assert without == [], f"{self._path.name}: no help in one tap at {without}"
            return told
        finally:
            await self._player.close()

    async def _step(self, step: Step) -> list[str]:
        if self._restarts:
            await (self._player.restart() if self._lines % FILE_OPENED_EVERY == 8 else self._player.forget())
            self._lines += 1
        try:
            said = await self._act(step.act)
        except (AssertionError, LookupError) as trouble:
            raise WentOtherwise(f"{self._path.name}:{step.act.number}: {step.act.source[0]}\n{trouble}") from trouble
        said = [Said(one.chat_id, self._player.named(one.text), one.buttons, one.how) for one in said]
        heads = [head_of(one, self._chat_id) for one in said]
        if len(said) == len(step.replies) and all(map(agrees, step.replies, heads, said)):
            return [line for reply in step.replies for line in reply.source]
        now = [line for head, one in zip(heads, said, strict=True) for line in write_down(head, one)]
        if not self._rewrite or any(one.text == _FAILED for one in said):
            raise WentOtherwise(self._difference(step, now))
        return now

    def _difference(self, step: Step, now: list[str]) -> str:
        wanted = [line for reply in step.replies for line in reply.source]
        diff = "\n".join(difflib.ndiff(wanted, now))
        place = f"{self._path.name}:{step.act.number}: {step.act.source[0]}"
        return f"{place}\n(- is written, + is what the bot said)\n\n{diff or '(nothing was said)'}"

    async def _act(self, line: Line) -> list[Said]:
        if line.head == "given" and line.text.startswith(_EVERYTHING):
            return await self._everything(line.text.removeprefix(_EVERYTHING))
        if line.head == "given":
            await set_scene(self._player, GIVEN, line.text)
            return []
        if line.head == "then":
            await set_scene(self._player, THEN, line.text)
            return []
        if line.head == "--":
            return await self._player.later(_duration(line.text))
        return await self._does(line)

    async def _everything(self, name: str) -> list[Said]:
        """Play another file first, without a look at what the bot says there."""
        steps, _ = read_chat(self._path.with_name(name))
        for step in steps:
            await self._act(step.act)
        return []

    async def _does(self, line: Line) -> list[Said]:
        name, _, verb = line.head.partition(" ")
        who, telegram, now = CAST[name], self._player.telegram, self._player.clock.now()
        self._chat_id = who.chat_id
        text = self._player.spelt(line.text)
        match verb:
            case "":
                return await self._player.receive(telegram.words(who, text, now))
            case "presses":
                label, _, under = text.partition(", under: ")
                return await self._player.receive(telegram.press(who, label, under, now))
            case "edits":
                old, _, new = text.partition("  -> ")
                return await self._player.receive(telegram.edit(who, old, new, now))
            case "replies":
                to, _, said = text.partition("  -> ")
                return await self._player.receive(telegram.reply(who, to, telegram.words(who, said, now)))
            case "replies with":
                to, _, what = text.partition("  -> ")
                return await self._player.receive(telegram.reply(who, to, *telegram.thing(who, what, now)))
            case "sends":
                return await self._player.receive(*telegram.thing(who, text, now))
            case "opens":
                return await self._player.look(who.chat_id)
            case "adds to group":
                return await self._player.receive(telegram.membership(GROUP, "member", now, by=who))
            case "blocks" | "returns" | "adds" | "removes":
                return await self._player.receive(telegram.membership(who, _STATUS[verb], now))
        raise LookupError(f"nobody can do that: {verb!r}")


def _duration(text: str) -> timedelta:
    found = _LATER.fullmatch(text)
    if found is None:
        raise LookupError(f"{text!r} is no time: write 1 day later, 3 hours later")
    return int(found[1]) * timedelta(**{f"{found[2]}s": 1})
