"""What would make a session easier, for those who arrange it: in the words of whoever asked for it."""

from __future__ import annotations

from bot.actions.listing import is_team
from bot.actions.naming import called, session_of
from bot.actions.talking import asked_to_ease
from bot.chat.cleaning import for_others
from bot.chat.scene import Scene
from bot.chat.spoken import Mixed, VoiceNote
from storage import audit, sessions, voice_notes

STORY = "session"


def show(scene: Scene) -> int:
    """Send what those who come asked for, and put on record that it was read; how many of them did.

    It is sent and not handed back: what an action returns is kept, and would outlive the person in it.
    """
    session = session_of(scene)
    if session is None or not is_team(scene):
        return 0
    asked = {one: asked_to_ease(scene.tx, session, one) for one in sessions.attendees(scene.tx, session)}
    asked = {one: words for one, words in asked.items() if words}
    for person_id, words in asked.items():
        name = called(scene, person_id)
        audit.note(scene.tx, scene.now, actor=scene.person.id, action="ease_read", about=session.id, detail=person_id)
        values = {"name": name, "words": for_others(words)}
        scene.post({"text": scene.voice.says(STORY, "makes_it_easier", values)}, fleeting=True)
        _send_sound(scene, name, words)
    return len(asked)


def _send_sound(scene: Scene, name: str, words: str) -> None:
    """Telegram has it still, so that it need not travel there once more."""
    for piece in words.pieces if isinstance(words, Mixed) else (words,):
        file_id = voice_notes.at_telegram(scene.tx, piece.reference) if isinstance(piece, VoiceNote) else ""
        if file_id:
            caption = scene.voice.says(STORY, "said_aloud", {"name": name})
            scene.post({"voice": file_id, "caption": caption}, method="sendVoice", fleeting=True)
