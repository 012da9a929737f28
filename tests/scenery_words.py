"""What a chat can take as given around the bot's own words: that staff draft and publish a change of them."""

from __future__ import annotations

import re

from bot.conversations import STORIES
from bot.published import catch_up
from bot.wording import publishing, rehearsal
from bot.wording.publishing import Work
from storage import text_versions
from storage.database import Transaction
from tests.casting import WHO, find
from tests.casting import Scene as Given
from tests.playing import Player

_TEXT = r"(?P<address>[\w.]+)( in (?P<language>[a-z]+))?"


def _work(tx: Transaction, player: Player, line: re.Match[str]) -> Work:
    who = find(tx, line["who"])
    return Work(tx, player.clock.now(), who.id, line["address"], line["language"] or "en")


async def _drafts(player: Player, line: re.Match[str]) -> None:
    assert await player.database.write(lambda tx: publishing.draft(_work(tx, player, line), line["words"]))


async def _publishes(player: Player, line: re.Match[str]) -> None:
    """As the console does it: it is said once it stands in the database."""
    texts = player.running.parts.texts

    def publish(tx: Transaction) -> str:
        work = _work(tx, player, line)
        (draft,) = (one for one in text_versions.opened(tx) if one.address == work.address)
        return publishing.publish(work, texts, draft.id)

    assert await player.database.write(publish) == "live"
    await player.database.read(lambda tx: catch_up(tx, texts))


async def _rehearsed(player: Player, line: re.Match[str]) -> None:
    texts, now = player.running.parts.texts, player.clock.now()

    def look(tx: Transaction) -> str:
        (draft,) = (one for one in text_versions.opened(tx) if one.address == line["address"])
        after = publishing.with_these(tx, texts, draft.language, draft.address, draft.words)
        return str(rehearsal.of_text(texts, after, STORIES, draft.language, draft.address).run(tx, now))

    said = await player.database.read(look)
    assert said == line["words"], said


GIVEN: dict[str, Given] = {
    rf"{WHO} drafts {_TEXT}: (?P<words>.+)": _drafts,
    rf"{WHO} publishes {_TEXT}": _publishes,
}
THEN: dict[str, Given] = {
    r"the rehearsal of (?P<address>[\w.]+) says: (?P<words>.+)": _rehearsed,
}
