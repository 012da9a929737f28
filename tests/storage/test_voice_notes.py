"""Voice notes on every kind of database: waiting, kept, lost, wiped; each state is entered once."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage import people, voice_notes
from storage.database import Database, Transaction
from tests.cast import ANA, BEN, Member
from tests.databases import NOW

SOUND = bytes(range(256)) * 9
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def meet(tx: Transaction, who: Member = ANA) -> str:
    return people.meet(tx, NOW, telegram_id=who.chat_id, timezone="Europe/London").id


def receive(tx: Transaction, person_id: str, now: datetime = NOW, size: int = 100) -> str:
    return voice_notes.receive(tx, now, person_id, file_id="file", seconds=34, size=size, media_type="audio/ogg")


def states(tx: Transaction) -> list[tuple[str, int, str]]:
    rows = tx.all("SELECT state, tries, file_id FROM voice_notes ORDER BY id")
    return [(row["state"], row["tries"], row["file_id"]) for row in rows]


async def test_the_sound_comes_back_byte_for_byte_and_is_kept_once(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[object, ...]:
        note = receive(tx, meet(tx))
        before = voice_notes.content(tx, note)
        kept = [voice_notes.keep(tx, NOW, note, content) for content in (SOUND, b"another")]
        return before, kept, voice_notes.content(tx, note), voice_notes.waiting(tx, NOW + DAY, 9)

    assert await database.write(unit) == (None, [True, False], SOUND, [])


async def test_notes_wait_in_the_order_of_their_next_try(database: Database) -> None:
    def unit(tx: Transaction) -> list[list[int]]:
        ana = meet(tx)
        notes = [receive(tx, ana) for _ in range(3)]
        voice_notes.put_off(tx, notes[0], NOW + HOUR)
        moments = (NOW - HOUR, NOW, NOW + HOUR)
        return [[notes.index(one.id) for one in voice_notes.waiting(tx, at, 9)] for at in moments]

    assert await database.write(unit) == [[], [1, 2], [1, 2, 0]]


async def test_a_lost_note_is_lost_once_and_nothing_leads_to_it(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[object, ...]:
        note = receive(tx, ana := meet(tx))
        lost = [voice_notes.lose(tx, NOW, note), voice_notes.lose(tx, NOW, note)]
        voice_notes.put_off(tx, note, NOW)
        return lost, voice_notes.keep(tx, NOW, note, SOUND), states(tx), voice_notes.of_person(tx, ana)

    assert await database.write(unit) == ([True, False], False, [("lost", 1, "")], [])


async def test_what_comes_for_somebody_who_has_gone_is_kept_nowhere(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[object, ...]:
        note = receive(tx, ana := meet(tx))
        tx.run("DELETE FROM people WHERE id = :id", id=ana)
        return voice_notes.keep(tx, NOW, note, SOUND), voice_notes.lose(tx, NOW, note), states(tx)

    assert await database.write(unit) == (False, False, [])


async def test_room_is_taken_by_what_is_here_or_on_its_way_and_by_ones_own_alone(database: Database) -> None:
    def unit(tx: Transaction) -> list[int]:
        ana, ben = meet(tx), meet(tx, BEN)
        receive(tx, ben, size=7)
        held = [voice_notes.held(tx, ana)]
        notes = [receive(tx, ana, size=size) for size in (100, 20, 3)]
        held.append(voice_notes.held(tx, ana))
        voice_notes.keep(tx, NOW, notes[0], SOUND)  # Telegram may have said another size
        voice_notes.lose(tx, NOW, notes[1])
        held.append(voice_notes.held(tx, ana))
        voice_notes.wipe_old(tx, NOW + DAY)
        return [*held, voice_notes.held(tx, ana) - 3]

    assert await database.write(unit) == [0, 123, len(SOUND) + 3, 0]


async def test_the_sound_goes_at_its_term_and_not_before(database: Database) -> None:
    def unit(tx: Transaction) -> list[tuple[int, bytes | None]]:
        note = receive(tx, meet(tx))
        voice_notes.keep(tx, NOW + HOUR, note, SOUND)
        moments = (NOW, NOW + HOUR, NOW + DAY)
        return [(voice_notes.wipe_old(tx, at), voice_notes.content(tx, note)) for at in moments]

    assert await database.write(unit) == [(0, SOUND), (1, None), (0, None)]
    assert await database.write(states) == [("kept", 0, "")]
