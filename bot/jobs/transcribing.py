"""Writing down what was said in the voice notes whose authors asked for that: one at a time, beside everything else."""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial

from bot.chat.playing import Play
from bot.chat.scene import Scene
from bot.rules.voice_notes import JUST_ASKED
from bot.serving import Running, Storybook
from bot.transcribing.machine import NOT_HEARD, Heard, Machine
from storage import facts, people, transcripts, voice_notes
from storage.database import Transaction
from storage.outbox import Message
from storage.own_words import READ_BACK
from storage.transcripts import Asked
from storage.values import moment

log = logging.getLogger(__name__)


async def write_down(running: Running) -> None:
    """Write down the note that has waited longest. Where nothing can listen, nobody is offered it."""
    machine, parts = running.parts.machine, running.parts
    if machine is None or not await _is_ready(running, machine):
        return
    asked = await parts.database.read(transcripts.next_asked)
    if asked is None:
        return
    sound = await parts.database.read(lambda tx: voice_notes.content(tx, asked.note_id))
    heard = await machine.write_down(sound, asked.language, asked.seconds) if sound else NOT_HEARD
    now = parts.clock.now()
    messages = await parts.database.write(partial(_settle, now=now, book=parts, asked=asked, heard=heard))
    log.info("voice_note_written_down note=%s why=%s", asked.note_id, heard.why or "heard")
    running.delivery.post(messages)


async def _is_ready(running: Running, machine: Machine) -> bool:
    """Whether it can be begun at all; which languages it understands is noted once in each run of the program."""
    if not running.understood:
        languages, now = " ".join(await machine.languages()), running.parts.clock.now()
        await running.parts.database.write(lambda tx: facts.note(tx, now, transcripts.LANGUAGES, languages))
        running.understood.append(languages)
        log.info("transcription_ready languages=%d", len(languages.split()))
    return bool(running.understood[0])


def _settle(tx: Transaction, now: datetime, book: Storybook, asked: Asked, heard: Heard) -> list[Message]:
    """It is written down; whoever asked a moment ago hears it at once, others find it where they asked for it."""
    if not transcripts.settle(tx, now, asked.note_id, heard.why or transcripts.HEARD, heard.words):
        return []
    still = any(state == transcripts.ASKED for state, _ in transcripts.of_answer(tx, asked.answer_id).values())
    person = people.by_id(tx, asked.person_id)
    waits_for_it = now - moment(asked.asked_at) <= JUST_ASKED
    if still or not waits_for_it or person is None or person.telegram_id is None:
        return []
    scene = Scene(tx, now, person, book.texts.voice(person.language), book.texts)
    Play(scene, book.stories).begin(READ_BACK, about=asked.answer_id)
    return scene.posted
