"""Own words: what somebody said at length, who may see it, what became of it; corrected and deleted by themselves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import orjson

from storage import answers, fates, retold, taken_back
from storage.answers import Given
from storage.database import Row, Transaction
from storage.said import MEANING
from storage.values import instant
from storage.voice_notes import notes_in

# Where what somebody said is listed for them to look at. What is repeated there of a deleted answer goes as well.
LISTED_IN = "mywords"
READ_BACK = "readback"  # where they are told what was heard in what they spoke


@dataclass(frozen=True, slots=True)
class OwnWords:
    """One answer that stands, in somebody's own words, typed or spoken; `fate` is '' when nothing came of it."""

    id: str
    conversation_id: str
    kind: str
    question: str
    wording: str
    words: str
    answered_at: str
    visible_to: str
    fate: str
    note: str
    channel: str


# What can still be taken back has not come of it yet.
_CAME = f"fates.answer_id = answers.id AND {fates.settled('fates')} ORDER BY fates.id DESC LIMIT 1"
_SELECT = f"""
  SELECT answers.id, conversation_id, conversations.kind, question, wording, answer, value, answered_at, visible_to,
    channel,
    (SELECT fate FROM fates WHERE {_CAME}) AS fate,
    (SELECT note FROM fates WHERE {_CAME}) AS note,
    (SELECT COUNT(*) FROM answer_parts WHERE answer_parts.answer_id = answers.id) AS parts
  FROM answers JOIN conversations ON conversations.id = conversation_id
  WHERE answers.person_id = :person_id AND replaced_at IS NULL AND counts = TRUE AND answer <> ''
    AND visible_to IN ('me', 'staff', 'leader', 'learning') AND conversations.kind <> '{LISTED_IN}'
    AND question <> '{MEANING}'
"""  # noqa: S608 - constants


def of_person(tx: Transaction, now: datetime, person_id: str, kinds: Collection[str]) -> list[OwnWords]:
    """What somebody said in several messages or by voice anywhere, and every text of theirs in conversations of these
    `kinds`; newest first. No buttons, nothing skipped, and nothing whose visibility is not theirs to choose."""
    rows = tx.all(
        f"{_SELECT} ORDER BY answered_at DESC, answers.id DESC", person_id=person_id, settled_by=_settled_by(now)
    )
    return [_own(row) for row in rows if _in_own_words(row, kinds)]


def by_id(tx: Transaction, now: datetime, person_id: str, answer_id: str) -> OwnWords | None:
    """This answer of somebody's, as it stands; None when it does not, or is not theirs."""
    row = tx.one(
        f"{_SELECT} AND answers.id = :answer_id",
        person_id=person_id,
        answer_id=answer_id,
        settled_by=_settled_by(now),
    )
    return None if row is None else _own(row)


def _settled_by(now: datetime) -> str:
    return instant(now - fates.SETTLED_AFTER)


def _in_own_words(row: Row, kinds: Collection[str]) -> bool:
    value = orjson.loads(row["value"])
    if isinstance(value, dict):
        return "instead" not in value  # so it was spoken, at least in part
    return isinstance(value, str) and (row["parts"] > 0 or (row["kind"] in kinds and value == row["answer"]))


def _own(row: Row) -> OwnWords:
    return OwnWords(
        row["id"],
        row["conversation_id"],
        row["kind"],
        row["question"],
        row["wording"],
        row["answer"],
        row["answered_at"],
        row["visible_to"],
        row["fate"] or "",
        row["note"] or "",
        row["channel"],
    )


def correct(tx: Transaction, now: datetime, old: OwnWords, conversation_id: str, question: str) -> None:
    """What was answered to `question` in this conversation becomes the answer in the place of the old one, with all
    that was noted of what became of it; the history keeps the old words."""
    answers.take_back(tx, now, old.conversation_id, old.question)
    new = tx.one(
        "SELECT id, answer FROM answers WHERE conversation_id = :id AND question = :question AND replaced_at IS NULL",
        id=conversation_id,
        question=question,
    )
    assert new is not None
    tx.run(
        """
        UPDATE answers SET conversation_id = :conversation_id, question = :question, wording = :wording,
          visible_to = :visible_to
        WHERE id = :id
        """,
        conversation_id=old.conversation_id,
        question=old.question,
        wording=old.wording,
        visible_to=old.visible_to,
        id=new["id"],
    )
    stand_in(tx, old.id, new["id"])
    tx.run(
        """
        UPDATE prompts SET words = :words
        WHERE words = :old AND state = 'suggested'
          AND suggested_by = (SELECT person_id FROM answers WHERE answers.id = :id)
        """,
        words=new["answer"],
        old=old.words,
        id=new["id"],
    )


