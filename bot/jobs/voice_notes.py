"""Fetching voice notes: the sound is at Telegram until it is here. Each try is a query away, so a kill loses none."""

from __future__ import annotations

import asyncio
import logging
import re
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.chat.days import day_in_words
from bot.gateway.api import TelegramApi
from bot.gateway.errors import CallFailed, Refused, Uncertain
from bot.rules.contact import next_time
from bot.rules.voice_notes import LARGEST, pause_after
from bot.serving import Running
from storage import notices, outbox, people, profiles, voice_notes
from storage.database import Transaction
from storage.people import Person
from storage.values import moment
from storage.voice_notes import Waiting

AT_ONCE = 4  # each may fill ten megabytes of memory
USEFUL_FOR = timedelta(days=7)
_TOO_LARGE, _TOKEN_UNKNOWN = 413, 401
_PATH = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*(\.[A-Za-z0-9]+)?")

log = logging.getLogger(__name__)


async def fetch(running: Running) -> None:
    """Fetch what is due, a few at a time; the first trouble ends the look, for the next ones would meet it too."""
    going_well = True
    while going_well:
        now = running.parts.clock.now()
        due = await running.parts.database.read(partial(voice_notes.waiting, now=now, limit=AT_ONCE))
        fetched = await asyncio.gather(*(_fetch(running, note) for note in due))
        going_well = bool(due) and all(fetched)


async def _fetch(running: Running, note: Waiting) -> bool:
    """One try; whether it is settled what becomes of the note."""
    now = running.parts.clock.now()
    try:
        content = await _sound(running.api, note.file_id)
    except CallFailed as failure:
        log.warning("voice_note_not_fetched note=%s tries=%d why=%s", note.id, note.tries + 1, failure)
        return await _in_vain(running, now, note, failure)
    if await running.parts.database.write(lambda tx: voice_notes.keep(tx, now, note.id, content)):
        log.info("voice_note_kept note=%s bytes=%d", note.id, len(content))
    return True


async def _sound(api: TelegramApi, file_id: str) -> bytes:
    """What Telegram has under this id. Raises CallFailed."""
    file = await api.call("getFile", {"file_id": file_id})
    path = file.get("file_path") if isinstance(file, dict) else None
    if not isinstance(path, str) or not _PATH.fullmatch(path):
        raise Uncertain("no file was named")
    content = await api.download(path, limit=LARGEST)
    if not content:
        raise Uncertain("the file is empty")
    return content


async def _in_vain(running: Running, now: datetime, note: Waiting, failure: CallFailed) -> bool:
    code, why = (failure.code, failure.description) if isinstance(failure, Refused) else (0, "")
    if code == _TOKEN_UNKNOWN:  # that is no fault of the note's, and somebody will mend it
        return False
    too_large = code == _TOO_LARGE or "too big" in why
    pause = None if too_large else pause_after(note.tries + 1)
    if pause is None:
        key = "we_lost_voice_note_too_large" if too_large else "we_lost_voice_note"
        await running.parts.database.write(lambda tx: _lose(tx, now, running, note, key))
        return True
    await running.parts.database.write(lambda tx: voice_notes.put_off(tx, note.id, now + pause))
    return False


def _lose(tx: Transaction, now: datetime, running: Running, note: Waiting, key: str) -> None:
    """Nobody will hear it: staff see that, and its person is told once."""
    if not voice_notes.lose(tx, now, note.id):
        return
    notices.note(tx, now, "voice_note_lost", note.person_id)
    person = people.by_id(tx, note.person_id)
    if person is not None and person.telegram_id is not None:
        _tell(tx, now, running, person, person.telegram_id, note, key)


def _tell(
    tx: Transaction, now: datetime, running: Running, person: Person, chat_id: int, note: Waiting, key: str
) -> None:
    voice, profile = running.parts.texts.voice(person.language), profiles.of(tx, person.id)
    day = day_in_words(moment(note.received_at).astimezone(ZoneInfo(person.timezone)).date(), voice.words)
    hours = profile.get("contact_days") or "", profile.get("contact_from"), profile.get("contact_until")
    at = next_time(now, person.timezone, *hours)
    outbox.add(
        tx,
        now,
        chat_id=chat_id,
        payload={"text": voice.says("shared", key, {"day": day})},
        person_id=person.id,
        priority=outbox.PROACTIVE,
        reason="voice_note_lost",
        not_before=at,
        useful_until=at + USEFUL_FOR,
    )
