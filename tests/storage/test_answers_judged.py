"""What the schema keeps of each answer, that it says something or is of substance, is true whatever becomes of it."""

from __future__ import annotations

from storage.database import Database, Transaction
from tests.console.answered import say
from tests.databases import NOW
from tests.storage.test_consents import meet

_JUDGED = """
SELECT id, says, of_substance,
  CASE WHEN replaced_at IS NULL THEN value <> 'null' AND value NOT LIKE '{"instead%' END AS it_says,
  replaced_at IS NULL AND counts = TRUE AND (value LIKE '"% %' OR value LIKE '{"voice%' OR value LIKE '{"parts%')
    AND visible_to IN ('staff', 'leader', 'learning')
    AND (question IN ('experience', 'hope_to_learn', 'promise') OR EXISTS (SELECT 1 FROM conversations AS talks
      WHERE talks.id = answers.conversation_id AND talks.kind IN ('before_session', 'before_more', 'after_session',
        'say_more', 'reveal', 'reflect', 'commitment_seen', 'leader_feedback', 'commitment_later'))) AS it_is
FROM answers ORDER BY id"""
CHANGES = (
    "value = 'null'",
    "value = '\"as they said\"'",
    "visible_to = 'me'",
    "visible_to = 'learning'",
    "counts = FALSE",
    "counts = TRUE",
    "conversation_id = NULL",
    "question = 'hope_to_learn'",
    'value = \'{"instead": "skip"}\'',
    'value = \'{"voice": ["note"]}\'',
    "replaced_at = answered_at",
)


async def test_what_is_kept_of_an_answer_follows_what_becomes_of_it(database: Database) -> None:
    def unit(tx: Transaction) -> list[tuple[bool | None, bool]]:
        ana = meet(tx)
        for kind in ("reflect", "menu"):
            say(tx, NOW, ana, kind=kind)
        seen = []
        for change in ("value = value", *CHANGES):
            tx.run(f"UPDATE answers SET {change}")
            for row in tx.all(_JUDGED):
                assert (row["says"], row["of_substance"]) == (row["it_says"], row["it_is"]), change
                seen.append((row["says"], bool(row["of_substance"])))
        return seen

    assert {*await database.write(unit)} == {(True, True), (True, False), (False, False), (None, False)}
