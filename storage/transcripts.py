"""Transcripts: what a computer programme heard in somebody's voice notes. Drafts, apart from what they said, until they
have decided; then the draft is gone, whatever they decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson

from storage import answer_parts, answers, own_words
from storage.answer_parts import Part
from storage.answers import Given
from storage.database import Transaction
from storage.own_words import OwnWords
from storage.values import instant
from storage.voice_notes import notes_in

LANGUAGES = "languages_written_down"  # the fact: those that the programme understands, '' where there is none
MACHINE = "machine"  # the channel of words that a programme wrote down and their author confirmed
ASKED, HEARD = "asked", "heard"


@dataclass(frozen=True, slots=True)
class Asked:
    """A voice note that somebody wants written down; `seconds` is 0 where nobody knows how long it is."""

    note_id: str
    answer_id: str
    person_id: str
    language: str
    seconds: int
    asked_at: str


def ask(tx: Transaction, now: datetime, person_id: str, answer_id: str, notes: Iterable[str], language: str) -> None:
    """They want these voice notes of their answer written down; anew, where that was done or tried before."""
    for note_id in notes:
        tx.run("DELETE FROM transcripts WHERE note_id = :id", id=note_id)
        tx.run(
            """
            INSERT INTO transcripts (note_id, answer_id, person_id, language, state, asked_at)
            VALUES (:note_id, :answer_id, :person_id, :language, 'asked', :now)
            """,
            note_id=note_id,
            answer_id=answer_id,
            person_id=person_id,
            language=language,
            now=instant(now),
        )


def next_asked(tx: Transaction) -> Asked | None:
    """The one that has waited longest, once its sound is here or will not come."""
    row = tx.one(
        """
        SELECT note_id, answer_id, transcripts.person_id, language, seconds, asked_at
        FROM transcripts JOIN voice_notes ON voice_notes.id = note_id
        WHERE transcripts.state = 'asked' AND voice_notes.state <> 'waiting' ORDER BY asked_at, note_id LIMIT 1
        """
    )
    return None if row is None else Asked(**{name: row[name] for name in Asked.__slots__})


def settle(tx: Transaction, now: datetime, note_id: str, state: str, words: str = "") -> bool:
    """What came of listening; False when nobody wants it any more."""
    return (
        tx.run(
            """
            UPDATE transcripts SET state = :state, words = :words, done_at = :now
            WHERE note_id = :id AND state = 'asked'
            """,
            state=state,
            words=words,
            now=instant(now),
            id=note_id,
        )
        == 1
    )


def of_answer(tx: Transaction, answer_id: str) -> dict[str, tuple[str, str]]:
    """Of each voice note that was to be written down: how that stands, and what was heard."""
    rows = tx.all("SELECT note_id, state, words FROM transcripts WHERE answer_id = :id", id=answer_id)
    return {row["note_id"]: (row["state"], row["words"]) for row in rows}


def newest_of(tx: Transaction, person_id: str) -> str | None:
    """The answer that they last wanted written down and have not decided on."""
    row = tx.one(
        "SELECT answer_id FROM transcripts WHERE person_id = :id ORDER BY asked_at DESC, note_id LIMIT 1", id=person_id
    )
    return None if row is None else str(row["answer_id"])


def with_sound(tx: Transaction, answer_id: str) -> list[str]:
    """The voice notes in an answer whose sound is here or on its way."""
    row = tx.one("SELECT value FROM answers WHERE id = :id", id=answer_id)
    held = "SELECT 1 FROM voice_notes WHERE id = :id AND (content IS NOT NULL OR state = 'waiting')"
    notes = notes_in(orjson.loads(row["value"])) if row is not None else []
    return [note for note in notes if tx.one(held, id=note) is not None]


def pieces_of(tx: Transaction, old: OwnWords) -> list[Part]:
    """The messages of an answer, typed and spoken, in order."""
    return answer_parts.of(tx, old.id) or [Part(0, old.words, note) for note in _notes(tx, old)]


def _notes(tx: Transaction, old: OwnWords) -> list[str]:
    row = tx.one("SELECT value FROM answers WHERE id = :id", id=old.id)
    return notes_in(orjson.loads(row["value"])) if row is not None else []


def put_in_words(tx: Transaction, answer_id: str) -> bool:
    """Whether they wrote themselves what they had said, and the sound stands beside it: then the same voice note was an
    answer before, without those messages. An edited message is no new one."""
    row = tx.one("SELECT conversation_id, question, value FROM answers WHERE id = :id", id=answer_id)
    notes = set(notes_in(orjson.loads(row["value"]))) if row is not None else set()
    typed = {part.message_id for part in answer_parts.of(tx, answer_id) if part.voice_id is None}
    if row is None or not notes or not typed:
        return False
    before = tx.all(
        """
        SELECT id, value, message_id FROM answers
        WHERE conversation_id = :talk AND question = :question AND replaced_at IS NOT NULL
        """,
        talk=row["conversation_id"],
        question=row["question"],
    )
    same = [one for one in before if notes <= set(notes_in(orjson.loads(one["value"])))]
    return any(
        typed - {one["message_id"], *(part.message_id for part in answer_parts.of(tx, one["id"]))} for one in same
    )


def take(tx: Transaction, conversation_id: str, question: str) -> list[Part]:
    """The messages of what was just answered to this question, which is an answer to another one from now on."""
    row = tx.one(
        "SELECT id, answer FROM answers WHERE conversation_id = :id AND question = :question AND replaced_at IS NULL",
        id=conversation_id,
        question=question,
    )
    if row is None or not row["answer"]:
        return []
    parts = answer_parts.of(tx, row["id"]) or [Part(0, row["answer"])]
    tx.run("DELETE FROM answers WHERE id = :id", id=row["id"])
    return parts


def replace(
    tx: Transaction, now: datetime, old: OwnWords, value: object, words: str, parts: Sequence[Part], channel: str
) -> None:
    """This is the answer from now on, in the place of the old one, which the history keeps; its draft is gone."""
    row = tx.one("SELECT person_id, language, asked_at, chat_id, message_id FROM answers WHERE id = :id", id=old.id)
    assert row is not None
    answers.take_back(tx, now, old.conversation_id, old.question)
    given = Given(
        question=old.question,
        value=value,
        answer=words,
        wording=old.wording,
        language=row["language"],
        asked_at=row["asked_at"],
        visible_to=old.visible_to,
        chat_id=row["chat_id"],
        message_id=row["message_id"],
        update_id=None,
        channel=channel,
        answered_at=old.answered_at,
    )
    new = answers.give(tx, now, row["person_id"], old.conversation_id, given)
    answer_parts.note(tx, new, [part._replace(message_id=part.message_id or row["message_id"] or 0) for part in parts])
    own_words.stand_in(tx, old.id, new)
    drop(tx, old.id)


def drop(tx: Transaction, answer_id: str) -> None:
    """Nothing that a programme heard in this answer is kept as a draft."""
    tx.run("DELETE FROM transcripts WHERE answer_id = :id", id=answer_id)


def forget_sound(tx: Transaction, notes: Iterable[str]) -> None:
    """The words are enough: these voice notes are deleted, and what leads to them at Telegram."""
    for note in notes:
        tx.run("DELETE FROM voice_notes WHERE id = :id", id=note)


def wipe_with_sound(tx: Transaction, before: datetime) -> int:
    """A draft goes when the sound goes that it was made of; how many."""
    return tx.run(
        """
        DELETE FROM transcripts
        WHERE note_id IN (SELECT id FROM voice_notes WHERE received_at < :before)
        """,
        before=instant(before),
    )
