"""Back after a while: what was missed is let go, and what nobody has told them yet is not."""

from __future__ import annotations

from bot.actions import away, planning
from bot.chat.scene import Scene
from bot.chat.texts import Texts
from config.languages import language_files
from storage import people
from storage.database import Database, Transaction
from tests.actions.programme import planned, three
from tests.databases import NOW

TEXTS = Texts(language_files())


async def test_what_the_team_tells_by_hand_waits_for_whoever_is_back(database: Database) -> None:
    def unit(tx: Transaction) -> None:
        ana = three(tx).ana
        for kind in ("session_changed", "silence"):
            planning.note(tx, NOW, ana, kind)
        person = people.by_id(tx, ana)
        assert person is not None
        away.come_back(Scene(tx, NOW, person, TEXTS.first, TEXTS))
        assert planned(tx, ana) == ["session_changed"]

    await database.write(unit)
