"""What was heard in a voice note, on every kind of database: a draft apart, until its author has decided."""

from __future__ import annotations

from storage import answers, conversations, own_words, transcripts, voice_notes
from storage.answer_parts import Part
from storage.answers import Given
from storage.database import Database, Transaction
from storage.values import instant
from tests.databases import NOW
from tests.storage.met import meet
from tests.storage.test_own_words import LATER

LABEL = "a voice note, 0:34"


def speak(tx: Transaction, who: str, *, is_here: bool = True) -> tuple[str, str]:
    """Somebody answers aloud; the ids of the answer and of the note."""
    note = voice_notes.receive(tx, NOW, who, file_id="f", seconds=34, size=1, media_type="audio/ogg")
    if is_here:
        voice_notes.keep(tx, NOW, note, b"sound")
    talk = conversations.begin(tx, NOW, who, "reflect").id
    value = {"voice": note, "label": LABEL}
    given = Given("what", value, LABEL, "What?", "en", instant(NOW), "staff", 501, 7, None)
    return answers.give(tx, NOW, who, talk, given), note


async def test_what_is_asked_for_is_written_down_in_turn_and_takes_the_place_of_the_answer(database: Database) -> None:
    def unit(tx: Transaction) -> list[object]:
        ana = meet(tx)
        answer_id, note = speak(tx, ana)
        later, _ = speak(tx, ana, is_here=False)
        for one in (later, answer_id):
            transcripts.ask(tx, NOW, ana, one, transcripts.with_sound(tx, one), "en")
        asked = transcripts.next_asked(tx)
        assert asked is not None and (asked.note_id, asked.seconds) == (note, 34)  # the other is still at Telegram
        settled = [transcripts.settle(tx, NOW, note, transcripts.HEARD, words) for words in ("I waited.", "twice")]
        old = own_words.by_id(tx, LATER, ana, answer_id)
        assert old is not None
        parts = [*transcripts.pieces_of(tx, old), Part(0, transcripts.of_answer(tx, answer_id)[note][1])]
        transcripts.replace(tx, LATER, old, "I waited.", "I waited.", parts, transcripts.MACHINE)
        transcripts.forget_sound(tx, [note])
        (now,) = (one for one in own_words.of_person(tx, LATER, ana, ()) if one.channel == transcripts.MACHINE)
        before = [row["answer"] for row in tx.all("SELECT answer FROM answers WHERE replaced_at IS NOT NULL")]
        left = tx.all("SELECT answer_id FROM transcripts")
        return [settled, now.words, now.visible_to, before, [row["answer_id"] == later for row in left]]

    assert await database.write(unit) == [[True, False], "I waited.", "staff", [LABEL], [True]]