def stand_in(tx: Transaction, old: str, new: str) -> None:
    """What was noted of what became of the old answer is about the new one."""
    tx.run("UPDATE fates SET answer_id = :new WHERE answer_id = :old", new=new, old=old)
    tx.run("UPDATE answers SET has_fate = EXISTS (SELECT 1 FROM fates WHERE answer_id = :new) WHERE id = :new", new=new)


def mean(tx: Transaction, now: datetime, conversation_id: str, said_in: str) -> None:
    """What was answered in the talk `said_in` is what the reflection of this conversation means to them, in place of
    what they said of it before; whoever may see the one sees the other."""
    answers.take_back(tx, now, conversation_id, MEANING)
    tx.run(
        """
        UPDATE answers SET conversation_id = :id, visible_to = COALESCE((
          SELECT shown.visible_to FROM answers AS shown WHERE shown.conversation_id = :id AND shown.replaced_at IS NULL
            AND shown.question LIKE 'prompt_%' AND shown.answer <> ''), 'me')
        WHERE conversation_id = :said_in AND question = :meaning AND replaced_at IS NULL
        """,
        id=conversation_id,
        said_in=said_in,
        meaning=MEANING,
    )


def delete(tx: Transaction, now: datetime, person_id: str, chat_id: int | None, old: OwnWords) -> None:
    """The answer goes, with every earlier version and every message of it; the question counts as skipped.

    Gone as well: a voice note, a prompt that was suggested with these words and is not in use, where they were passed
    on to or shown, and what repeats them, in what we sent and in what came in and was handled, and in files that may
    quote them.
    """
    taken_back.some_words(tx, person_id)
    retold.forget_answer(tx, person_id, old.conversation_id, old.question)
    rows = tx.all(
        "SELECT value FROM answers WHERE conversation_id = :conversation_id AND question = :question",
        conversation_id=old.conversation_id,
        question=old.question,
    )
    for note in (note for row in rows for note in notes_in(orjson.loads(row["value"]))):
        tx.run("DELETE FROM voice_notes WHERE id = :id AND person_id = :who", id=note, who=person_id)
    tx.run(
        "DELETE FROM answers WHERE conversation_id = :conversation_id AND question IN (:question, :meaning)",
        conversation_id=old.conversation_id,
        question=old.question,
        meaning=MEANING,
    )
    tx.run(
        "DELETE FROM prompts WHERE suggested_by = :who AND words = :words AND state <> 'in_use'",
        who=person_id,
        words=old.words,
    )
    skipped = Given(old.question, None, "", old.wording, "", old.answered_at, old.visible_to, None, None, None)
    answers.give(tx, now, person_id, old.conversation_id, skipped)
    forget_echoes(tx, person_id, chat_id)


_TOLD = f"kind IN ('{LISTED_IN}', '{READ_BACK}', '{MEANING}')"
_LISTED = f"(SELECT id FROM conversations WHERE person_id = :id AND {_TOLD})"  # noqa: S608 - constants
_ECHOES = (
    f"""
    DELETE FROM effects
    WHERE (effect LIKE 'lines%' OR effect IN ('whole', 'thought', 'read_back')) AND conversation_id IN {_LISTED}
    """,  # noqa: S608 - constants
    """
    UPDATE outbox SET payload = NULL, file_name = NULL, file_text = NULL
    WHERE person_id = :id AND state = 'sent' AND reason IN ('reply', 'help')
    """,
)


def forget_echoes(tx: Transaction, person_id: str, chat_id: int | None) -> None:
    """What repeats somebody's words goes: what we sent them in answer, and what came in and was handled."""
    for statement in _ECHOES:
        tx.run(statement, id=person_id)
    tx.run("UPDATE inbox SET body = NULL WHERE chat_id = :chat_id AND state = 'done'", chat_id=chat_id)
