"""Words and their person part: the words are deleted, or go on without any sign of whose they were."""

from __future__ import annotations

from datetime import datetime

from storage import inbox, pairings, profiles, prompts, responses, retold, taken_back
from storage.database import Transaction
from storage.unnaming import CALLED, unname_before
from storage.values import instant, new_id

# What was told in words, also to one of the team, and what was told about needs, which say as much about health.
_TOLD = ("reveals", "answers", "conversations", "threads", "access_needs", "interests", "offered_prompts")


def forget_words(tx: Transaction, person_id: str) -> None:
    """Everything that somebody told us is gone, with what repeats it; who they are and what they agreed to stays.

    Of a pairing goes what both want of it, which is one text: whoever asks for this puts back what the other one said.
    """
    unname_before(tx, person_id)
    taken_back.all_words(tx, person_id)
    retold.forget(tx, person_id)
    responses.forget_words(tx, person_id)
    prompts.forget_suggested(tx, person_id)
    pairings.forget_goals(tx, person_id)
    profiles.forget_told(tx, person_id)
    for table in _TOLD:
        tx.run(f"DELETE FROM {table} WHERE person_id = :id", id=person_id)  # noqa: S608 - constants
    tx.run("UPDATE recipients SET because = '[]' WHERE person_id = :id", id=person_id)  # it names what interests them
    _forget_traffic(tx, person_id)


def nobody(tx: Transaction, now: datetime) -> str:
    """Somebody new who never was: whose words are whose no more."""
    person_id = new_id(now)
    month = f"{instant(now)[:7]}-01T00:00:00.000000Z"
    tx.run(
        """
        INSERT INTO people (id, number, timezone, met_at, seen_at, erased_at)
        SELECT :id, COALESCE(MAX(number), 0) + 1, 'UTC', :month, :month, :month FROM people
        """,
        id=person_id,
        month=month,
    )
    return person_id


def hand_words_to(tx: Transaction, person_id: str, nameless: str) -> None:
    """What somebody said goes on as said by nobody: the words that others may read, each by itself, dated to its month.

    What was for themselves alone goes, and what was for figures only; the conversations go, which tie them together.
    """
    unname_before(tx, person_id)
    tx.run(
        """
        DELETE FROM answers WHERE person_id = :id
          AND (visible_to IN ('me', 'figures') OR answer = '' OR question = :called)
        """,
        id=person_id,
        called=CALLED,
    )
    tx.run("DELETE FROM answers WHERE person_id = :id AND replaced_at IS NOT NULL", id=person_id)
    tx.run("DELETE FROM answer_parts WHERE answer_id IN (SELECT id FROM answers WHERE person_id = :id)", id=person_id)
    tx.run(
        """
        UPDATE answers SET person_id = :nameless, conversation_id = NULL, chat_id = NULL, message_id = NULL,
          update_id = NULL, said_by = NULL, value = 'null',
          asked_at = substr(asked_at, 1, 7) || '-01T00:00:00.000000Z',
          answered_at = substr(answered_at, 1, 7) || '-01T00:00:00.000000Z'
        WHERE person_id = :id
        """,
        nameless=nameless,
        id=person_id,
    )
    # A sentence that was to stand with a name would still say whose it was.
    tx.run("DELETE FROM quotations WHERE person_id = :id AND (named = TRUE OR decided_at IS NULL)", id=person_id)
    tx.run("UPDATE quotations SET person_id = :nameless WHERE person_id = :id", nameless=nameless, id=person_id)
    forget_words(tx, person_id)


def _forget_traffic(tx: Transaction, person_id: str) -> None:
    """What we sent has repeated it, and what came in has said it."""
    person = tx.one("SELECT telegram_id FROM people WHERE id = :id", id=person_id)
    if person is not None and person["telegram_id"] is not None:
        inbox.wipe_chat(tx, person["telegram_id"])
    tx.run(
        """
        UPDATE outbox SET payload = NULL, file_name = NULL, file_text = NULL
        WHERE person_id = :id AND done_at IS NOT NULL
        """,
        id=person_id,
    )
