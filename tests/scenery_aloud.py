"""What a chat can take as given around what people say aloud: that a computer programme writes it down."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.jobs import transcribing
from bot.transcribing.machine import Machine
from storage import facts, transcripts
from tests.casting import Scene as Given
from tests.playing import Player


async def _listens(player: Player, line: re.Match[str]) -> None:
    now = player.clock.now()
    await player.database.write(lambda tx: facts.note(tx, now, transcripts.LANGUAGES, "en"))


async def _hears(player: Player, line: re.Match[str]) -> None:
    """The job runs, with a process that hears this."""
    (player.folder / "heard").write_text(line["words"], encoding="utf-8")
    running = player.running
    machine = Machine(player.folder, child="tests.listening")
    await transcribing.write_down(replace(running, parts=replace(running.parts, machine=machine)))


async def _has_channel(player: Player, line: re.Match[str]) -> None:
    sql = "SELECT answer, channel FROM answers WHERE replaced_at IS NULL AND answer LIKE :words"
    found = await player.database.read(lambda tx: tx.all(sql, words=f"%{line['words']}%"))
    assert [row["channel"] for row in found] == [line["channel"]]


GIVEN: dict[str, Given] = {
    r"a computer programme can write voice notes down": _listens,
    r"the computer programme hears: (?P<words>.+)": _hears,
}
THEN: dict[str, Given] = {
    r"what stands with “(?P<words>.+)” was said by (?P<channel>\w+)": _has_channel,
}
