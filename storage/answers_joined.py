"""Of two accounts that became one, what they told us when they joined: a skip in one never covers an answer in the
other."""

from __future__ import annotations

from datetime import datetime

from storage import answers
from storage.database import Transaction
from storage.values import instant

JOINING = "onboarding_%"  # the kinds of talk in which somebody becomes one of us
DONE = "summary"  # what they said yes to at the end of it


def join(tx: Transaction, now: datetime, person_id: str) -> None:
    """Where the last of these talks of a kind, which is the one that is shown, has a skip, the answer to the same
    question from an earlier one stands in it."""
    rows = tx.all(
        """
        SELECT MAX(conversations.id) AS id FROM conversations
        JOIN answers ON answers.conversation_id = conversations.id AND question = :done AND replaced_at IS NULL
        WHERE conversations.person_id = :id AND kind LIKE :joining GROUP BY kind
        """,
        id=person_id,
        joining=JOINING,
        done=DONE,
    )
    for row in rows:
        _fill(tx, now, row["id"])


def _fill(tx: Transaction, now: datetime, talk: str) -> None:
    found = tx.all(
        """
        SELECT skipped.question, MAX(said.id) AS id FROM conversations AS talk
        JOIN answers AS skipped ON skipped.conversation_id = talk.id AND skipped.replaced_at IS NULL
          AND skipped.value = 'null'
        JOIN conversations AS earlier ON earlier.person_id = talk.person_id AND earlier.kind = talk.kind
          AND earlier.id <> talk.id
        JOIN answers AS said ON said.conversation_id = earlier.id AND said.question = skipped.question
          AND said.replaced_at IS NULL AND said.counts = TRUE AND said.value <> 'null'
        WHERE talk.id = :talk GROUP BY skipped.question
        """,
        talk=talk,
    )
    for row in found:
        answers.take_back(tx, now, talk, row["question"])
        tx.run("UPDATE answers SET conversation_id = :talk WHERE id = :id", talk=talk, id=row["id"])


def give_over(tx: Transaction, now: datetime, talk: str, into: str | None) -> None:
    """Somebody who joins in `talk` had joined before, in `into` if that is kept still: what was said in `talk` stands
    in the history of that one, which is shown and changed from now on; no button leads back to what was asked."""
    if into is None:
        tx.run("DELETE FROM asked WHERE conversation_id = :talk", talk=talk)
        return
    tx.run(
        """
        UPDATE answers SET replaced_at = COALESCE(replaced_at, :now), conversation_id = :into
        WHERE conversation_id = :talk
        """,
        now=instant(now),
        talk=talk,
        into=into,
    )
    tx.run("DELETE FROM conversations WHERE id = :talk", talk=talk)
