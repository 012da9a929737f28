"""A pairing or a group is over: what was planned in it does not take place, and all who were in it hear of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.actions import naming, pairing, planning, scheduling, session_news, team, untold
from bot.actions.pairing_scenes import about
from bot.actions.session_news import Known
from bot.chat.scene import Scene
from storage import audit, conversations, notices, nudges, nudges_made, pairings, people, sessions
from storage.database import Transaction
from storage.pairings import Pairing
from storage.sessions import Session

USEFUL_FOR = 4 * planning.USEFUL_FOR  # somebody may be away, or wait for a person, when it ends
ASKED_ABOUT_IT = (pairing.ASKING, "pairing_news", "fit")  # what is of no use any more once it is over


def end(tx: Transaction, now: datetime, pairing_id: str, by: str, why: str = "") -> bool:
    """End a pairing; both hear of it as it befits how far it had come. False when it stands no more."""
    found = pairings.by_id(tx, pairing_id)
    if found is None or not pairings.close(tx, now, pairing_id, "ended", why):
        return False
    nudges.withdraw_about(tx, now, pairing_id, "pairing_ended", "pairing_news", "fit", "fit_change")
    for person_id in (found.partner_id, found.leader_id):
        for kind in ASKED_ABOUT_IT:
            conversations.abandon(tx, now, person_id, kind, pairing_id)
        if found.state == "agreed":
            planning.note(tx, now, person_id, "pairing_ended", pairing_id, useful_for=USEFUL_FOR)
        else:
            pairing.stop_asking(tx, now, found, person_id)
    cancel(tx, now, sessions.of_pairing(tx, pairing_id), by=by)
    audit.note(tx, now, actor=by, action="pairing_ended", about=pairing_id)
    return True


def past_their_end(tx: Transaction, now: datetime) -> int:
    """End every pairing whose last day is over, also where not both have said yes, and tell whoever made it; how
    many."""
    over = [one for one in pairings.standing(tx) if pairing.is_past(one, now)]
    for one in over:
        end(tx, now, one.id, by=pairings.PAST_ITS_END, why=pairings.PAST_ITS_END)
        if one.state == "proposed":
            notices.note(tx, now, "pairing_declined", one.id)
        team.tell(tx, now, "pairing_news", one.id, one.made_by)
    return len(over)


def worked_with(tx: Transaction, now: datetime, person_id: str) -> list[tuple[Pairing, Known]]:
    """Somebody is about to be erased: the pairings that end with that, and what the other one knows of their sessions,
    of which nothing is left then."""
    standing = pairings.standing_of(tx, person_id)
    coming = [session_news.to_come(sessions.of_pairing(tx, one.id), now) for one in standing]
    return [
        (one, session_news.first_known(tx, held, but=person_id)) for one, held in zip(standing, coming, strict=True)
    ]


def one_has_left(tx: Transaction, now: datetime, person_id: str, worked_with: Iterable[tuple[Pairing, Known]]) -> None:
    """Somebody was erased, and with that these pairings ended: the other one hears so, if they had heard of it."""
    for one, known in worked_with:
        other = one.counterpart_of(person_id)
        heard = nudges_made.last_made_about(tx, other, pairing.ASKING, one.id) is not None
        conversations.abandon(tx, now, other, pairing.ASKING, one.id)
        if one.state == "agreed" or heard:
            planning.note(tx, now, other, "pairing_ended", one.id, useful_for=USEFUL_FOR)
        session_news.tell_it_is_over(tx, now, known)
        notices.note(tx, now, "pairing_ended_by_leaving", one.id)


def cancel(tx: Transaction, now: datetime, held: Sequence[Session], *, by: str | None) -> None:
    """Those of these sessions that are still to come do not take place. Whoever would come to one of them is told so
    where the note that all is over, which is planned before, does not go at once.

    What has begun may have taken place, whoever has not said so yet: its people are asked as ever.
    """
    coming = session_news.to_come(held, now)
    known = session_news.first_known(tx, coming, but=by)
    for one in coming:
        scheduling.call_off(tx, now, one.id, "over")
    session_news.tell_it_is_over(tx, now, known)


def end_now(scene: Scene) -> str:
    """The coordinator ends the pairing that the conversation is about; how far it had come ('' when it was over)."""
    found = about(scene)
    if found is None or not end(scene.tx, scene.now, found.id, scene.person.id):
        return ""
    untold.ask_the_team_of(scene, sessions.of_pairing(scene.tx, found.id))
    return found.state


def farewell(scene: Scene) -> dict[str, str]:
    """With whom it was (`name`, '' when there is no such pairing), and how often they met (`met`, with `times`); or
    that the other one has left."""
    found = about(scene)
    if found is None or found.side_of(scene.person.id) is None:
        return {"name": "", "met": "never", "times": "0"}
    other = people.by_id(scene.tx, found.counterpart_of(scene.person.id))
    theirs = sessions.of_pairing(scene.tx, found.id)
    session_news.heard_it_is_over(scene.tx, scene.now, scene.person.id, theirs)
    held = [one for one in theirs if one.state == "held"]
    met = ("never", "once", "often")[min(len(held), 2)]
    if other is None or other.joined_at is None:
        met = "left"
    return {"name": naming.called(scene, found.counterpart_of(scene.person.id)), "met": met, "times": str(len(held))}
