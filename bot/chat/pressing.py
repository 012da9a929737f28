"""A pressed button: newest or old, of a question or an offer, pressed twice, forged, or somebody else's."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.accepting import IMPATIENT, is_newest
from bot.chat.answering import Sent
from bot.chat.incoming import Incoming
from bot.chat.playing import Play
from bot.chat.putting import CONTROLS, HELP, PAGE, handle_and_code, keyboard, page_of
from bot.chat.questions import Said
from bot.chat.replying import put_answer, put_hint
from bot.chat.scene import Scene
from storage import askings, conversations, outbox
from storage.askings import Asked
from storage.conversations import Conversation
from storage.database import Transaction
from storage.values import moment

BEGINNERS = (*HELP, "later", "why")  # controls that never answer a question


def press(scene: Scene, play: Play, incoming: Incoming, *, words: Mapping[str, str]) -> None:
    """Do what the button stands for. `words` are the stories that some controls begin: *talk to a person*, *why*."""
    handle, code = handle_and_code(incoming.data) or ("", "")
    asked = askings.by_handle(scene.tx, handle) if handle else None
    conversation = conversations.by_id(scene.tx, asked.conversation_id) if asked else None
    if asked is None or conversation is None or asked.chat_id != incoming.chat_id or not _has(asked, code):
        return put_hint(scene, play, "unknown_button")
    if asked.question and CONTROLS.get(code) not in BEGINNERS and _is_closed(play, conversation):
        return put_hint(scene, play, "time_has_passed", again=False)
    if (page := page_of(code)) is not None:
        return _turn_page(scene, play, incoming, conversation, asked, page)
    control = CONTROLS.get(code)
    if control is not None and play.knows(words.get(control, "")):
        return _begin(scene, play, words[control], None if control in HELP else conversation.id)
    kind = conversation.kind if asked.question else asked.options[int(code)][0]
    if control in BEGINNERS or not play.knows(kind):
        return put_hint(scene, play, "unknown_button")
    if not asked.question:
        return _begin(scene, play, kind, conversation.about if play.inherits(kind) else None)
    if control is not None and asked.question != conversation.pending:
        return _behind(scene, play, conversation, asked, control)
    if control == "back":
        return play.back(conversation)
    said = Said() if control else Said(option=asked.options[int(code)][0])
    stale = asked.id != conversation.asked_id
    sent = Sent(said, control, incoming.chat_id, None, incoming.update_id, asked, stale=stale)
    return put_answer(scene, play, conversation, asked.question, sent, pressed=incoming.message_id)


def _begin(scene: Scene, play: Play, kind: str, about: str | None) -> None:
    """Begin what the button stands for; not once more while what the same button brought is still on its way to them,
    and is the last thing that they were to get."""
    last = conversations.last_of_kind(scene.tx, scene.person.id, kind, about)
    lately = last is not None and scene.now - moment(last.begun_at) < IMPATIENT
    if last is None or not lately or not outbox.is_on_its_way(scene.tx, scene.person.id, last.begun_at):
        play.begin(kind, about=about)


def _is_closed(play: Play, conversation: Conversation) -> bool:
    """Whether its time is past; what waits is asked for, so that it ends with that."""
    if not play.knows(conversation.kind) or not play.is_closed(conversation):
        return False
    play.waiting()
    return True


def meant(tx: Transaction, incoming: Incoming) -> str:
    """The control or the story that a button stands for; '' for an answer, and for what is none of our buttons."""
    handle, code = handle_and_code(incoming.data) or ("", "")
    asked = askings.by_handle(tx, handle) if handle else None
    if asked is None or not _has(asked, code) or page_of(code) is not None:
        return ""
    return CONTROLS.get(code) or ("" if asked.question else asked.options[int(code)][0])


def _behind(scene: Scene, play: Play, conversation: Conversation, asked: Asked, control: str) -> None:
    """*Skip*, *back* or *done* below a question that does not wait: pressed twice, or long after."""
    ends_none = control == "back" and conversation.ended_at is not None  # so it was not pressed a moment ago
    if not ends_none and askings.before(scene.tx, conversation) == asked.id:
        return None
    return put_hint(scene, play, "behind_us")


def _has(asked: Asked, code: str) -> bool:
    """Whether that message can have had such a button."""
    if code in CONTROLS:
        return bool(asked.question)
    page = page_of(code)
    if page is not None:
        return page * PAGE < len(asked.options)
    return code.isdecimal() and int(code) < len(asked.options)


def _turn_page(
    scene: Scene, play: Play, incoming: Incoming, conversation: Conversation, asked: Asked, page: int
) -> None:
    """Show another part of the buttons, below the same question if it waits still. What stood above those that begin
    something is not kept: their next part is a message of its own."""
    if not asked.question:
        markup = keyboard(None, dict(asked.options), asked.id, scene.voice, (), None, scene.manners, page)
        return scene.post({"text": scene.voice.says("shared", "more_to_do", {}), "reply_markup": markup})
    run = play.run(conversation, dry=True)
    shown = asked.question == conversation.pending and is_newest(scene, conversation, asked)
    if run.asking is None or not shown or incoming.message_id is None:
        return put_hint(scene, play, "old_button")
    return play.put_in_place(conversation, run, handle=asked.id, message_id=incoming.message_id, page=page)
