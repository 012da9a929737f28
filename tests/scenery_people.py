"""The lines that set the scene of what the team does for somebody on the staff pages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.actions import merging, papers, recording
from bot.chat.dictation import Dictated, write_down
from bot.chat.playing import Play
from bot.chat.scene import Behalf, Scene
from bot.conversations import STORIES
from storage import people
from storage.database import Transaction
from storage.values import instant
from tests.casting import WHO, find, taking_part
from tests.casting import Scene as Given
from tests.playing import Player

SAID = {"met": Dictated(("yes",)), "how_was_it": Dictated(("all_right",)), "heard": Dictated(("in_part",))}
AT_LENGTH = {"stayed": Dictated(words="The letter came after the visit."), "unsaid": Dictated()}


def _scene(tx: Transaction, player: Player, name: str) -> Scene:
    person, texts = find(tx, name), player.running.parts.texts
    return Scene(tx, player.clock.now(), person, texts.voice(person.language), texts)


async def _wrote_down(player: Player, line: re.Match[str]) -> None:
    """Their answers after the newest session that has begun, on paper."""
    await player.database.write(lambda tx: _write_down(tx, player, line["who"], "after_session", SAID))


async def _wrote_more_down(player: Player, line: re.Match[str]) -> None:
    """What they said at more length after it, on paper."""
    await player.database.write(lambda tx: _write_down(tx, player, line["who"], "say_more", AT_LENGTH))


def _write_down(tx: Transaction, player: Player, name: str, kind: str, said: Mapping[str, Dictated]) -> None:
    cora, scene = taking_part(tx, player, "cora", "coordinator"), _scene(tx, player, name)
    Play(scene, STORIES)
    scene.behalf = Behalf(cora.id, "paper", instant(player.clock.now()))
    blank = next(one for one in recording.blanks(scene) if one.kind == kind)
    talk = recording.begin(scene, blank, "")
    assert write_down(scene, STORIES[blank.kind], talk, said).done
    recording.tell(scene, talk)


async def _permitted(player: Player, line: re.Match[str]) -> None:
    def record(tx: Transaction) -> None:
        taking_part(tx, player, "cora", "coordinator")
        cora, who = _scene(tx, player, "cora"), find(tx, line["who"])
        papers.record(
            cora,
            person_id=who.id,
            purpose=line["purpose"],
            agreed=line["said"] == "yes",
            paper="folder 3",
            language="en",
        )

    await player.database.write(record)


async def _made_one(player: Player, line: re.Match[str]) -> None:
    """The account of `gone` is put together with that of `who`."""

    def merge(tx: Transaction) -> None:
        cora, gone = taking_part(tx, player, "cora", "coordinator"), find(tx, line["gone"])
        people.seen(tx, player.clock.now(), gone)
        merging.merge(_scene(tx, player, line["who"]), find(tx, line["gone"]), by=cora.id, why="new_phone")

    await player.database.write(merge)


GIVEN: dict[str, Given] = {
    rf"what {WHO} said on paper after the session is written down": _wrote_down,
    rf"what {WHO} said at more length on paper after the session is written down": _wrote_more_down,
    rf"the team wrote down that {WHO} said (?P<said>yes|no) to (?P<purpose>\w+)": _permitted,
    rf"{WHO} came back as (?P<gone>\w+), and both accounts are made one": _made_one,
}
