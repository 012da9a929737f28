"""Not now: a note's question comes again later, or not at all. Nobody is asked why."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.actions import planning
from bot.chat import drafts
from bot.chat.scene import Scene
from bot.rules.calendar import of_use_after, of_use_before
from storage import conversations, nudges, nudges_made, nudging, sessions
from storage.conversations import Conversation
from storage.nudges import Nudge
from storage.values import instant, moment

LATER = {"later_today": timedelta(hours=3), "tomorrow": timedelta(days=1), "in_a_week": timedelta(days=7)}
NEVER = "not_this_one"
LATELY = timedelta(days=7)  # so long the last note may be meant


def choices(scene: Scene) -> list[str]:
    """When it may come again; none when there is nothing to put off. What comes before a session is not put off until
    after it."""
    talk, note = _meant(scene)
    if talk is None and note is None:
        return []
    until = _of_use_until(scene, (talk.about if talk else note.about if note else "") or "")
    return [*(one for one, after in LATER.items() if until is None or scene.now + after < until), NEVER]


def put_off(scene: Scene, *, until: str) -> bool:
    """The question comes again then, from where it stands, or never ("not_this_one"); False when none waits."""
    talk, note = _meant(scene)
    if until == NEVER:
        return _end(scene, talk) if talk else note is not None
    if talk is not None:
        planning.note(scene.tx, scene.now, scene.person.id, "again", talk.id, after=LATER[until])
        nudging.note_nudged(scene.tx, scene.now, talk.id)  # one reminder is enough
    elif note is not None:
        planning.note(scene.tx, scene.now, scene.person.id, note.kind, note.about, after=LATER[until])
    return talk is not None or note is not None


def put_again(scene: Scene) -> None:
    """The question that was put off comes again, unless it was answered meanwhile."""
    talk = _about(scene)
    if talk is None or talk.ended_at is not None or talk.pending is None:
        return
    hint = scene.voice.says("again", "you_asked", {})
    scene.afterwards = lambda play: play.put_again(talk, hint=hint)


def _meant(scene: Scene) -> tuple[Conversation | None, Nudge | None]:
    """The conversation that is put off: the one whose button was pressed, or else the one that waits; or the last note,
    where it asked nothing."""
    here = scene.conversation
    talk = _about(scene)
    if talk is None and here is not None:
        talk = conversations.in_attention(scene.tx, scene.person.id, besides=here.id)
    if talk is not None and talk.ended_at is None and talk.pending is not None:
        return talk, None
    if talk is not None and talk.ended_at is not None:
        return None, nudges_made.behind(scene.tx, talk)
    return None, nudges_made.last_made(scene.tx, scene.person.id, scene.now - LATELY)


def _about(scene: Scene) -> Conversation | None:
    about = scene.conversation.about if scene.conversation else None
    return conversations.by_id(scene.tx, about) if about else None


def _of_use_until(scene: Scene, about: str) -> datetime | None:
    session = sessions.by_id(scene.tx, about) if about else None
    if session is None:
        return None
    starts_at = moment(session.starts_at)
    if starts_at <= scene.now:
        return of_use_after(starts_at, session.minutes)
    return of_use_before(starts_at)


def _end(scene: Scene, talk: Conversation) -> bool:
    """This question is over, without an answer; one that waited before it comes again."""
    drafts.give_up(scene, talk)
    talk.pending, talk.asked_id, talk.changing, talk.ended_at = None, None, None, instant(scene.now)
    conversations.save(scene.tx, talk)
    nudges.withdraw_about(scene.tx, scene.now, talk.id, "not_wanted", "again")
    here = scene.conversation.id if scene.conversation else ""
    other = conversations.in_attention(scene.tx, scene.person.id, besides=here)
    if other is not None and scene.playing is not None and scene.playing.knows(other.kind):
        scene.afterwards = lambda play: play.put_again(other)
    return True
