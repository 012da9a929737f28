"""Quiet for a while, quiet for good, back again, or forgotten."""

from __future__ import annotations

from typing import Any

from bot.actions import away, ending, session_news
from bot.actions.naming import when
from bot.chat.scene import Scene
from storage import (
    audit,
    concerns,
    consents,
    erasing,
    erasures,
    health,
    ledger,
    notices,
    pairings,
    people,
    quiet,
    sessions,
    terms,
)
from storage.values import moment

DONE = "erased_leaving"  # as the log has it, that what somebody chose when they left is done
BUT_WORDS = {
    "kept": "kept_but_words",
    "called_off": "called_off_but_words",
    "not_left": "not_left_but_words",
    "not_left_quiet": "not_left_quiet_but_words",
}


def pause(scene: Scene) -> int:
    """Nothing that we begin goes to them until they say so; how many sessions of theirs lie ahead."""
    people.pause(scene.tx, scene.now, scene.person.id)
    away.leave_passing(scene)
    return away.sessions_ahead(scene)


def stop(scene: Scene) -> None:
    """We do not write to them again."""
    people.stop(scene.tx, scene.now, scene.person.id)
    notices.note(scene.tx, scene.now, "person_stopped", scene.person.id)


def carry_on(scene: Scene) -> bool:
    """Neither paused nor stopped any more; whether they were. What they missed is let go, and what they decided to have
    deleted when they left stays as it is. Whoever is quiet for a no alone is so until they say yes."""
    has_paused = scene.person.paused_at is not None and not quiet.is_by_a_no(scene.tx, scene.person.id)
    if not has_paused and scene.person.stopped_at is None:
        return False
    people.stays(scene.tx, scene.person.id)
    erasures.think_again(scene.tx, scene.now, scene.person.id, erasures.LEAVING)
    _write_again(scene)
    return True


def call_off(scene: Scene) -> bool:
    """That everything of theirs is deleted later is called off; False when it was not planned."""
    return erasures.think_again(scene.tx, scene.now, scene.person.id, erasures.ALL)


def words_kept(scene: Scene) -> dict[str, Any]:
    """Whether what they tell us `may` be kept, as no no to that stands; and when what they told us `goes` because of
    such a no, in words, or ''."""
    tx, person_id = scene.tx, scene.person.id
    goes_at = erasures.words_go_at(tx, person_id)
    return {
        "may": not consents.refused(tx, person_id, health.PURPOSE),
        "goes": when(scene, moment(goes_at)) if goes_at else "",
    }


def _write_again(scene: Scene) -> None:
    people.carry_on(scene.tx, scene.person.id)
    for kind in ("person_stopped", "person_away"):  # it is not so any more
        notices.withdraw(scene.tx, kind, scene.person.id)
    ledger.note(scene.tx, scene.now, scene.person.id, "back")
    away.come_back(scene)
    if scene.person.left_at is not None:  # they come to the sessions of their groups again, as whoever is new there
        ahead = sessions.of_person(scene.tx, scene.person.id, scene.now, scene.now + away.AHEAD)
        session_news.tell_newcomer(scene.tx, scene.now, scene.person.id, ahead)


def keep(scene: Scene) -> str:
    """What they decided to have deleted stays, and whoever has left has not: what that comes to. What goes because they
    took back their yes to keeping it still goes.

    "kept" when nothing was to be deleted, "called_off" when it was; after leaving "not_left", "not_left_quiet" when a
    stop that they said before still stands, or "not_left_done" when what they chose is done already. Of the first
    four it is said otherwise where what they tell us may not be kept: BUT_WORDS.
    """
    became = _keep(scene)
    return became if words_kept(scene)["may"] else BUT_WORDS.get(became, became)


def _keep(scene: Scene) -> str:
    tx, person = scene.tx, scene.person
    left_at, meant = people.left_at(tx, person.id), erasures.think_again(tx, scene.now, person.id)
    if left_at is None:
        return "called_off" if meant else "kept"
    people.stays(tx, person.id)
    done = not meant and audit.was_done(tx, DONE, person.id, since=moment(left_at))
    if person.stopped_at is not None and person.stopped_at != left_at:
        return "not_left_done" if done else "not_left_quiet"
    _write_again(scene)
    return "not_left_done" if done else "not_left"


def has_ended(scene: Scene) -> bool:
    """Whether pairings of theirs ended when they left: that does not come back by itself."""
    left_at = people.left_at(scene.tx, scene.person.id)
    return left_at is not None and pairings.ended_at(scene.tx, scene.person.id, left_at)


def is_silent(scene: Scene) -> bool:
    """Whether they have not been heard of for so long that we ask whether to go on keeping what is theirs."""
    return moment(scene.person.seen_at) <= scene.now - terms.of(scene.tx)["silence"]


def what_stays(scene: Scene) -> dict[str, Any]:
    """What has to stay when they are forgotten, whether there is something to change one's mind about (`told`) and how
    many hours for it, and when it is `planned` for already, in words."""
    joined, agreed = scene.person.joined_at is not None, bool(consents.decisions(scene.tx, scene.person.id))
    planned = erasures.planned(scene.tx, scene.person.id)
    return {
        "joined": joined,
        "told": joined or agreed,
        "concern": concerns.is_open(scene.tx, scene.person.id),
        "hours": int(terms.to_change_ones_mind(scene.tx).total_seconds()) // 3600,
        "planned": when(scene, moment(planned.due_at)) if planned is not None and planned.kind == "all" else "",
    }


def plan_to_forget(scene: Scene) -> str:
    """They are forgotten once they have had time to change their mind; when that is, in words."""
    due_at = scene.now + terms.to_change_ones_mind(scene.tx)
    erasures.plan(scene.tx, scene.now, scene.person.id, "all", due_at)
    audit.note(scene.tx, scene.now, actor=scene.person.id, action="erasure_planned", about=scene.person.id)
    return when(scene, due_at)


def forget(scene: Scene) -> None:
    """Erase them now. Of somebody who had not joined yet nothing at all stays, unless a record forbids it.

    Those who worked with them hear that it is over.
    """
    worked_with = ending.worked_with(scene.tx, scene.now, scene.person.id)
    if scene.person.joined_at is None:
        erasing.unmeet(scene.tx, scene.now, scene.person.id)
    else:
        audit.note(scene.tx, scene.now, actor=scene.person.id, action="person_forgotten", about=scene.person.id)
        erasing.forget(scene.tx, scene.now, scene.person.id)
    ending.one_has_left(scene.tx, scene.now, scene.person.id, worked_with)
    scene.forgotten = True
