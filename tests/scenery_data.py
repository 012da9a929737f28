"""The lines that set the scene of consent, of leaving and of what is kept."""

from __future__ import annotations

import re

from storage import consents, people
from storage.database import Transaction
from tests.cast import CAST
from tests.casting import WHO, Scene, find, found
from tests.playing import Player


async def _called(player: Player, line: re.Match[str]) -> None:
    person = await found(player, line["who"])
    name = line["name"]
    await player.database.write(lambda tx: people.call(tx, person.id, name=name, pronouns="", language="en"))


async def _took_back(player: Player, line: re.Match[str]) -> None:
    now, purpose = player.clock.now(), line["purpose"]

    def take_back(tx: Transaction) -> None:
        person = find(tx, line["who"])
        (past,) = (one for one in consents.history(tx, person.id) if one["purpose"] == purpose)
        consents.take_back(tx, now, person.id, past, how="chat")

    await player.database.write(take_back)


async def _asked_in_new_words(player: Player, line: re.Match[str]) -> None:
    now, purpose = player.clock.now(), line["purpose"]
    await player.database.write(lambda tx: consents.require(tx, now, {purpose: "2"}))


async def _only_words_are_kept(player: Player, line: re.Match[str]) -> None:
    """Neither their number nor their name is in a table or in the bytes of the file; these words of theirs are."""
    who = CAST[line["who"]]
    await player.restart()
    content = b"".join(path.read_bytes() for path in sorted(player.folder.glob("voices.db*")))
    traces = (str(who.chat_id).encode(), who.chat_id.to_bytes(8, "big").lstrip(b"\0"), who.first_name.encode())
    assert [one for one in traces if one in content] == [], f"something of {who.name} is left in the file"
    assert line["words"].encode() in content, f"{line['words']!r} is not there any more"


GIVEN: dict[str, Scene] = {
    rf"{WHO} is called (?P<name>\w+)": _called,
    rf"{WHO} has taken back (?P<purpose>\w+)": _took_back,
    r"(?P<purpose>\w+) is asked in new words": _asked_in_new_words,
}
THEN: dict[str, Scene] = {
    rf"nothing is kept about {WHO} but “(?P<words>.+)”": _only_words_are_kept,
}
