"""What the schema keeps of each answer, its conversation and its question is true whatever becomes of the answer."""

from __future__ import annotations

from itertools import product

from storage import answers, conversations
from storage.database import Database, Transaction
from storage.values import instant
from tests.console.answered import agree, say
from tests.databases import NOW
from tests.storage.test_consents import meet

_JUDGED = """
SELECT id, says, of_substance, in_words,
  CASE WHEN replaced_at IS NULL THEN value <> 'null' AND value NOT LIKE '{"instead%' END AS it_says,
  replaced_at IS NULL AND counts = TRUE AND (value LIKE '"% %' OR value LIKE '{"voice%' OR value LIKE '{"parts%')
    AND visible_to IN ('staff', 'leader', 'learning') AS it_is_in_words,
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


TALKS = ("reflect", "menu", "before_session", "leader_feedback", "onboarding_partner")
VALUES = (None, "yes", "as they said", "", 7, True, ["a b", "c"], {"instead": "skip"}, {"voice": "n"}, {"parts": ["a"]})


async def test_an_answer_says_of_itself_what_the_schema_would_say_of_it(database: Database) -> None:
    def unit(tx: Transaction) -> set[tuple[bool | None, bool, bool]]:
        ana, given = meet(tx), 0
        agree(tx, NOW, ana, "take_part_health")
        for kind, value, seen_by in product(TALKS, VALUES, ("staff", "me", "leader", "learning", "figures")):
            talk = conversations.begin(tx, NOW, ana, kind, about=f"case {given}")
            for question in ("why", "hope_to_learn"):
                one = answers.Given(
                    question,
                    value,
                    "words",
                    "Why?",
                    "en",
                    instant(NOW),
                    seen_by,
                    chat_id=None,
                    message_id=None,
                    update_id=None,
                )
                answers.give(tx, NOW, ana, talk.id, one)
                given += 1
        seen = set()
        for row in tx.all(_JUDGED):
            kept = (row["says"], bool(row["of_substance"]), bool(row["in_words"]))
            assert kept == (row["it_says"], bool(row["it_is"]), bool(row["it_is_in_words"]))
            seen.add(kept)
        return seen

    expected = {(True, True, True), (True, False, True), (True, False, False), (False, False, False)}
    assert await database.write(unit) == expected


async def test_what_is_kept_of_an_answer_follows_what_becomes_of_it(database: Database) -> None:
    def unit(tx: Transaction) -> list[tuple[bool | None, bool]]:
        ana = meet(tx)
        for kind in ("reflect", "menu"):
            say(tx, NOW, ana, kind=kind)
        seen = []
        for change in ("value = value", *CHANGES):
            tx.run(f"UPDATE answers SET {change}")
            for row in tx.all(_JUDGED):
                kept = (row["says"], row["of_substance"], row["in_words"])
                assert kept == (row["it_says"], row["it_is"], row["it_is_in_words"]), change
                seen.append((row["says"], bool(row["of_substance"])))
        return seen

    assert {*await database.write(unit)} == {(True, True), (True, False), (False, False), (None, False)}


_SHOWN = """
SELECT conversations.answered, asked.unanswered, EXISTS (SELECT 1 FROM answers
    WHERE answers.conversation_id = conversations.id AND says = TRUE AND counts = TRUE) AS has_answer,
  NOT EXISTS (SELECT 1 FROM answers WHERE answers.conversation_id = conversations.id
    AND answers.question = asked.question AND says IS NOT NULL) AS has_none
FROM conversations JOIN asked ON asked.conversation_id = conversations.id ORDER BY asked.id"""


async def test_whether_anything_was_answered_follows_what_becomes_of_the_answers(database: Database) -> None:
    def unit(tx: Transaction) -> set[tuple[bool, bool]]:
        ana, seen = meet(tx), set[tuple[bool, bool]]()

        def look(after: str) -> None:
            for row in tx.all(_SHOWN):
                kept = bool(row["answered"]), bool(row["unanswered"])
                assert kept == (bool(row["has_answer"]), bool(row["has_none"])), after
                seen.add(kept)

        for kind in ("reflect", "menu"):
            put(tx, say(tx, NOW, ana, kind=kind), "stayed", "hope_to_learn")
        for change in (*CHANGES[:6], "question = 'hope_to_learn'", "replaced_at = answered_at", "replaced_at = NULL"):
            tx.run(f"UPDATE answers SET {change}")
            look(change)
        tx.run("UPDATE asked SET question = 'hope_to_learn'")
        look("another question")
        tx.run("DELETE FROM answers")
        look("nothing is left")
        return seen

    assert await database.write(unit) == {(True, True), (True, False), (False, True), (False, False)}


def put(tx: Transaction, answer_id: str, *questions: str) -> None:
    """These questions were put in the talk of this answer, after it."""
    (row,) = tx.all("SELECT conversation_id FROM answers WHERE id = :id", id=answer_id)
    for question in questions:
        tx.run(
            """
            INSERT INTO asked (id, conversation_id, chat_id, question, wording, options, language, asked_at)
            VALUES (:id, :talk, 1, :question, 'Why?', '[]', 'en', '')
            """,
            id=f"{answer_id}-{question}",
            talk=row["conversation_id"],
            question=question,
        )
