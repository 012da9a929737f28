"""What the team writes down about a concern, and what it writes to the person: in its own words, with a name."""

from __future__ import annotations

from typing import Any

from bot.actions import looking_after, web_link
from bot.actions.alerting import ALERT, say_who_is_on_it
from bot.actions.naming import called
from bot.chat.asking import as_shown
from bot.chat.scene import Scene
from storage import audit, concern_history, concern_notes, concerns, people
from storage.concerns import Concern
from storage.people import Person

STORY = "concern_told"
# By whether a request of theirs is open: whoever looks after one is told when they write.
WRITES = {True: "somebody_writes_while_it_waits", False: "somebody_writes"}
OFFERS = ("person",)  # below it


def write_down(scene: Scene, *, concern_id: str, words: str, spoken: bool = False) -> bool:
    """Keep a note of what was done, and that they have `spoken` with the person, which answers them. The person does
    not get it. False for their own concern, or none."""
    one = _of_somebody_else(scene, concern_id)
    if one is None:
        return False
    concern_notes.write(scene.tx, scene.now, concern_id, scene.person.id, "done", words)
    said = concern_history.SPOKEN if spoken else ""
    audit.note(scene.tx, scene.now, actor=scene.person.id, action="concern_noted", about=concern_id, detail=said)
    if spoken:
        _answered(scene, one)
    return True


def tell(scene: Scene, *, concern_id: str, words: str) -> str:
    """Send these words to the person now: they asked, and this is an answer. Whoever is on it hears that they went. ''
    when they did, else why not: it is their "own" or there is none, or the person has "stopped", is "unreachable" or
    has "gone".
    """
    one = _of_somebody_else(scene, concern_id)
    if one is None:
        return "own"
    person = people.by_id(scene.tx, one.person_id)
    if why := out_of_reach(person):
        return why
    assert person is not None
    note_id = concern_notes.write(scene.tx, scene.now, concern_id, scene.person.id, "told", words)
    audit.note(scene.tx, scene.now, actor=scene.person.id, action="concern_told", about=concern_id)
    _answered(scene, one)
    looking_after.tell_of_words(scene, one, note_id)
    _send(scene, person, note_id)
    return ""


def out_of_reach(person: Person | None) -> str:
    """Why nothing that is written to them can arrive, or ''."""
    if person is None or person.telegram_id is None:
        return "gone"
    return next((name for name in ("stopped", "unreachable") if getattr(person, f"{name}_at") is not None), "")


def _answered(scene: Scene, one: Concern) -> None:
    """Nobody is asked any more to answer them. Where nobody was on it, whoever did so is, from now on."""
    if one.closed_at is not None:
        return
    if one.owner_id is None:
        concerns.take(scene.tx, scene.now, one.id, scene.person.id)
        say_who_is_on_it(scene, one)
        audit.note(scene.tx, scene.now, actor=scene.person.id, action="concern_taken", about=one.id)
    else:
        concerns.answered(scene.tx, one.id)


def _send(scene: Scene, person: Person, note_id: str) -> None:
    assert scene.playing is not None
    scene.playing.begin_with(person, STORY, about=note_id, reason=ALERT)
    scene.posted += web_link.pass_on(scene.tx, scene.now, scene.texts, person, web_link.root(scene.tx))


def what_was_told(scene: Scene) -> dict[str, Any]:
    """Who of the team wrote what to the person, by name, '' when it is gone; whether a request of theirs `waits`."""
    note = concern_notes.by_id(scene.tx, (scene.conversation.about if scene.conversation else None) or "")
    if note is None:
        return {"name": "", "words": "", "waits": False}
    waits = concerns.waits(scene.tx, scene.person.id)
    return {"name": called(scene, note.written_by or ""), "words": note.words, "waits": waits}


def as_it_arrives(theirs: Scene, writer_id: str, words: str) -> tuple[str, list[str]]:
    """What the person whose scene this is would get of these words: the whole message, and the buttons below it."""
    key, told = WRITES[concerns.waits(theirs.tx, theirs.person.id)], {"name": called(theirs, writer_id), "words": words}
    text, labels = as_shown(theirs, theirs.voice.says(STORY, key, told), OFFERS)
    return text, list(labels.values())


def _of_somebody_else(scene: Scene, concern_id: str) -> Concern | None:
    one = concerns.by_id(scene.tx, concern_id)
    return None if one is None or one.person_id == scene.person.id else one
