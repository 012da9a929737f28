"""What somebody wrote sounds heavy: it is kept if it may be, and then they are asked if they would like a person.

Nothing is noted about them. That they were asked is forgotten after a day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.chat import offers
from bot.chat.aside import STRAY
from bot.chat.controls import control_in
from bot.chat.drafts import parts_in
from bot.chat.incoming import Incoming
from bot.chat.playing import Play
from bot.chat.scene import Scene
from bot.chat.standing_back import answerable
from bot.rules.heavy_words import Offer, offer
from storage import askings, concern_asked, concerns, conversations, health, kept_now
from storage.askings import Asked
from storage.values import moment

STORIES: Mapping[Offer, str] = {"full": "heavy", "brief": "heavy_again", "near": "heavy_near"}  # as `words` has them
UNKEPT = "unkept"  # what it is about when their yes to keeping what they say does not stand


def hear(
    scene: Scene,
    play: Play,
    incoming: Incoming,
    words: Mapping[str, str],
    take: Callable[[], None],
    meant: Asked | None = None,
) -> None:
    """Take what came in; where it sounds heavy, the next thing said is the offer of a person, and the question that
    waits comes after that. It may be `meant` for another question than that."""
    story, about = "", None
    heavy = _is_heavy(scene, play, incoming, meant)
    waits = heavy and concerns.waits(scene.tx, scene.person.id)
    if heavy:
        about = _about(scene, play, meant)
        story = _story(scene, play, incoming, words, about)
    scene.held = play.knows(story)
    take()
    if waits and not scene.forgotten:  # whatever becomes of the words, and whether or not they are asked again
        concern_asked.wrote(scene.tx, scene.now, scene.person.id)
    if scene.held and not scene.forgotten:
        scene.held = False
        if not _kept(scene, incoming):  # whatever might have been kept: the whole story says what was
            story, about = words[STORIES["full"]], UNKEPT
        elif about is None and kept_now.is_for_the_team(scene.tx, scene.now, scene.person.id, incoming.update_id):
            about = STRAY
        play.begin(story, about=about)


def _story(scene: Scene, play: Play, incoming: Incoming, words: Mapping[str, str], about: str | None) -> str:
    """The story that offers it now, or ''. Whoever is being asked already is asked that again as ever. Where nothing is
    kept of what they say it is the whole story, which says so."""
    theirs = {way: words.get(STORIES[way], "") for way in STORIES}
    way = offer(
        direct=scene.voice.says_it_straight_out(incoming.text),
        since_full=_since(scene, theirs["full"]),
        since_brief=_since(scene, theirs["brief"]),
    )
    waiting = play.waiting()
    if way is None or (way != "full" and waiting is not None and waiting.kind in theirs.values()):
        return ""
    return theirs["full" if about == UNKEPT else way]


def _about(scene: Scene, play: Play, meant: Asked | None) -> str | None:
    waiting = answerable(scene, play)
    asked = (waiting.id, waiting.pending) if waiting is not None and waiting.pending is not None else None
    if meant is not None:
        asked = (meant.conversation_id, meant.question)
    if not health.may_keep(scene.tx, scene.person.id, *(asked or ())):
        return UNKEPT
    return None if asked else STRAY


def _kept(scene: Scene, incoming: Incoming) -> bool:
    """Whether these very words are kept now, as an answer, beside one, or in one that is still being written."""
    if kept_now.was_kept(scene.tx, scene.now, scene.person.id, incoming.update_id):
        return True
    talks = conversations.open_of(scene.tx, scene.person.id)
    return incoming.message_id in [part.message_id for talk in talks for part in parts_in(talk.draft)]


def _is_heavy(scene: Scene, play: Play, incoming: Incoming, meant: Asked | None) -> bool:
    if not scene.voice.sounds_heavy(incoming.text) or control_in(incoming.text, scene.voice.controls) is not None:
        return False
    waiting, asked = answerable(scene, play), meant
    if meant is not None:
        waiting = conversations.by_id(scene.tx, meant.conversation_id)
    elif waiting is not None and waiting.asked_id:
        asked = askings.by_handle(scene.tx, waiting.asked_id)
    if asked is not None and offers.names_an_option(asked, incoming.text):
        return False
    if waiting is None or (waiting.pending is None and meant is None) or not play.knows(waiting.kind):
        return True
    return play.offers_person(waiting.kind)


def _since(scene: Scene, story: str) -> timedelta | None:
    last = conversations.last_of_kind(scene.tx, scene.person.id, story)
    return None if last is None else scene.now - moment(last.begun_at)
