"""An edited message: it edits its answer, or the part of one that is still being written, or is kept for staff."""

from __future__ import annotations

from bot.chat import drafts
from bot.chat.answering import Sent
from bot.chat.aside import keep_aside, to_be_read
from bot.chat.cleaning import clean_words, is_empty
from bot.chat.controls import control_in
from bot.chat.incoming import Incoming
from bot.chat.meanwhile import is_heavy_for_team
from bot.chat.playing import Play
from bot.chat.questions import Said
from bot.chat.replying import put_answer, put_hint
from bot.chat.run import Saying
from bot.chat.scene import Scene
from storage import answer_parts, askings, conversations, health
from storage.answer_parts import Place
from storage.conversations import Conversation


def edit(scene: Scene, play: Play, incoming: Incoming) -> None:
    """Take the new words in the place of the old ones."""
    if incoming.message_id is None:
        return None
    place = answer_parts.behind_message(scene.tx, scene.person.id, incoming.chat_id, incoming.message_id)
    conversation = conversations.by_id(scene.tx, place.conversation_id) if place else None
    words = clean_words(incoming.text)
    if place is None or conversation is None or not play.knows(conversation.kind):
        waiting = play.waiting()
        if (
            waiting is not None
            and _is_kept(scene, waiting, words)
            and drafts.change_part(waiting, incoming.message_id, words)
        ):
            return _show_part(scene, play, waiting, words)
        return _changes_nothing(scene, play, incoming, words, place)
    sent = Sent(
        Said(text=words),
        None,
        incoming.chat_id,
        incoming.message_id,
        incoming.update_id,
        askings.last(scene.tx, conversation.id, place.question),
        edited=True,
        part=place.part,
        parts=tuple(answer_parts.of(scene.tx, place.answer_id)),
    )
    if play.is_closed(conversation):
        return _changes_nothing(scene, play, incoming, words, place)
    if is_heavy_for_team(scene, conversation, sent):
        return _changes_nothing(scene, play, incoming, words, None)
    return put_answer(scene, play, conversation, place.question, sent)


def _is_kept(scene: Scene, waiting: Conversation, words: str) -> bool:
    """Whether the new words may be kept, and as a part of what is being written."""
    asked = askings.by_handle(scene.tx, waiting.asked_id) if waiting.asked_id else None
    if is_heavy_for_team(scene, waiting, Sent(Said(text=words), asked=asked)):
        return False
    return health.may_keep(scene.tx, scene.person.id, waiting.id, waiting.pending or "")


def _show_part(scene: Scene, play: Play, waiting: Conversation, words: str) -> None:
    values = {"question": scene.voice.short(waiting.kind, waiting.pending or ""), "answer": words}
    play.say(waiting, [Saying(scene.voice.says(waiting.kind, "updated", values))])
    conversations.save(scene.tx, waiting)


def _changes_nothing(scene: Scene, play: Play, incoming: Incoming, words: str, place: Place | None) -> None:
    """The message is no answer that stands: its new words are kept, unless they are a command or none at all."""
    if is_empty(words) or words.startswith("/") or control_in(words, scene.voice.controls) is not None:
        return put_hint(scene, play, "edit_changes_nothing", again=False)
    asked = askings.last(scene.tx, place.conversation_id, place.question) if place else None
    sent = Sent(Said(text=words), None, incoming.chat_id, incoming.message_id, incoming.update_id, asked)
    question, conversation_id = (place.question, place.conversation_id) if place else ("unprompted", None)
    if not keep_aside(scene, question, sent, words, conversation_id):
        return put_hint(scene, play, "not_agreed", again=False)
    to_be_read(scene)
    return put_hint(scene, play, "edit_kept", again=False)
