"""A copy of everything we hold about somebody, to read and to take elsewhere; nothing of anybody else."""

from __future__ import annotations

import json
from typing import Any
from zoneinfo import ZoneInfo

from bot.actions.alerting import ALERT
from bot.actions.page import page
from bot.chat.days import day_in_words
from bot.chat.scene import Scene
from storage import answers, audit, belongings, consents, voice_notes
from storage.values import moment
from storage.web_chats import is_web


def send_copy(scene: Scene) -> int:
    """Send both files and their voice notes into the chat; how many notes that were."""
    held = everything(scene)
    captions = {name: scene.voice.says("mydata", name, {}) for name in ("caption_page", "caption_data")}
    scene.post(
        {"caption": captions["caption_page"]},
        method="sendDocument",
        file_name="your-data.html",
        file_text=page(scene.voice, held),
    )
    scene.post(
        {"caption": captions["caption_data"]},
        method="sendDocument",
        file_name="your-data.json",
        file_text=json.dumps(held, ensure_ascii=False, indent=2),
    )
    audit.note(scene.tx, scene.now, actor=scene.person.id, action="copy_sent", about=scene.person.id)
    return _send_voice_notes(scene)


def _send_voice_notes(scene: Scene) -> int:
    """Telegram has them still, so that they need not travel there once more."""
    notes = voice_notes.of_person(scene.tx, scene.person.id)
    for note in notes:
        day = moment(note["received_at"]).astimezone(ZoneInfo(scene.person.timezone)).date()
        caption = scene.voice.says("mydata", "caption_voice", {"day": day_in_words(day, scene.voice.words)})
        scene.post({"voice": note["file_id"], "caption": caption}, method="sendVoice")
    return len(notes)


def everything(scene: Scene) -> dict[str, list[dict[str, Any]]]:
    """By kind of record, each row as names and values."""
    held = belongings.theirs(scene.tx, scene.person.id)
    for one in held["person"]:
        if one["telegram_id"] is not None and is_web(one["telegram_id"]):
            one["telegram_id"] = None  # a number of ours, which says nothing of anybody
    held["consents"] = consents.history(scene.tx, scene.person.id)
    skipped = scene.voice.label("skipped")
    held["answers"] = [
        {**one, "answer": one["answer"] or skipped} for one in answers.of_person(scene.tx, scene.person.id)
    ]
    held["messages"] = [_readable(message) for message in held["messages"]]
    return held


def _readable(message: dict[str, Any]) -> dict[str, Any]:
    """A message we sent, by its words unless they were about somebody else; a file by its name."""
    payload = json.loads(message["payload"] or "{}")
    words = "" if message["reason"] == ALERT else payload.get("text") or payload.get("caption") or ""
    return {
        "words": words,
        "file": message["file_name"] or "",
        "reason": message["reason"],
        "state": message["state"],
        "made_at": message["made_at"],
    }
