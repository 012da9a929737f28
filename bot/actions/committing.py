"""What a leader sets out to do: kept in their words, asked about on its days, and the partner asked what they saw."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.actions import planning
from bot.actions.naming import called, session_of, when
from bot.chat.days import day_in_words
from bot.chat.scene import Scene
from bot.rules.promises import AFTER, CHOSEN, TOO_NEAR, UNSAID, asking_days, next_day
from storage import commitments, nudges, nudges_made, pairings, people, sessions
from storage.commitments import Commitment
from storage.database import Transaction
from storage.pairings import Pairing
from storage.values import moment

A_DAY = timedelta(days=1)
LEADER_FIRST = 3 * A_DAY  # so long the partner is asked later than the leader, unless the leader has answered
ASKED_LATELY = 14 * A_DAY  # the partner, who is not asked again because the leader answers late


def keep(scene: Scene, *, words: str, by_when: str, day: str, shared: bool) -> str:
    """Keep it, or take it back without words; the day on which it is asked about first, or ''."""
    session = session_of(scene)
    if session is None:
        return ""
    known = commitments.of_session(scene.tx, session.id, scene.person.id)
    if known is not None:
        nudges.withdraw_about(scene.tx, scene.now, known.id, "said_anew")
    if not words:
        commitments.take_back(scene.tx, session.id, scene.person.id)
        return ""
    by_on = date.fromisoformat(day) if day else scene.today + CHOSEN.get(by_when, UNSAID)
    kept = commitments.keep(
        scene.tx,
        scene.now,
        session_id=session.id,
        person_id=scene.person.id,
        words=words,
        by_on=by_on,
        shared=shared,
    )
    return _ask_again(scene, kept)


def open_later(scene: Scene) -> dict[str, Any]:
    """What the leader said (`words`, '' when it is not asked about any more) and to whom. The next time is planned, so
    that an answer that does not come ends nothing."""
    commitment = _commitment(scene)
    if commitment is None or commitment.person_id != scene.person.id:
        return {"words": "", "who": "", "ours": scene.unasked is not None}
    nudges.withdraw_for(scene.tx, scene.now, scene.person.id, commitment.id, "talked_about", "commitment")
    _ask_again(scene, commitment.id)
    pairing = _pairing(scene.tx, commitment)
    who = called(scene, pairing.partner_id) if pairing else scene.voice.label("somebody")
    return {"words": commitment.words, "who": who, "ours": scene.unasked is not None}


def settle(scene: Scene, *, state: str) -> str:
    """What came of it, as the leader says; the day on which it is asked about again, or ''. A day later the partner is
    asked, unless it was the wrong promise."""
    commitment = _commitment(scene)
    if commitment is None:
        return ""
    commitments.becomes(scene.tx, scene.now, commitment.id, state)
    if state in ("done", "wrong"):
        nudges.withdraw_about(scene.tx, scene.now, commitment.id, "settled")
    pairing = _pairing(scene.tx, commitment)
    if state != "wrong" and pairing is not None and pairing.state == "agreed":
        last = nudges_made.last_made_about(scene.tx, pairing.partner_id, "seen", commitment.id)
        if last is None or scene.now - last > ASKED_LATELY:
            planning.note(scene.tx, scene.now, pairing.partner_id, "seen", commitment.id, after=A_DAY)
    return _ask_again(scene, commitment.id)


def open_seen(scene: Scene) -> dict[str, Any]:
    """What the partner may know of it: `words` ('' unless shared), `who` said so ('' when it is not asked about)."""
    commitment = _commitment(scene)
    pairing = _pairing(scene.tx, commitment) if commitment else None
    if commitment is None or pairing is None or commitment.state == "wrong":
        return {"words": "", "who": "", "when": "", "ours": scene.unasked is not None}
    nudges.withdraw_for(scene.tx, scene.now, scene.person.id, commitment.id, "talked_about", "seen")
    plan_next(scene.tx, scene.now, commitment)
    session = sessions.by_id(scene.tx, commitment.session_id or "")
    return {
        "words": commitment.words if commitment.shared else "",
        "who": called(scene, commitment.person_id),
        "when": when(scene, moment(session.starts_at)) if session else "",
        "ours": scene.unasked is not None,
    }


def due_again(tx: Transaction, now: datetime) -> None:
    """Plan the next question about each promise for which none is planned: the last one lapsed or was left."""
    for commitment in commitments.standing(tx, now.date(), now - AFTER[-1] - LEADER_FIRST - A_DAY):
        planned = {one.kind for one in nudges.planned_about(tx, commitment.id)}
        if not planned.issuperset(("seen", "commitment")):
            plan_next(tx, now, commitment)


def plan_next(tx: Transaction, now: datetime, commitment: Commitment) -> date | None:
    """Plan when leader and partner are asked next, where nothing is planned; the leader's day, or None."""
    if not commitment.stands:
        return None
    pairing = _pairing(tx, commitment)
    if pairing is not None and pairing.state == "agreed":
        _plan(tx, now, commitment, pairing.partner_id, "seen", LEADER_FIRST)
    return _plan(tx, now, commitment, commitment.person_id, "commitment", timedelta())


def _plan(
    tx: Transaction, now: datetime, commitment: Commitment, person_id: str, kind: str, later: timedelta
) -> date | None:
    person = people.by_id(tx, person_id)
    if person is None:
        return None
    zone = ZoneInfo(person.timezone)
    made_on = moment(commitment.made_at).astimezone(zone).date()
    days = [day + later for day in asking_days(made_on, date.fromisoformat(commitment.by_on))]
    last = nudges_made.last_made_about(tx, person_id, kind, commitment.id)
    asked = now if last is None else max(now, last + TOO_NEAR)  # the partner may have been asked ahead of their day
    day = next_day(days, asked.astimezone(zone).date())
    if day is not None and not nudges.is_planned(tx, person_id, kind, commitment.id):
        midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
        planning.note(tx, now, person_id, kind, commitment.id, after=midnight - now)
    return day


def _ask_again(scene: Scene, commitment_id: str) -> str:
    commitment = commitments.by_id(scene.tx, commitment_id)
    day = plan_next(scene.tx, scene.now, commitment) if commitment else None
    return day_in_words(day, scene.voice.words) if day else ""


def _commitment(scene: Scene) -> Commitment | None:
    about = scene.conversation.about if scene.conversation else None
    return commitments.by_id(scene.tx, about) if about else None


def _pairing(tx: Transaction, commitment: Commitment) -> Pairing | None:
    session = sessions.by_id(tx, commitment.session_id) if commitment.session_id else None
    return pairings.by_id(tx, session.pairing_id) if session and session.pairing_id else None
