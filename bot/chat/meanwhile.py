"""Meanwhile: somebody asked for a person, and writes while they wait. It belongs to what they asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.chat.answering import Sent
from bot.chat.aside import UNPROMPTED, keep_aside
from bot.chat.heavy import UNKEPT
from bot.chat.name import Name, Unsure, read_back
from bot.chat.offers import names_an_option
from bot.chat.playing import Play
from bot.chat.questions import NotAnAnswer, Text
from bot.chat.reading import fold, fold_phrase, telling
from bot.chat.refused import ALONE
from bot.chat.run import Asking
from bot.chat.scene import Scene
from bot.rules.names import may_be_something_else
from storage import concerns, conversations, health
from storage.conversations import Conversation
from storage.said import REFLECTING

WROTE = "wrote_since"  # the word that begins the story of it


def goes_with_request(scene: Scene, play: Play, words: Mapping[str, str], *, kept: bool = True) -> bool:
    """They hear what becomes of what they wrote, or of the fact that they did; False when they wait for nobody."""
    if not play.knows(words.get(WROTE, "")) or not concerns.waits(scene.tx, scene.person.id):
        return False
    if not scene.held:  # what comes first says so
        play.begin(words[WROTE], about=None if kept else UNKEPT)
    return True


def take_for_request(
    scene: Scene, play: Play, waiting: Conversation | None, sent: Sent, words: Mapping[str, str]
) -> bool:
    """Keep for the team what is written where something else is asked, and let that wait on; False for an answer.

    Few words that are no sentence may be a name all the same: where one is asked, they are read back then.
    """
    text = sent.said.text or ""
    asking = _asking(scene, play, waiting) if text and waiting is not None else None
    if waiting is None or asking is None or (sent.asked is not None and names_an_option(sent.asked, text)):
        return False
    heavy = is_heavy_for_team(scene, waiting, sent, private=isinstance(asking.question, Text))
    if not heavy and not (asking.question.brief and _is_something_else(scene, waiting, asking, text)):
        return False
    if isinstance(asking.question, Name) and not heavy:
        waiting.draft = _to_read_back(scene, asking.question, sent)
        conversations.save(scene.tx, waiting)
    keep_for_request(scene, sent)
    return goes_with_request(scene, play, words)


def is_heavy_for_team(scene: Scene, conversation: Conversation, sent: Sent, *, private: bool = True) -> bool:
    """Whether it sounds heavy, and they wait for a person who reads it. What is between them and us alone stays that:
    a reflection, and where it is `private`, what they write in their own words for themselves."""
    alone = private and sent.asked is not None and sent.asked.visible_to in ALONE
    if alone or conversation.kind == REFLECTING or not concerns.waits(scene.tx, scene.person.id):
        return False
    return scene.voice.sounds_heavy(sent.said.text or "")


def keep_for_request(scene: Scene, sent: Sent) -> bool:
    """Keep the words as a part of what they asked for: whoever looks after that reads them, whatever was asked here."""
    return keep_aside(scene, UNPROMPTED, replace(sent, asked=None), sent.said.text or "", None)


def _asking(scene: Scene, play: Play, waiting: Conversation) -> Asking | None:
    """The question that waits, of somebody who waits for a person and whose words may be kept; else None."""
    if waiting.pending is None or not play.offers_person(waiting.kind):
        return None
    if not concerns.waits(scene.tx, scene.person.id) or not health.may_keep(scene.tx, scene.person.id):
        return None
    asking = play.run(waiting, dry=True).asking
    if asking is None or asking.key != waiting.pending:  # the story was rewritten meanwhile
        return None
    theirs = play.is_for_the_team(waiting.kind) and isinstance(asking.question, Text)
    return None if theirs else asking  # what is asked for the team is a part of the request anyhow


def _is_something_else(scene: Scene, waiting: Conversation, asking: Asking, text: str) -> bool:
    """Whether it is more than a name or a word or two of their own. What they say to one that is read back is not."""
    said, words = fold(text), scene.voice.words
    if read_back(waiting.draft):
        plain = {one for phrase in (*words.yes, *words.no, *words.agreeing) for one in fold_phrase(phrase)[:1]}
        if said[:1] and said[0] in plain:
            return False
    named = {one for label in asking.labels.values() for one in fold(label)}
    return may_be_something_else(text, said, telling(words) - named)


def _to_read_back(scene: Scene, question: Name, sent: Sent) -> str | None:
    """What is read back, if it may be a name; nothing of a sentence."""
    try:
        name = question.read(sent.said, {}, scene.voice.words, scene.here.date())
    except NotAnAnswer:
        return None
    return Unsure(name).draft
