"""Before and after a session: what a talk about it needs to know, and what the team should know of it."""

from __future__ import annotations

from typing import Any

from bot.actions import concern
from bot.actions.naming import called, session_in_words, session_of
from bot.chat import drafts
from bot.chat.scene import Scene
from bot.chat.spoken import Mixed, VoiceNote, load
from storage import answers, consents, conversations, groups, notices, nudges, pairings, people, sessions
from storage.database import Transaction
from storage.sessions import Session

BEFOREHAND = ("before_session", "before_more")  # of no use once the session is over
AROUND = (*BEFOREHAND, "after_session", "leader_feedback")  # of no use once the next session comes


def open_talk(scene: Scene, *, note: str) -> dict[str, Any]:
    """The session in words, `host` (who leads it, or ''), whether we began (`ours`), and whether the other side can be
    asked too (`both`). The planned note of this kind is of no use any more, nor are questions of earlier talks."""
    session = session_of(scene)
    words: dict[str, Any] = {**session_in_words(scene), "host": "", "ours": scene.unasked is not None, "both": False}
    if session is None:
        return words
    nudges.withdraw_for(scene.tx, scene.now, scene.person.id, session.id, "talked_about", note)
    _leave_earlier(scene, session)
    if session.pairing_id is None:
        words["who"] = scene.voice.says("shared", "group_named", {"name": words["who"]})
    words["host"] = _host(scene, session)
    words["both"] = _can_be_asked(scene, session)
    return words


def _leave_earlier(scene: Scene, session: Session) -> None:
    """Whoever talks about one session is not asked about an earlier one with the same people any more, nor about what
    comes before it once it is over. Words that were being written are kept."""
    talk = scene.conversation
    over = talk is not None and talk.kind not in BEFOREHAND
    for one in conversations.open_of(scene.tx, scene.person.id):
        if one.kind in AROUND and one.about == session.id:
            of_no_use = over and one.kind in BEFOREHAND
        else:
            of_no_use = one.kind in AROUND and _is_earlier(scene, one.about or "", session)
        if of_no_use:
            drafts.give_up(scene, one)
            conversations.abandon(scene.tx, scene.now, scene.person.id, one.kind, one.about)


def _is_earlier(scene: Scene, session_id: str, than: Session) -> bool:
    one = sessions.by_id(scene.tx, session_id)
    theirs = (than.pairing_id, than.group_id)
    return one is not None and (one.pairing_id, one.group_id) == theirs and one.starts_at < than.starts_at


def _host(scene: Scene, session: Session) -> str:
    """The leader of a pairing or the facilitator of a group by name; '' for themselves, and where there is nobody."""
    pairing = pairings.by_id(scene.tx, session.pairing_id) if session.pairing_id else None
    group = groups.by_id(scene.tx, session.group_id) if session.group_id else None
    host = pairing.leader_id if pairing else group.facilitator_id if group else None
    return called(scene, host) if host and host != scene.person.id else ""


def _can_be_asked(scene: Scene, session: Session) -> bool:
    other = counterpart_of(scene, session)
    person = people.by_id(scene.tx, other) if other else None
    return person is not None and person.joined_at is not None and person.stopped_at is None


def counterpart_of(scene: Scene, session: Session | None) -> str | None:
    """The id of the other of a pairing; None in a group."""
    pairing = pairings.by_id(scene.tx, session.pairing_id) if session and session.pairing_id else None
    if pairing is None or pairing.side_of(scene.person.id) is None:
        return None
    return pairing.counterpart_of(scene.person.id)


def ask_for_ease(scene: Scene, *, tell_host: bool) -> str:
    """The coordinators know that something would make the session easier, and the host may know it too or not; when
    the team reads it."""
    session, talk = session_of(scene), scene.conversation
    if session is not None and talk is not None:
        notices.note(scene.tx, scene.now, "makes_it_easier", session.id)
        answers.show_to(scene.tx, talk.id, "easier", "leader" if tell_host else "staff")
    return concern.when_read(scene)


def eased_by(tx: Transaction, session: Session, person_id: str) -> str:
    """What somebody said would make this session easier, as far as its host may be told; '' when nothing."""
    talk = _talk_before(tx, session, person_id)
    if talk is None or answers.visible_to(tx, talk, "easier") != "leader":
        return ""
    words = asked_to_ease(tx, session, person_id)
    return "" if isinstance(words, VoiceNote | Mixed) else words  # a voice note is for the team to listen to


def asked_to_ease(tx: Transaction, session: Session, person_id: str) -> str:
    """The same for the coordinators, who see all of it: words, a VoiceNote or Mixed; '' when nothing."""
    talk = _talk_before(tx, session, person_id)
    told = answers.standing(tx, talk).get("easier") if talk else None
    return load(told) if told else ""


def who_has_to_move(tx: Transaction, session: Session) -> list[str]:
    """Those who said before it that they need to move it, and for whom nothing was changed since."""
    come, found = sessions.attendees(tx, session), []
    changed = max((nudges.meant_last(tx, one, session.id, "session_changed") for one in come), default="")
    for person_id in come:
        talk = conversations.last_of_kind(tx, person_id, "before_session", session.id)
        if talk is not None and talk.begun_at > changed and not consents.took_back_health(tx, person_id):
            found += [person_id] if answers.standing(tx, talk.id).get("still_good") == "move_it" else []
    return found


def _talk_before(tx: Transaction, session: Session, person_id: str) -> str | None:
    """None, too, once they took back that we keep what they say: nobody reads it from then on."""
    if consents.took_back_health(tx, person_id):
        return None
    talk = conversations.last_of_kind(tx, person_id, "before_more", session.id)
    return talk.id if talk else None
