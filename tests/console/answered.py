"""Answers for the console's tests to read: by two partners, of whom one lets the learning partner read hers."""

from __future__ import annotations

import struct
from datetime import datetime

from storage import answers, consents, conversations, tags, voice_notes
from storage.answers import Given
from storage.database import Transaction
from storage.values import instant

RECORDS = ("talk", "question", "answer", "answer_for_the_team", "private", "passage", "tag", "spoken", "note")
# A tenth of a second of silence, which any browser plays.
SOUND = b"RIFF" + struct.pack("<I4s4sIHHIIHH4sI", 836, b"WAVE", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8, b"data", 800)
SOUND += bytes([128]) * 800
IN_OTHERS = {"easy": "It was good.", "cy": "Roedd yn dda.", "ur": "اچھا تھا"}  # what Ana said besides
SAID = "She listened. Then she changed the rota."


def agree(tx: Transaction, now: datetime, person_id: str, *purposes: str) -> None:
    for purpose in purposes:
        consents.note(
            *(tx, now, person_id),
            purpose=purpose,
            decision="given",
            wording_key="agree",
            wording="Do you agree?",
            language="en",
            how="chat",
        )


def say(
    tx: Transaction,
    now: datetime,
    person_id: str,
    words: str = SAID,
    *,
    kind: str = "say_more",
    question: str = "stayed",
    wording: str = "What stayed with you?",
    about: str | None = None,
    visible_to: str = "staff",
    value: object = None,
    language: str = "en",
) -> str:
    """An answer in a talk of its own; its id."""
    talk = conversations.begin(tx, now, person_id, kind, about=about)
    given = Given(question, value or words, words, wording, language, instant(now), visible_to, None, None, None)
    return answers.give(tx, now, person_id, talk.id, given)


def fill(tx: Transaction, now: datetime, ana: str, eve: str, session: str) -> dict[str, str]:
    """By what stands in the braces of a path."""
    agree(tx, now, ana, "take_part_health", "share_learning")
    agree(tx, now, eve, "take_part_health")
    answer = say(tx, now, ana, about=session)
    for language, words in IN_OTHERS.items():
        say(tx, now, ana, words, wording=words, language=language)
    note = voice_notes.receive(tx, now, eve, file_id="f", seconds=3, size=844, media_type="audio/wav")
    voice_notes.keep(tx, now, note, SOUND)
    tag = tags.named(tx, now, "Power", eve)
    tags.put(tx, now, tag, answer, 0, 13, eve)
    tags.named(tx, now, "Trust", eve)
    return {
        **{"talk": "say_more", "question": "stayed", "answer": answer, "tag": tag, "note": note},
        "answer_for_the_team": say(tx, now, eve, "He talked, I waited.", kind="reflect", question="prompt_1"),
        "private": say(tx, now, ana, "For me alone.", kind="reflect", question="prompt_1", visible_to="me"),
        "spoken": say(tx, now, eve, "a voice note, 0:03", value={"voice": note, "label": "a voice note, 0:03"}),
        "passage": tags.of_answer(tx, answer)[0].id,
    }
