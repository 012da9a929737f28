"""How it is, working together: asked of both, with the same remedy for both; the other person is never told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.actions import naming, planning, team
from bot.actions.pairing_scenes import about
from bot.chat.scene import Scene
from storage import answers, conversations, notices, nudges, nudges_made, pairings
from storage.database import Transaction
from storage.pairings import Pairing
from storage.values import moment

STORY = "fit"
AGAIN = timedelta(days=14)
AFTER_THE_FIRST = timedelta(days=2)
FOR_THE_REST = timedelta(minutes=10)  # so that the team hears at once whether a person is wanted
NOT_A_FIT = "not_a_good_fit"


def due_again(tx: Transaction, now: datetime) -> None:
    """Mean to ask both of each pairing that has met, once soon after the first session and then at its rhythm, also
    where the note that was meant for it found no room."""
    for one in nudges_made.asked_of_pairings(tx, STORY):
        due_at = (
            moment(one.asked_at) + timedelta(days=one.every) if one.asked_at else moment(one.met_at) + AFTER_THE_FIRST
        )
        if due_at <= now and not one.is_planned:
            planning.note(tx, now, one.person_id, STORY, one.pairing_id)


def with_whom(scene: Scene) -> str:
    """The name of the other one, or '' when they do not work together any more."""
    found = about(scene)
    if found is None or found.state != "agreed" or found.side_of(scene.person.id) is None:
        return ""
    return naming.called(scene, found.counterpart_of(scene.person.id))


def note(scene: Scene, *, how: str | None) -> str:
    """Act on what they said, and hand it back: whoever is still deciding is asked again; the team hears of no fit."""
    found, tx, now = about(scene), scene.tx, scene.now
    if found is None:
        return ""
    if how == "still_deciding":
        planning.note(tx, now, scene.person.id, STORY, found.id, after=AGAIN)
    if how == NOT_A_FIT:
        notices.note(tx, now, "not_a_good_fit", found.id)
        _tell_team(scene, found, FOR_THE_REST)
    elif not _who_wants_out(scene, found) and nudges.withdraw_about(tx, now, found.id, "changed", "fit_change") == 0:
        _correct_team(scene, found)
    return how or ""


def tell_now(scene: Scene, *, wants_person: str | None) -> None:
    """They said whether they want a person: the team need not wait for it any longer."""
    found = about(scene)
    if found is None:
        return
    waits = any(one.kind == "fit_change" for one in nudges.planned_about(scene.tx, found.id))
    if wants_person == "yes":
        notices.note(scene.tx, scene.now, "fit_talk_wanted", scene.person.id)
    if wants_person == "yes" or waits:
        _tell_team(scene, found, timedelta())


def _correct_team(scene: Scene, found: Pairing) -> None:
    """Whoever of the team has heard that it does not fit hears that this has changed."""
    for person_id in team.who_hears(scene.tx, found.made_by, "not_a_fit"):
        if nudges_made.last_made_about(scene.tx, person_id, "fit_change", found.id) is not None:
            planning.note(scene.tx, scene.now, person_id, "fit_change", found.id)


def _tell_team(scene: Scene, found: Pairing, after: timedelta) -> None:
    for person_id in team.who_hears(scene.tx, found.made_by, "not_a_fit"):
        planning.note(scene.tx, scene.now, person_id, "fit_change", found.id, after=after)


def change(scene: Scene) -> dict[str, str]:
    """For the team: the two, who of them said that it does not fit, and who of these wants a person, by name."""
    found = about(scene)
    wanting = _who_wants_out(scene, found) if found else {}
    return {
        "partner": naming.called(scene, found.partner_id) if found else "",
        "leader": naming.called(scene, found.leader_id) if found else "",
        "who": scene.voice.words.comma.join(naming.called(scene, one) for one in wanting),
        "person": scene.voice.words.comma.join(
            naming.called(scene, one) for one, person in wanting.items() if person == "yes"
        ),
    }


def still_does_not_fit(scene: Scene, pairing_id: str) -> bool:
    """Whether this pairing stands, and one of the two said last that it does not fit, or has not answered anew since
    they were asked again."""
    found = pairings.by_id(scene.tx, pairing_id)
    if found is None or found.state != "agreed":
        return False
    told = (_told_last(scene, found, one) for one in (found.partner_id, found.leader_id))
    return any(one is not None and one.get("how_it_fits", NOT_A_FIT) == NOT_A_FIT for one in told)


def still_wants_a_person(scene: Scene, person_id: str) -> bool:
    """Whether somebody who wanted to talk through how a pairing of theirs fits has not said otherwise since."""
    told = [_told_last(scene, one, person_id) for one in pairings.of_person(scene.tx, person_id)]
    return any(one is not None and one.get("a_person", "yes") == "yes" for one in told)


def _told_last(scene: Scene, found: Pairing, person_id: str) -> dict[str, Any] | None:
    """The answers of somebody to how it fits, when they were asked last; None when they never were."""
    talk = conversations.last_of_kind(scene.tx, person_id, STORY, found.id)
    return answers.standing(scene.tx, talk.id) if talk else None


def _who_wants_out(scene: Scene, found: Pairing) -> dict[str, str]:
    """Whoever said last that it is not a good fit, and whether they want a person ('' when they did not say)."""
    wanting = {}
    for person_id in (found.partner_id, found.leader_id):
        told = _told_last(scene, found, person_id) or {}
        if told.get("how_it_fits") == NOT_A_FIT:
            wanting[person_id] = str(told.get("a_person") or "")
    return wanting
