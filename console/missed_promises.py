"""On the first page of an admin: that somebody should have heard from the team and has not, and whom to ring.

Admins are the last whom the ladder tells. They see no name and no word, and cannot look; but they can ring somebody
who can, and see to it that somebody is there.
"""

from __future__ import annotations

from bot.actions import owing, rota
from bot.actions.finding import number_of
from bot.actions.naming import called
from bot.actions.owing import Owing
from console.desk import Reading
from console.todo import Section, Todo, section_of
from storage import alerts, concern_lists, people
from storage.concerns import WAITS, Concern
from storage.values import moment

ADMINS = 3  # the rung on which they are told
NOBODY = "Nobody is there to ring: no safeguarding lead has joined, and nobody stands in. Invite one under Team."


def missed(look: Reading) -> Section | None:
    """For whoever does not work on concerns: others have the whole of it above."""
    if look.me.may("work_concerns"):
        return None
    waiting = [one for one in concern_lists.still_open(look.tx) if one.person_id != look.me.person.id]
    stands = owing.in_order(look.tx, waiting, rota.duties(look.tx))
    found = [each for each in stands if _is_for_an_admin(look, *each)]
    title = "Somebody asked for a person, and has not heard"
    return section_of(title, found, lambda each: _line(look, *each), "", first=True) if found else None


def _is_for_an_admin(look: Reading, stands: Owing, one: Concern) -> bool:
    """Whether it is late, or nobody can say when it is, or nobody of the team took it on until the admins were told."""
    if one.kind != WAITS or stands.heard_at:
        return False
    if stands.due is not None and stands.due < look.now:
        return True
    if one.waiting_since is None:
        return False
    told = alerts.of_concern(look.tx, one.id)
    return stands.due is None or any(each.rung == ADMINS and each.at >= moment(one.waiting_since) for each in told)


def _line(look: Reading, stands: Owing, one: Concern) -> Todo:
    person = people.by_id(look.tx, one.person_id)
    number = number_of(person.number) if person is not None else "Somebody"
    on_it = one.owner_id if one.owner_id and one.owner_id != look.me.person.id else ""
    said = f"{called(look.scene, on_it)} is on it." if on_it else "Nobody has said that they are on it."
    by_when = "" if stands.due is not None else "Nobody has hours, so nobody can say by when. "
    what = f"{number}. {said} {by_when}{_whom_to_ring(look, one, on_it)}"
    return Todo(what, "/team", "Open the team", one.raised_at, due=stands.due, told_last=stands.told_last)


def _whom_to_ring(look: Reading, one: Concern, on_it: str) -> str:
    """Whoever is on it, then the leads, then those who stand in for them."""
    leads = [each.id for each in people.with_role(look.tx, rota.LEAD) if each.joined_at and not each.is_test]
    stand_in = [rota.deputy_of(look.tx, each) for each in leads]
    every = dict.fromkeys(each for each in (on_it, *leads, *stand_in) if each and each != one.person_id)
    if not every:
        return NOBODY
    return f"Please ring {', or '.join(called(look.scene, each) for each in every)}."
