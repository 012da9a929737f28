"""Replying to what came in: it is taken as an answer, or gets one kind sentence and the question that waits."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.accepting import IMPATIENT, Accepting
from bot.chat.answering import Sent
from bot.chat.aside import keep_aside
from bot.chat.playing import Play
from bot.chat.reading import fold
from bot.chat.refused import keep_more
from bot.chat.run import Saying
from bot.chat.scene import Scene
from storage import askings, bursts, kept_now, notices
from storage.conversations import Conversation


def put_answer(
    scene: Scene, play: Play, conversation: Conversation, key: str, sent: Sent, pressed: int | None = None
) -> None:
    """Take `sent` as the answer to `key`. Words that come too late for one are kept for staff, and so is what sounds
    heavy and was taken for one of several options, of which nothing but that option would be left."""
    words = _in_words(sent)
    outcome = Accepting(scene, play, conversation, pressed).answer(key, sent)
    unasked = outcome in ("not asked", "not yet")
    back = unasked and sent.said.option is not None and _went_back(scene, play, conversation, sent)
    if back or (outcome == "not yet" and sent.said.option is not None):
        put_hint(scene, play, "other_question")
    elif outcome == "not yet":
        keep_aside(scene, key, sent, words, conversation.id)
        put_hint(scene, play, "not_yet", {"question": scene.voice.short(conversation.kind, key)})
    elif outcome == "not asked":
        _turn_down(scene, play, conversation, key, sent, words)
    elif outcome == "same" and words and not sent.edited and not _was_just_answered(scene, sent):
        put_hint(scene, play, "same_as_before", {"question": scene.voice.short(conversation.kind, key)})
    elif outcome == "taken" and sent.control is None and _is_more(scene, sent):
        keep_more(scene, conversation, key, sent, words)


def _turn_down(scene: Scene, play: Play, conversation: Conversation, key: str, sent: Sent, words: str) -> None:
    """A reply to a question that the story does not come to now: keep it for staff, say so, and go on."""
    keep_aside(scene, key, sent, words, conversation.id)
    notices.note(scene.tx, scene.now, "reply_to_vanished_question", conversation.id)
    run = play.run(conversation) if conversation.ended_at is None and not sent.beside else None
    # Where another question waits now, theirs may still come after it: only the rest of the story could tell.
    if run is not None and run.asking is not None and key == conversation.pending:
        text = scene.voice.says(conversation.kind, "questions_changed", {})
    else:
        text = scene.voice.says(conversation.kind, "vanished", {})
    play.say(conversation, [Saying(text)])
    if run is not None:
        play.settle(conversation, run, quiet=run.asking is not None)


def _went_back(scene: Scene, play: Play, conversation: Conversation, sent: Sent) -> bool:
    """Whether what waits was asked before the question whose button this is: that comes again after it, and nothing
    was said that somebody has to read."""
    waiting = play.waiting()
    if waiting is None or waiting.id != conversation.id or waiting.pending is None or sent.asked is None:
        return False
    first = askings.first(scene.tx, waiting.id, waiting.pending)
    return first is not None and first < sent.asked.asked_at


def put_hint(
    scene: Scene, play: Play, key: str, values: Mapping[str, object] | None = None, *, again: bool = True
) -> None:
    """One kind sentence, and the question that waits, if there is one."""
    if scene.held:
        return None
    hint = scene.voice.says("shared", key, values or {})
    waiting = play.waiting() if again else None
    if waiting is not None and waiting.pending is not None:
        return play.put_again(waiting, hint=hint)
    return scene.post({"text": hint})


def _was_just_answered(scene: Scene, sent: Sent) -> bool:
    """Whether a button is pressed once more by somebody who cannot have seen yet what it brought."""
    last = bursts.last_to(scene.tx, scene.person.id)
    return sent.said.option is not None and last is not None and scene.now - last.at < IMPATIENT


def _is_more(scene: Scene, sent: Sent) -> bool:
    """Whether what was typed sounds heavy, and was kept as something shorter."""
    text = sent.said.text or ""
    if not text or not scene.voice.sounds_heavy(text):
        return False
    kept = kept_now.kept_as(scene.tx, scene.now, scene.person.id, sent.update_id)
    return kept is not None and len(fold(kept)) < len(fold(text))


def _in_words(sent: Sent) -> str:
    if sent.said.option is not None and sent.asked is not None:
        return dict(sent.asked.options).get(sent.said.option, sent.said.option)
    return sent.said.voice or sent.said.text or sent.control or ""
