"""Notices: in which table that is what they are about."""

from __future__ import annotations

from storage import notices, people
from storage.database import Database, Transaction
from tests.cast import ANA
from tests.databases import NOW


async def test_what_a_notice_is_about_is_found_by_its_table_and_a_reason_in_none(database: Database) -> None:
    def look(tx: Transaction) -> None:
        ana = people.meet(tx, NOW, telegram_id=ANA.chat_id, timezone="Europe/London").id
        for about in (ana, "a reason"):
            notices.note(tx, NOW, "note_failed", about)
        notices.note(tx, NOW, "message_uncertain", ana)
        assert notices.tables(tx) == {ana: "people", "a reason": ""}
        assert notices.tables(tx, ana) == {ana: "people"}
        notices.see(tx, NOW, ana, [one.id for one in notices.to_look_at(tx)])
        assert notices.tables(tx) == {}
        assert notices.tables(tx, "elsewhere") == {"elsewhere": ""}

    await database.write(look)
