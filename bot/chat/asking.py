"""How a story reaches the chat: its sayings, and its question with buttons, noted as it was asked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.chat import drafts
from bot.chat.adapting import with_answers
from bot.chat.moment import Moment, asked_for_rest
from bot.chat.name import Name, read_back
from bot.chat.pronouns import Pronouns
from bot.chat.putting import PAGE, keyboard, payloads
from bot.chat.questions import Several, Text
from bot.chat.run import Asking, Run, Saying
from bot.chat.scene import Scene
from bot.chat.story import Story
from storage import answers, askings
from storage.askings import Asked
from storage.conversations import Conversation
from storage.values import instant

UNASKED = ("later", "why")  # below what we begin, besides: not now, and what brought this on


def say(scene: Scene, conversation: Conversation, sayings: list[Saying]) -> None:
    """Send what a story says, in order."""
    for saying in sayings:
        text, _, markup = with_offers(scene, conversation, saying.text, saying.offers)
        for payload in payloads(text, markup):
            scene.post(payload)


def put(
    scene: Scene,
    story: Story,
    conversation: Conversation,
    run: Run,
    asking: Asking,
    *,
    hint: str | None = None,
    unsaid: bool = False,
) -> None:
    """Send a question, with `hint` above it, and let the conversation wait for its answer. One that is `unsaid` waits
    without having been sent: what comes is known to be for it."""
    if conversation.pending != asking.key:
        drafts.give_up(scene, conversation)
    conversation.pending, conversation.attention_at = asking.key, instant(scene.now)
    asking = _read_back(scene, conversation, asking)
    handle = _note(scene, conversation, asking.key, asking.wording, asking.labels, asking.visible_to)
    conversation.asked_id = handle
    if isinstance(asking.question, Several) and conversation.draft is None:
        conversation.draft = _chosen_before(scene, conversation, asking.key, asking.question)
    if unsaid:
        return
    text, markup = look(scene, story, conversation, run, asking, handle)
    if hint and scene.manners.one_at_a_time:
        for payload in payloads(hint, None):
            scene.post(payload)
        hint = None
    for payload in payloads(f"{hint}\n\n{text}" if hint else text, markup):
        scene.post(payload)


def _chosen_before(scene: Scene, conversation: Conversation, key: str, question: Several) -> str | None:
    """What a choice of several opens with: what it was given, else what stands of it while it is changed. A list that
    is typed then comes in its place, but for one that takes own words and was given some."""
    stood: Any = list(question.ticked)
    if not stood and conversation.changing == key:
        stood = answers.standing(scene.tx, conversation.id).get(key)
    adds = bool(question.ticked) and question.own_words
    return json.dumps({"chosen": stood} | ({} if adds else {"stood": True}), ensure_ascii=False) if stood else None


def _read_back(scene: Scene, conversation: Conversation, asking: Asking) -> Asking:
    """The question itself, or whether what was typed for a name, or for pronouns, is that."""
    question = asking.question
    if not isinstance(question, Name | Pronouns) or not (typed := read_back(conversation.draft)):
        return asking
    wording = scene.voice.says(conversation.kind, question.read_back_as, {"name": typed})
    labels = scene.voice.labels(conversation.kind, question.read_back_as, question.sure)
    return replace(asking, question=question.after(conversation.draft), wording=wording, labels=labels)


def look(
    scene: Scene, story: Story, conversation: Conversation, run: Run, asking: Asking, handle: str, page: int = 0
) -> tuple[str, dict[str, object] | None]:
    """The words and the keyboard of a question, with what was chosen or written of it so far; `page` is the part of a
    long list of buttons to show to those who see few at a time."""
    voice, question = scene.voice, asking.question
    chosen = drafts.chosen_in(conversation.draft) if isinstance(question, Several) else None
    text = asking.wording
    if chosen and isinstance(question, Several):
        shown = question.show(tuple(chosen), asking.labels, voice.words)
        text += "\n\n" + voice.says(conversation.kind, "chosen", {"labels": shown})
    labels = asking.labels
    if isinstance(question, Text) and drafts.parts_in(conversation.draft):
        text, labels = voice.says(conversation.kind, "more_spoken" if question.voice else "more", {}), {}
        chosen = []
    if isinstance(question, Moment) and (rest := asked_for_rest(conversation.draft, voice.words)) is not None:
        text = voice.says(conversation.kind, rest.hint, rest.values)
    controls = [
        one
        for one in story.controls
        if not (one == "skip" and not question.optional) and not (one == "back" and not run.visited)
    ]
    if scene.unasked is not None:
        controls += UNASKED
    if not story.bare:
        controls.append("help_now")  # below every question, whatever else its story says
    picked = None if chosen is None else tuple(chosen)
    small = ["done", *controls] if isinstance(question, Several) or picked is not None else controls
    text = with_answers(text, question, labels, small, voice, scene.manners)
    return text, keyboard(question, labels, handle, voice, controls, picked, scene.manners, page)


def page_with(asked: Asked, option: str | None) -> int:
    """The part of the buttons in which an option stands."""
    known = [one for one, _ in asked.options]
    return known.index(option) // PAGE if option in known else 0


def with_offers(
    scene: Scene, conversation: Conversation, text: str, offers: Sequence[str], handle: str = ""
) -> tuple[str, str, dict[str, object] | None]:
    """A text with buttons below it that begin stories, of which each sees those that are there for them.

    What is to be said, the handle that the buttons carry, which is a new one unless it is given, and the keyboard. They
    belong to no question, and what stands above them is not kept.
    """
    text, labels = as_shown(scene, text, offers)
    if not labels:
        return text, "", None
    handle = handle or _note(scene, conversation, "", "", labels)
    return text, handle, keyboard(None, labels, handle, scene.voice, (), None, scene.manners)


def as_shown(scene: Scene, text: str, offers: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The same as they see it: the text, and what stands on the buttons."""
    knows = scene.playing.knows if scene.playing else bool
    labels = {one: scene.voice.label(one) for one in offers if knows(one)}
    return with_answers(text, None, labels, (), scene.voice, scene.manners), labels


def _note(
    scene: Scene,
    conversation: Conversation,
    key: str,
    wording: str,
    labels: Mapping[str, str],
    visible_to: str = "staff",
) -> str:
    assert scene.person.telegram_id is not None
    return askings.note(
        scene.tx,
        scene.now,
        conversation_id=conversation.id,
        chat_id=scene.person.telegram_id,
        question=key,
        wording=wording,
        options=tuple(labels.items()),
        language=scene.voice.language,
        visible_to=visible_to,
    )
