"""A voice note: an answer where words are asked for, kept for staff when nothing was asked, else kindly turned away."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.answering import Sent
from bot.chat.incoming import Incoming, Recorded
from bot.chat.listening import hears_for
from bot.chat.meanwhile import goes_with_request
from bot.chat.playing import Play
from bot.chat.pointing import is_open, is_to_the_team, pointed_at, question_of, take, written_back
from bot.chat.questions import Question, Said, Text
from bot.chat.replying import put_answer, put_hint
from bot.chat.scene import Scene
from bot.chat.spoken import VoiceNote
from bot.chat.standing_back import stands_back
from bot.chat.unprompted import take_unprompted, was_long_ago
from bot.rules.voice_notes import LARGEST, LONGEST, length, why_not
from storage import askings, consents, conversations, health, uploads, voice_notes
from storage.askings import Asked
from storage.conversations import Conversation

_LIMITS = {"minutes": int(LONGEST.total_seconds()) // 60, "megabytes": LARGEST // 1024**2}


def speak(scene: Scene, play: Play, incoming: Incoming, words: Mapping[str, str]) -> None:
    """Take the note; of one that is not taken nothing is kept."""
    recorded, waiting = incoming.recorded, play.waiting()
    if recorded is None:
        return put_hint(scene, play, "cannot_keep_voice")
    if (meant := pointed_at(scene, play, incoming)) is not None:
        return _speak_to(scene, play, incoming, recorded, meant, words)
    if (back_to := written_back(scene, play, incoming)) is not None:
        return _speak_back(scene, play, incoming, recorded, *back_to)
    asks = waiting is not None and waiting.pending is not None and play.over is None
    asks = asks and not stands_back(scene, play, waiting) and not is_to_the_team(scene, play, incoming)
    if waiting is not None and asks and not _takes_voice(play, waiting):
        if not was_long_ago(scene, play, waiting, _asked(scene, waiting)):
            return put_hint(scene, play, "no_voice_here")
        asks = False  # it is about something else
    if not health.may_keep(
        scene.tx, scene.person.id, *((waiting.id, waiting.pending or "") if waiting and asks else ())
    ):
        if not asks and goes_with_request(scene, play, words, kept=False):
            return None
        return put_hint(scene, play, "not_agreed")
    if (refused := _refused(scene, recorded)) is not None:
        return put_hint(scene, play, refused, _LIMITS)
    sent = _sent(scene, incoming, recorded, _asked(scene, waiting if asks else None))
    if waiting is None or waiting.pending is None or not asks:
        return take_unprompted(scene, play, sent, words)
    return put_answer(scene, play, waiting, waiting.pending, sent)


def _speak_to(
    scene: Scene, play: Play, incoming: Incoming, recorded: Recorded, meant: Asked, words: Mapping[str, str]
) -> None:
    """They replied to this question, which is not the one that waits."""
    talk = conversations.by_id(scene.tx, meant.conversation_id)
    counts = talk is not None and is_open(play, talk)
    if talk is not None and counts and not _is_for_voice(question_of(play, meant, talk)):
        return put_hint(scene, play, "no_voice_here")
    if not health.may_keep(scene.tx, scene.person.id, *((meant.conversation_id, meant.question) if counts else ())):
        return put_hint(scene, play, "not_agreed")
    if (refused := _refused(scene, recorded)) is not None:
        return put_hint(scene, play, refused, _LIMITS)
    return take(scene, play, meant, _sent(scene, incoming, recorded, meant), words)


def _speak_back(scene: Scene, play: Play, incoming: Incoming, recorded: Recorded, kind: str, about: str | None) -> None:
    """They replied to what somebody wrote to them."""
    if (refused := _refused(scene, recorded)) is not None:
        return put_hint(scene, play, refused, _LIMITS)
    hears_for(scene, play, _sent(scene, incoming, recorded, None), kind, about)
    return None


def _refused(scene: Scene, recorded: Recorded) -> str | None:
    """Why this note cannot be kept, as the key of what is said then; None when it can."""
    if not consents.given(scene.tx, scene.person.id, "keep_voice"):
        return "voice_not_agreed"
    return why_not(recorded.seconds, recorded.size, voice_notes.held(scene.tx, scene.person.id))


def _is_for_voice(question: Question[object] | None) -> bool:
    return isinstance(question, Text) and question.voice


def _takes_voice(play: Play, waiting: Conversation) -> bool:
    asking = play.run(waiting, dry=True).asking
    if asking is None or asking.key != waiting.pending:  # the story was rewritten meanwhile
        return False
    return _is_for_voice(asking.question)


def takes_voice(scene: Scene, play: Play, waiting: Conversation | None) -> bool:
    """Whether a voice note that they send now is taken: as the answer to what waits, or where nothing does."""
    if waiting is not None and waiting.pending is not None and not stands_back(scene, play, waiting):
        return _takes_voice(play, waiting)
    return consents.given(scene.tx, scene.person.id, "keep_voice")


def _sent(scene: Scene, incoming: Incoming, recorded: Recorded, asked: Asked | None) -> Sent:
    note_id = voice_notes.receive(
        scene.tx,
        scene.now,
        scene.person.id,
        file_id=recorded.file_id,
        seconds=recorded.seconds,
        size=recorded.size,
        media_type=recorded.media_type,
    )
    uploads.become_note(scene.tx, scene.now, recorded.file_id, note_id)
    label = scene.voice.words.comma.join(
        one for one in (scene.voice.label("voice_note"), length(recorded.seconds)) if one
    )
    said = Said(voice=VoiceNote(note_id, label))
    return Sent(said, None, incoming.chat_id, incoming.message_id, incoming.update_id, asked)


def _asked(scene: Scene, waiting: Conversation | None) -> Asked | None:
    return askings.by_handle(scene.tx, waiting.asked_id) if waiting and waiting.asked_id else None
