"""A copy of everything we hold about somebody, to read and to take elsewhere; nothing of anybody else."""

from __future__ import annotations

import io
import json
import mimetypes
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from bot.actions import letter, web_link
from bot.actions.alerting import ALERT
from bot.actions.page import page
from bot.actions.reflecting import as_it_stands
from bot.chat.scene import Scene
from bot.chat.texts import Texts, Voice
from storage import answers, audit, belongings, consents, copy_links, facts, people, voice_notes
from storage.database import Transaction
from storage.outbox import encoded
from storage.people import Person
from storage.web_chats import is_web

COPY = "/copy"
FILE_NAME = "your-data.zip"
READABLE, FOR_COMPUTERS, MEDIA = "your-data.html", "your-data.json", "media"
LARGEST_IN_CHAT = 20 * 1024 * 1024  # Telegram takes 50 from a bot, and this is kept until it is sent


def ways(scene: Scene) -> list[str]:
    """The ways in which somebody can have their copy: by a link, if they can reach our pages, and here."""
    return [*(["by_link"] if facts.fact(scene.tx, web_link.ROOT) and not _on_page(scene) else []), "here"]


def _on_page(scene: Scene) -> bool:
    return scene.person.telegram_id is not None and is_web(scene.person.telegram_id)


def send_link(scene: Scene) -> None:
    """Send a link that opens once."""
    post_link(scene, "mydata", "link")


def post_link(scene: Scene, story: str, key: str) -> None:
    """The same in these words. The link is not kept: whoever has it has the copy."""
    token = copy_links.make(scene.tx, scene.now, scene.person.id)
    root = (facts.fact(scene.tx, web_link.ROOT) or "").rstrip("/")
    text = scene.voice.says(story, key, {"url": f"{root}{COPY}/{token}", "hours": copy_links.HOURS})
    scene.post({"text": text}, fleeting=True)


def send_copy(scene: Scene) -> bool:
    """Send the copy into the chat; False when it is too large for that. On a page it waits until it is read."""
    content = archive(scene.tx, scene.now, scene.person, scene.voice)
    if len(content) > LARGEST_IN_CHAT:
        return False
    caption = scene.voice.says("mydata", "caption", {})
    scene.post(
        {"caption": caption},
        method="sendDocument",
        file_name=FILE_NAME,
        file_text=encoded(content),
        fleeting=not _on_page(scene),
    )
    audit.note(scene.tx, scene.now, actor=scene.person.id, action="copy_sent", about=scene.person.id)
    return True


def archive(tx: Transaction, now: datetime, person: Person, voice: Voice) -> bytes:
    """The copy as one file: a page to read, the same for computers, their own words as a letter, what they spoke."""
    held = everything(tx, person, voice)
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as whole:
        whole.writestr(READABLE, page(voice, held))
        if letter.has_words(tx, now, person.id):
            whole.writestr(letter.FILE_NAME, letter.letter(tx, now, person, voice))
        whole.writestr(FOR_COMPUTERS, json.dumps(held, ensure_ascii=False, indent=2))
        for number, (note_id, at, media_type) in enumerate(voice_notes.kept_of(tx, person.id), start=1):
            sound = voice_notes.content(tx, note_id) or b""
            ending = mimetypes.guess_extension(media_type) or ".ogg"
            whole.writestr(f"{MEDIA}/{at[:10]}-{number}{ending}", sound)
    return file.getvalue()


def everything(tx: Transaction, person: Person, voice: Voice) -> dict[str, list[dict[str, Any]]]:
    """By kind of record, each row as names and values."""
    held = belongings.theirs(tx, person.id)
    for one in held["person"]:
        if one["telegram_id"] is not None and is_web(one["telegram_id"]):
            one["telegram_id"] = None  # a number of ours, which says nothing of anybody
    held["consents"] = consents.history(tx, person.id)
    skipped = voice.label("skipped")
    held["answers"] = [{**one, "answer": one["answer"] or skipped} for one in answers.of_person(tx, person.id)]
    for one in held["answers"]:
        one["visible_to"] = as_it_stands(tx, person.id, one["visible_to"])
        if one["channel"] == answers.CHAT:
            del one["channel"]  # theirs, as all is; what others wrote down for them says so
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
        "language": message["language"],
    }


def fetch(tx: Transaction, now: datetime, texts: Texts, token: str) -> bytes | None:
    """The copy that this link opens, which is used up with that; None when it opens nothing."""
    person_id = copy_links.use_up(tx, now, token)
    person = people.by_id(tx, person_id) if person_id else None
    if person is None:
        return None
    audit.note(tx, now, actor=person.id, action="copy_fetched", about=person.id)
    return archive(tx, now, person, texts.voice(person.language))
