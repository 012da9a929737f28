"""What a person's page shows. Whoever has no business with a part of it does not get that part at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.actions import papers, rota, ways_to_reach
from bot.actions.naming import called, with_whom
from console import labels, locked_phones
from console.concerns import Line, is_for, line
from console.desk import Change
from console.rights import STAFF
from storage import (
    concern_lists,
    concerns,
    consents,
    directory,
    groups,
    organisations,
    pairings,
    people,
    profiles,
    quiet,
    sessions,
)
from storage.people import Person
from storage.values import moment
from storage.web_chats import is_web

AHEAD, BACK = timedelta(days=366), timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session of theirs, with whom."""

    id: str
    starts_at: str
    who: str
    state: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A person, as far as whoever looks may know them."""

    person: Person
    roles: list[str]
    pronouns: str
    organisation: str
    on_web: bool
    heard_at: str
    may_resume: bool
    said_no: bool
    may_merge: bool
    may_answer: bool
    contact: str
    needs: list[str]
    told_leader: list[str]
    profile: dict[str, Any] = field(default_factory=dict)
    interests: list[str] = field(default_factory=list)
    consents: list[tuple[str, str, str]] = field(default_factory=list)
    pairings: list[tuple[str, str, str]] = field(default_factory=list)
    groups: list[tuple[str, str]] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    concerns: list[tuple[Line, str]] = field(default_factory=list)
    concern_open: bool = False
    organisations: list[str] = field(default_factory=list)
    phone: str = ""
    goes_at: str = ""
    took_back: bool = False


def see(change: Change, person: Person, *, may_resume: bool) -> Seen:
    """Everything of it; a lead gets what is said of concerns, and that this was looked at is on record."""
    tx, voice, scene = change.tx, change.voice, change.scene
    profile = profiles.of(tx, person.id)
    return Seen(
        person=person,
        roles=[labels.ROLES[one] for one in people.roles_of(tx, person.id)],
        pronouns=people.pronouns_of(tx, person.id),
        organisation=people.organisation_of(tx, person.id),
        on_web=person.telegram_id is not None and is_web(person.telegram_id),
        heard_at=directory.last_heard(tx, person.id),
        may_resume=may_resume,
        said_no=quiet.is_by_a_no(tx, person.id),
        may_answer=bool({"partner", "leader"} & set(people.roles_of(tx, person.id))),
        may_merge=not set(people.roles_of(tx, person.id)) & set(STAFF),
        contact=_contact(change, profile),
        needs=labels.chosen(voice, "access_needs", directory.needs_of(tx, person.id)),
        told_leader=labels.chosen(voice, "access_needs", directory.needs_told_to_leader(tx, person.id)),
        profile=_profile(change, profile),
        interests=labels.chosen(voice, "interests", directory.interests_of(tx, person.id)),
        consents=_consents(change, person.id),
        pairings=[
            (one.id, called(scene, one.counterpart_of(person.id)), one.state)
            for one in pairings.of_person(tx, person.id)
        ],
        groups=[(one.id, one.name) for one in groups.of_person(tx, person.id)],
        meetings=_meetings(change, person),
        concerns=_concerns(change, person.id),
        concern_open=concerns.is_open(tx, person.id),
        organisations=list(organisations.names(tx).values()),
        goes_at=going.due_at if (going := papers.going(tx, person.id)) else "",
        took_back=consents.took_back_health(tx, person.id),
        phone=locked_phones.way_of(change, person.id),
    )


def _contact(change: Change, profile: dict[str, Any]) -> str:
    days = ", ".join(change.voice.label(day) for day in (profile.get("contact_days") or "").split(",") if day)
    since, until = profile.get("contact_from"), profile.get("contact_until")
    return ", ".join(part for part in (days, f"{since} to {until}" if since and until else "") if part)


def _profile(change: Change, profile: dict[str, Any]) -> dict[str, str]:
    """What they told us besides, by what it is called."""
    if not profile:
        return {}
    told = {
        "Notes a week at most": str(profile["nudge_limit"]),
        "If they go quiet": labels.one(change.voice, "silence_means", profile["silence_means"]),
        "Can start": labels.one(change.voice, "availability", profile["availability"]),
        "Thanks for their time": labels.one(change.voice, "payment", profile["payment"]),
        "Lives in": labels.one(change.voice, "nation", profile["nation"]),
    }
    return {name: value for name, value in told.items() if value}


def _consents(change: Change, person_id: str) -> list[tuple[str, str, str]]:
    """(purpose in words, decision, since when) of the latest decision for each purpose."""
    latest = {one["purpose"]: one for one in consents.history(change.tx, person_id)}
    words = change.voice.texts["shared"]["labels"]
    return [(words.get(purpose, purpose), one["decision"], one["decided_at"]) for purpose, one in latest.items()]


def _meetings(change: Change, person: Person) -> list[Meeting]:
    scene = change.scene_of(person)
    found = sessions.around_person(change.tx, person.id, change.now - BACK, change.now + AHEAD)
    by_nearness = sorted(found, key=lambda one: abs((moment(one.starts_at) - change.now).total_seconds()))[:6]
    in_order = sorted(by_nearness, key=lambda one: one.starts_at)
    return [Meeting(one.id, one.starts_at, with_whom(scene, one), one.state) for one in in_order]


def _concerns(change: Change, person_id: str) -> list[tuple[Line, str]]:
    """As the queue shows them, so with by when they should hear: for a lead all of them, with how to reach them in
    words, each look on record, one by one; for others those that are open, that there is one."""
    leads, duties = change.me.may("read_concerns"), rota.duties(change.tx)
    found = [one for one in concern_lists.of_person(change.tx, person_id) if is_for(change, one)]
    if not leads:
        return [(line(change, one, duties), "") for one in found if one.closed_at is None]
    for one in found:
        change.looked("concern_looked_at", one.id)
    return [(line(change, one, duties), "; ".join(ways_to_reach.reach(change.scene, one))) for one in found]
