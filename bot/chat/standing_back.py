"""A question that stands back: since it was put, they talked with the team, and what they write belongs to that.

They go on with it when they carry on, reply to it or press one of its buttons. A question of such a talk itself never
stands back.
"""

from __future__ import annotations

from bot.chat.offers import names_an_option
from bot.chat.scene import Playing, Scene
from storage import askings, concerns, conversations
from storage.conversations import Conversation


def stands_back(scene: Scene, play: Playing, waiting: Conversation | None, text: str = "") -> bool:
    """Whether words are no answer to what waits: they wait for a person, and asked for one after it was put, or looked
    for help or heard from the team since; or else they have only just heard from the team. A `text` that stands on one
    of its buttons answers it all the same, unless the team has written since: then it may be meant for that."""
    if waiting is None or waiting.pending is None or waiting.attention_at is None:
        return False
    if not play.knows(waiting.kind) or play.is_for_the_team(waiting.kind) or not play.offers_person(waiting.kind):
        return False
    if not concerns.has_asked(scene.tx, waiting.person_id):
        return False
    here = scene.conversation.id if scene.conversation is not None else ""
    since = conversations.kinds_since(scene.tx, waiting.person_id, waiting.attention_at, besides=here)
    heard = any(play.is_from_team(kind) for kind in since)
    if heard and play.is_from_team(since[-1]):
        return True
    if not (heard or any(play.is_urgent(kind) for kind in since)) or not concerns.waits(scene.tx, waiting.person_id):
        return False
    asked = askings.by_handle(scene.tx, waiting.asked_id) if waiting.asked_id and not heard else None
    return asked is None or not names_an_option(asked, text)


def answerable(scene: Scene, play: Playing) -> Conversation | None:
    """The conversation whose question words answer; None where none waits, or it stands back."""
    waiting = play.waiting()
    return None if stands_back(scene, play, waiting) else waiting
