"""What somebody wrote sounds heavy: it is kept if it may be, and then they are asked if they would like a person.

Nothing is noted about them. That they were asked is forgotten after a day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.chat import offers
from bot.chat.controls import control_in
from bot.chat.incoming import Incoming
from bot.chat.playing import Play
from bot.chat.scene import Scene
from storage import conversations, health
from storage.values import moment

HEAVY = "heavy"  # the story that asks
STRAY = "stray"  # what it is about when nothing had been asked
UNKEPT = "unkept"  # and when their yes to keeping what they say does not stand
NOT_AGAIN_FOR = timedelta(hours=12)  # a morning and an evening; whoever writes much is not asked after each message


def hear(scene: Scene, play: Play, incoming: Incoming, words: Mapping[str, str], take: Callable[[], None]) -> None:
    """Take what came in; where it sounds heavy, the next thing said is the offer of a person, and the question that
    waits comes after that."""
    story = words.get(HEAVY, "")
    scene.held = play.knows(story) and _is_heavy(scene, play, incoming) and not _lately(scene, story)
    about = _about(scene, play)
    take()
    if scene.held and not scene.forgotten:
        scene.held = False
        play.begin(story, about=about)


def _about(scene: Scene, play: Play) -> str | None:
    waiting = play.waiting()
    asked = (waiting.id, waiting.pending) if waiting is not None and waiting.pending is not None else None
    if not health.may_keep(scene.tx, scene.person.id, *(asked or ())):
        return UNKEPT
    return None if asked else STRAY


def _is_heavy(scene: Scene, play: Play, incoming: Incoming) -> bool:
    if not scene.voice.sounds_heavy(incoming.text) or control_in(incoming.text, scene.voice.controls) is not None:
        return False
    waiting = play.waiting()
    asked = conversations.asked_by(scene.tx, waiting.asked_id) if waiting and waiting.asked_id else None
    if asked is not None and offers.names_an_option(asked, incoming.text):
        return False
    return waiting is None or waiting.pending is None or play.offers_person(waiting.kind)


def _lately(scene: Scene, story: str) -> bool:
    last = conversations.last_of_kind(scene.tx, scene.person.id, story)
    return last is not None and scene.now - moment(last.begun_at) < NOT_AGAIN_FOR
