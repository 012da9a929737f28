"""Words sent as a reply to a message of ours: they are for the question in that message, whatever else waits.

An answer that was given is changed as by its old button. What comes too late for that is kept, and is never taken for
the answer to what waits. A reply to anything else is taken as if it were none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import orjson

from bot.chat.answering import Sent
from bot.chat.aside import keep_aside, to_be_read
from bot.chat.cleaning import is_empty
from bot.chat.incoming import Incoming
from bot.chat.meanwhile import goes_with_request, is_heavy_for_team, keep_for_request
from bot.chat.offers import taking_words
from bot.chat.playing import Play
from bot.chat.putting import handle_and_code
from bot.chat.questions import Question
from bot.chat.refused import ALONE
from bot.chat.replying import put_answer, put_hint
from bot.chat.scene import Scene
from bot.chat.splitting import split_message
from bot.chat.standing_back import stands_back
from storage import askings, conversations, health, replied_to
from storage.askings import Asked
from storage.conversations import Conversation
from storage.replied_to import Ours


def pointed_at(scene: Scene, play: Play, incoming: Incoming) -> Asked | None:
    """The question in the message that this replies to; None when there is none, and when it is the one that waits,
    unless that stands back."""
    if incoming.reply_to is None:
        return None
    asked = _question_in(scene, incoming.chat_id, incoming.reply_to)
    if asked is None or not asked.question or asked.chat_id != incoming.chat_id:
        return None
    waiting = play.waiting()
    waits = waiting is not None and (waiting.id, waiting.pending) == (asked.conversation_id, asked.question)
    if waits and play.over is None and not stands_back(scene, play, waiting):
        return None
    return asked  # also what is over: it would else be what they saw last


def is_to_the_team(scene: Scene, play: Play, incoming: Incoming) -> bool:
    """Whether it is a reply to what somebody of the team wrote to them, whatever was asked since."""
    if incoming.reply_to is None:
        return False
    found = replied_to.message(scene.tx, scene.person.id, incoming.chat_id, incoming.reply_to)
    begun = conversations.kinds_begun(scene.tx, scene.person.id, found[0].made_at) if found else []
    return any(map(play.is_from_team, begun))


def written_back(scene: Scene, play: Play, incoming: Incoming) -> tuple[str, str | None] | None:
    """The story (kind, about) that a reply is for where it is to what somebody wrote, and that takes words: it is for
    them, whatever was asked above; None for any other."""
    if incoming.reply_to is None or not health.may_keep(scene.tx, scene.person.id):
        return None
    found = replied_to.message(scene.tx, scene.person.id, incoming.chat_id, incoming.reply_to)
    offered = found and replied_to.offered_with(scene.tx, scene.person.id, incoming.chat_id, found[0].made_at)
    return next(iter(taking_words(scene, play, offered or ())), None)


def _question_in(scene: Scene, chat_id: int, message_id: int) -> Asked | None:
    found = replied_to.message(scene.tx, scene.person.id, chat_id, message_id)
    if not found:
        return None
    if found[0].payload is None:  # a question comes last in its turn, and its words are forgotten before it is
        last = len(found) == 1
        return replied_to.question_put(scene.tx, scene.person.id, chat_id, found[0].made_at) if last else None
    handle = _handle(found)
    return askings.by_handle(scene.tx, handle) if handle else None


def _handle(found: Sequence[Ours]) -> str:
    """The handle below the first message, or below the one that it is a part of, for it was too long; else ''."""
    texts: list[str] = []
    for one in found:
        payload = orjson.loads(one.payload or "{}")
        texts.append(payload.get("text", ""))
        rows = (payload.get("reply_markup") or {}).get("inline_keyboard", ())
        carried = (handle_and_code(key.get("callback_data", "")) for row in rows for key in row)
        if handle := next((known[0] for known in carried if known), ""):
            return handle if len(texts) == 1 or split_message("".join(texts)) == texts else ""
    return ""


def take(scene: Scene, play: Play, asked: Asked, sent: Sent, words: Mapping[str, str]) -> None:
    """Take what was sent, typed or spoken or a control, as what was said to this question."""
    conversation = conversations.by_id(scene.tx, asked.conversation_id)
    if conversation is None or not is_open(play, conversation):
        return _keep_for_nothing(scene, asked, sent, known=conversation is not None and play.knows(conversation.kind))
    is_old = asked.question != conversation.pending
    if sent.control is not None and is_old:
        return put_hint(scene, play, "behind_us")
    if sent.control == "back":
        return play.back(conversation)
    if sent.control is None and is_heavy_for_team(scene, conversation, sent):
        keep_for_request(scene, sent)
        goes_with_request(scene, play, words)
        return None
    waiting = play.waiting()
    beside = is_old and waiting is not None and waiting.id != conversation.id
    return put_answer(scene, play, conversation, asked.question, replace(sent, asked=asked, beside=beside))


def is_open(play: Play, conversation: Conversation | None) -> bool:
    """Whether what is said to this conversation changes anything still."""
    return conversation is not None and play.knows(conversation.kind) and not play.is_closed(conversation)


def question_of(play: Play, asked: Asked, conversation: Conversation) -> Question[object] | None:
    """The question as the story asks it now, answered or not; None where it does not come to it."""
    changing, conversation.changing = conversation.changing, asked.question
    asking = play.run(conversation, dry=True).asking
    conversation.changing = changing
    return asking.question if asking is not None and asking.key == asked.question else None


def _keep_for_nothing(scene: Scene, asked: Asked, sent: Sent, *, known: bool) -> None:
    """The story is over for good, or there is no such story for them any more; `known` tells which."""
    text = scene.voice.says("shared", "time_has_passed" if known else "no_longer_asked", {})
    words = sent.said.voice or sent.said.text or ""
    if sent.control is None and not is_empty(str(words)):
        if not keep_aside(scene, asked.question, replace(sent, asked=asked), words, asked.conversation_id):
            text = scene.voice.says("shared", "not_agreed", {})
        elif asked.visible_to not in ALONE:
            to_be_read(scene)
            text = f"{text}\n\n{scene.voice.says('shared', 'refused_kept', {})}"
    if not scene.held:  # what comes first says so
        scene.post({"text": text})
