"""Who is asked in, or comes to what is planned, and does not hear so from Voices as they stand, and why: it is said
before that is done, and stands on its page until they have been asked or told."""

from __future__ import annotations

from collections.abc import Iterable

from bot.actions import grouping, pairing
from bot.actions.naming import called
from bot.fortnight_words import kept_from
from console.desk import Reading
from console.not_told import BY_HAND, PLANNED
from storage import attending, groups, nudges, nudges_made, pairings, people, sessions
from storage.groups import Group
from storage.pairings import Pairing
from storage.sessions import Session

TO_PAIR, TO_JOIN = pairing.ASKING, grouping.ASKING
NO_YES, NOT_READ = "they have not said yes yet", "they have not read yet that they guide it"
DOES_NOT = {TO_PAIR: "ask", TO_JOIN: "ask", PLANNED: "tell"}


def before(look: Reading, kind: str, ids: Iterable[str]) -> str:
    """Whom of these such a note would not reach, a paragraph each, or ''. Into a group nobody comes who wants no word
    of ours at all."""
    found = []
    for person_id, name, why in _kept(look, kind, ids):
        person = people.by_id(look.tx, person_id)
        left_out = kind == TO_JOIN and person is not None and person.stopped_at is not None
        found.append(f"{name} is left out: {why}." if left_out else f"Voices does not {DOES_NOT[kind]} {name}: {why}.")
    return "\n\n".join(found)


def _kept(look: Reading, kind: str, ids: Iterable[str]) -> list[tuple[str, str, str]]:
    """Their ids and names, and why."""
    found = []
    for person_id in dict.fromkeys(ids):
        person = people.by_id(look.tx, person_id)
        why = kept_from(look.tx, look.now, person, kind) if person and person_id != look.me.person.id else ""
        if why:
            found.append((person_id, called(look.scene, person_id), why))
    return found


def of_pairing(look: Reading, one: Pairing) -> list[tuple[str, str, str]]:
    """Who of the two has not been asked and is not as they stand: their ids and names, and why."""
    said = {one.partner_id: one.partner_said, one.leader_id: one.leader_said} if one.state == "proposed" else {}
    return _unasked(look, TO_PAIR, one.id, [each for each, words in said.items() if words is None])


def of_group(look: Reading, one: Group) -> list[tuple[str, str, str]]:
    """The same of those who are asked into a group, and of whoever is to guide it."""
    said = groups.said_by(look.tx, one.id) if one.ended_at is None else {}
    leads = [one.facilitator_id] if one.facilitator_id and one.ended_at is None else []
    return _unasked(look, TO_JOIN, one.id, [*(each for each, words in said.items() if words is None), *leads])


def _unasked(look: Reading, kind: str, about: str, ids: Iterable[str]) -> list[tuple[str, str, str]]:
    waits = [
        each
        for each in ids
        if people.left_at(look.tx, each) is None
        and (
            nudges.is_planned(look.tx, each, kind, about)
            or nudges_made.last_made_about(look.tx, each, kind, about) is None
        )
    ]
    return _kept(look, kind, waits)


def not_yet(look: Reading, pairing_id: str | None = None, group_id: str | None = None) -> list[tuple[str, str]]:
    """Who comes to the sessions of a pairing or a group only once they have said yes, or heard that they guide it, and
    hears nothing of one before: their names, and why that has not come."""
    two, group = pairings.by_id(look.tx, pairing_id or ""), groups.by_id(look.tx, group_id or "")
    unasked = of_pairing(look, two) if two else of_group(look, group) if group else []
    why = {person_id: f"Voices does not ask them ({why})" for person_id, _, why in unasked}
    asked = {two.partner_id, two.leader_id} if two else groups.said_by(look.tx, group_id or "")
    ids = attending.not_yet(look.tx, pairing_id=pairing_id, group_id=group_id)
    return [
        (called(look.scene, each), why.get(each) or (NO_YES if each in asked else NOT_READ))
        for each in ids
        if each != look.me.person.id
    ]


def until_a_yes(look: Reading, pairing_id: str | None = None, group_id: str | None = None) -> str:
    """The same, a paragraph for each reason, before something is planned for them; or ''."""
    by_why: dict[str, list[str]] = {}
    for name, why in not_yet(look, pairing_id, group_id):
        by_why.setdefault(why, []).append(name)
    return "\n\n".join(f"Voices does not tell {', '.join(names)} yet: {why}." for why, names in by_why.items())


def of_session(look: Reading, one: Session) -> list[tuple[str, str]]:
    """Who comes to a session that is planned and has not heard of it, nor will as they stand: their names, and why."""
    if one.state != "planned":
        return []
    together = [each.id for each in sessions.of_series(look.tx, one.series_id)] if one.series_id else [one.id]
    unheard = [
        each
        for each in sessions.attendees(look.tx, one)
        if nudges.never_went(look.tx, each, PLANNED, together)
        and not nudges.let_go(look.tx, each, PLANNED, together, BY_HAND)
    ]
    return [(name, why) for _, name, why in _kept(look, PLANNED, unheard)]
