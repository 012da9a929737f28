"""Retold: what others were shown of somebody's words, taken out of what we noted of it and sent, when the words go.

It is in their own chats still, which nobody can change. What is passed on to the team is nowhere but where it was said.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from storage import prompts, responses, threads
from storage.database import Transaction

INSTEAD = "…"
# The answers that are shown to the other one of a pair, word for word.
_TO_THE_OTHER = (
    *(("reveal", "mattered"), ("reveal", "not_said"), ("before_more", "easier"), ("thanks", "words")),
    *(("agree_pairing", "goals"), ("pairing_news", "goals"), ("onboarding_leader", "promise")),
)
_TALKS = "conversation_id IN (SELECT id FROM conversations WHERE person_id = :reader)"
# Where it may stand for whoever read it.
_PLACES = (
    ("effects", "result", _TALKS),
    ("asked", "wording", _TALKS),
    ("answers", "wording", "person_id = :reader"),
    ("outbox", "payload", "person_id = :reader"),
)


def forget(tx: Transaction, person_id: str) -> None:
    """While their words are still here: nobody else's records say them any more."""
    _unsay(tx, _others(tx, person_id), _shown_to_the_other(tx, person_id))
    _unsay(tx, _staff(tx, person_id), [one.words for one in prompts.suggested(tx, person_id)])


def forget_answer(tx: Transaction, person_id: str, conversation_id: str, question: str) -> None:
    """The same of one answer, with every earlier version of it; and where it was passed on to, it stands no more."""
    said = _said(
        tx, person_id, "AND conversation_id = :talk AND question = :question", talk=conversation_id, question=question
    )
    _unsay(tx, _others(tx, person_id), [words for kind, _, words in said if (kind, question) in _TO_THE_OTHER])
    _unsay(tx, _staff(tx, person_id), [words for kind, _, words in said if kind == "suggest"])
    threads.forget_said(tx, person_id, f"{conversation_id}/{question}")
    talk = tx.one("SELECT about FROM conversations WHERE id = :id AND kind = 'interested'", id=conversation_id)
    if talk is not None and talk["about"] is not None:
        said_first, needed = ("", None) if question == "statement" else (None, "")
        responses.add_words(tx, talk["about"], person_id, statement=said_first, needs=needed)


def _shown_to_the_other(tx: Transaction, person_id: str) -> list[str]:
    return [words for kind, question, words in _said(tx, person_id) if (kind, question) in _TO_THE_OTHER]


def _said(tx: Transaction, person_id: str, besides: str = "", **values: str) -> list[tuple[str, str, str]]:
    """The kind of talk, the question and the words, also what they said first and put otherwise. A single word says
    nothing of who said it, and a sound is not repeated in words."""
    rows = tx.all(
        f"""
        SELECT DISTINCT kind, question, answer FROM answers JOIN conversations ON conversations.id = conversation_id
        WHERE answers.person_id = :id AND answer LIKE '% %' AND value NOT LIKE '{{"voice%' {besides}
        """,  # noqa: S608 - constants
        id=person_id,
        **values,
    )
    return [(row["kind"], row["question"], row["answer"]) for row in rows]


def _others(tx: Transaction, person_id: str) -> list[str]:
    """Those with whom they are or were put together."""
    rows = tx.all(
        """
        SELECT leader_id AS other FROM pairings WHERE partner_id = :id
        UNION SELECT partner_id AS other FROM pairings WHERE leader_id = :id
        """,
        id=person_id,
    )
    return [row["other"] for row in rows]


def _staff(tx: Transaction, person_id: str) -> list[str]:
    """Those who look after the thoughts."""
    rows = tx.all(
        "SELECT DISTINCT person_id FROM roles WHERE role IN ('coordinator', 'admin') AND person_id <> :id", id=person_id
    )
    return [row["person_id"] for row in rows]


def _unsay(tx: Transaction, readers: Iterable[str], said: Iterable[str]) -> None:
    written = {one for words in said for one in _as_written(words)}
    for reader in readers:
        for table, column, theirs in _PLACES:
            for words in written:
                tx.run(
                    f"""
                    UPDATE {table} SET {column} = REPLACE({column}, :words, :instead)
                    WHERE {theirs} AND REPLACE({column}, :words, '') <> {column}
                    """,  # noqa: S608 - constants
                    reader=reader,
                    words=words,
                    instead=INSTEAD,
                )


def _as_written(words: str) -> set[str]:
    """As they are, and as they stand within JSON."""
    return {words, *(json.dumps(words, ensure_ascii=ascii_only)[1:-1] for ascii_only in (True, False))}
