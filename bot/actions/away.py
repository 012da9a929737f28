"""Away for a while: everything stops at once and nobody asks why. Coming back is a hello, and never a backlog."""

from __future__ import annotations

from datetime import timedelta

from bot.actions import planning
from bot.actions.naming import called, session_of, when
from bot.chat import drafts
from bot.chat.scene import Scene
from bot.rules.kinds import KINDS
from storage import conversations, effects, notices, nudges, nudges_made, nudging, people, profiles, sessions
from storage.sessions import Session
from storage.values import instant, moment

TELL, HOLD = "tell", "hold"
ASKED_TO_HOLD = "asked_to_hold"  # noted in the conversation in which they asked for it
HELD_FOR = timedelta(days=14)  # sessions so far ahead are held; nobody knows yet about those after them
AHEAD = timedelta(days=366)


def fall_quiet(scene: Scene) -> str:
    """Nothing that we begin goes to them; what we had begun is over. What the coordinator learns: what they chose
    beforehand (nothing, tell, hold)."""
    tx, now, person = scene.tx, scene.now, scene.person
    people.pause(tx, now, person.id)
    nudges.withdraw_of(tx, now, person.id, "away", "again", "silence")
    nudging.recall_waiting(tx, now, person.id)
    leave_what_we_began(scene)
    means = str(profiles.of(tx, person.id).get("away_means") or "nothing")
    if means in (TELL, HOLD):
        notices.note(tx, now, "person_away", person.id)
    if means == HOLD:
        hold_sessions(scene)
    return means


def leave_passing(scene: Scene) -> None:
    """Whoever falls quiet is done with what they only wanted to look at."""
    if scene.playing is not None:
        scene.playing.leave_passing()


def leave_what_we_began(scene: Scene) -> None:
    """The same, and of what we asked nothing waits any more."""
    leave_passing(scene)
    for talk_id in nudges_made.open_talks(scene.tx, scene.person.id):
        _end(scene, talk_id)


def sessions_ahead(scene: Scene) -> int:
    """How many sessions of theirs are planned for the days that would be held."""
    return len(_ahead(scene, HELD_FOR))


def hold_sessions(scene: Scene) -> None:
    """Ask the coordinators to hold each session of the next days. Nobody else is told."""
    if scene.conversation is not None:
        effects.note(scene.tx, scene.now, scene.conversation.id, ASKED_TO_HOLD, "", True)
    for session in _ahead(scene, HELD_FOR):
        for somebody in people.with_role(scene.tx, "coordinator"):
            if somebody.id != scene.person.id:
                until = moment(session.starts_at) - scene.now
                planning.note(scene.tx, scene.now, somebody.id, "session_hold", session.id, useful_for=until)
        notices.note(scene.tx, scene.now, "session_to_hold", session.id)


def held_session(scene: Scene) -> dict[str, str]:
    """`when` the session is, who is to `meet`, and `who` of them asked for it to be held ('' when nobody does any more,
    or when it is over). Of anybody else who is away the coordinators learn nothing."""
    session = session_of(scene)
    if session is None or session.state != "planned":
        return {"when": "", "meet": "", "who": ""}
    return {
        "when": when(scene, moment(session.starts_at)),
        "meet": scene.voice.words.comma.join(called(scene, one) for one in sessions.expected(scene.tx, session)),
        "who": scene.voice.words.comma.join(called(scene, one) for one in who_asked_to_hold(scene, session)),
    }


def who_asked_to_hold(scene: Scene, session: Session) -> list[str]:
    """Those who are to come, are away, and have asked for it since they went."""
    met = [people.by_id(scene.tx, one) for one in sessions.attendees(scene.tx, session)]
    away = [(one.id, moment(one.paused_at)) for one in met if one is not None and one.paused_at is not None]
    return [one for one, since in away if effects.done_since(scene.tx, one, ASKED_TO_HOLD, since)]


def keep_means(scene: Scene, *, means: str) -> None:
    """What the coordinator may learn when they are away."""
    profiles.keep(scene.tx, scene.person.id, {"away_means": means})


def come_back(scene: Scene) -> None:
    """What was missed is let go, but for what nobody has told them yet; what lies ahead is planned anew."""
    tx, now, person = scene.tx, scene.now, scene.person
    for note in nudges.due_of(tx, now, person.id):
        if note.kind not in KINDS or not KINDS[note.kind].by_hand:
            nudges.lapse(tx, now, note.id, "away")
    for session in _ahead(scene, AHEAD):
        if not who_asked_to_hold(scene, session):
            nudges.withdraw_about(tx, now, session.id, "back", "session_hold")
    planning.plan_anew(tx, now, person.id)


def _ahead(scene: Scene, far: timedelta) -> list[Session]:
    found = sessions.of_person(scene.tx, scene.person.id, scene.now, scene.now + far)
    return [one for one in found if one.state == "planned"]


def _end(scene: Scene, talk_id: str) -> None:
    talk = conversations.by_id(scene.tx, talk_id)
    if talk is None:
        return
    drafts.give_up(scene, talk)
    talk.pending, talk.asked_id, talk.changing, talk.ended_at = None, None, None, instant(scene.now)
    conversations.save(scene.tx, talk)
