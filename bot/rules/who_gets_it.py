"""Whom an audience means as people stand now, who is left out and why, and what to think about before it goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from bot.rules.audience import Audience

OFTEN_LATELY = 2  # of the last three opportunities
SHARE_OF_REGULARS = 0.5  # of an audience, from which on we say so
NEVER_ASKED_FROM = 3  # people, from which on we say so
SAMPLE = 5


class Person(Protocol):
    """What the rule asks about somebody; see `storage.candidates.Candidate`."""

    id: str
    language: str
    organisation: str
    nation: str
    region: str
    availability: str
    available_from: str | None
    nudge_limit: int
    is_test: bool
    reachable: bool
    paused: bool
    stopped: bool
    has_concern: bool
    leaving: bool
    taken_back: bool
    roles: set[str]
    interests: set[str]
    muted: set[str]
    groups: set[str]
    needs: set[str]
    consents: dict[str, str]
    asked: bool
    took_part_lately: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """Somebody it goes to, and why: codes such as `role:partner`, `interest:research`, `named`."""

    person_id: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Who gets it, and who would fit and is left out, by reason."""

    chosen: tuple[Chosen, ...]
    left_out: Mapping[str, tuple[str, ...]]
    warnings: Mapping[str, int] = field(default_factory=dict)

    @property
    def sample(self) -> tuple[str, ...]:
        """A few of them, spread evenly, so that it is not the five who joined first."""
        step = max(1, len(self.chosen) // SAMPLE)
        return tuple(one.person_id for one in self.chosen[::step][:SAMPLE])


def find(
    audience: Audience,
    people: Sequence[Person],
    *,
    topic: str,
    today: date,
    opportunity: bool,
    asked: Sequence[str] = (),
) -> Found:
    """Sort everybody. `asked` heard of this very opportunity already; test people never count with the others."""
    chosen, left_out, real = [], dict[str, list[str]](), []
    heard, why_in = set(asked), _fitting(audience, today)
    for one in people:
        because = why_in(one)
        if not because:
            continue
        why = "asked_already" if one.id in heard else why_not(one, topic=topic, opportunity=opportunity)
        if why:
            left_out.setdefault(why, []).append(one.id)
        else:
            chosen.append(Chosen(one.id, because))
            real.append(one)
    warnings = _warnings(real) if opportunity else {}
    return Found(tuple(chosen), {why: tuple(ids) for why, ids in sorted(left_out.items())}, warnings)


def why_not(one: Person, *, topic: str, opportunity: bool) -> str:
    """Why nothing of this goes to somebody, or ''."""
    reasons = {
        "open_concern": one.has_concern,
        "stopped": one.stopped,
        "leaving": one.leaving and not _is_staff(one),
        "unreachable": not one.reachable,
        "not_agreed": not _agreed(one),
        "paused": one.paused,
        "wants_no_opportunities": opportunity and _refused_opportunities(one),
        "not_asked_of_opportunities": opportunity and not _hears_of_opportunities(one),
        "muted_topic": bool(topic) and topic in one.muted,
        "wants_no_notes": one.nudge_limit == 0,
    }
    return next((why for why, holds in reasons.items() if holds), "")


def _agreed(one: Person) -> bool:
    """As it is decided when something goes out: a yes to words that have changed is none."""
    said = (one.consents.get("take_part_health"), one.consents.get("take_part"))
    return _is_staff(one) or ("given" in said and not one.taken_back)


def _is_staff(one: Person) -> bool:
    return bool(one.roles & {"coordinator", "safeguarding-lead", "learning-partner", "admin"})


def _refused_opportunities(one: Person) -> bool:
    """They said no to it, or took their yes back. Whoever skipped the question said neither."""
    return one.consents.get("opportunities") in ("refused", "withdrawn")


def _hears_of_opportunities(one: Person) -> bool:
    """They said yes to it; or never decided, and chose topics to hear about."""
    said = one.consents.get("opportunities")
    return said == "given" or (said is None and bool(one.interests or "partner" not in one.roles))


_FILTERS: Mapping[str, tuple[str, Callable[[Person], Iterable[str]]]] = {
    "roles": ("role", lambda one: one.roles),
    "interests": ("interest", lambda one: one.interests),
    "groups": ("group", lambda one: one.groups),
    "organisations": ("organisation", lambda one: (one.organisation,)),
    "nations": ("nation", lambda one: (one.nation,)),
    "regions": ("region", lambda one: (one.region,)),
    "languages": ("language", lambda one: (one.language,)),
    "needs": ("need", lambda one: one.needs),
}


def _fitting(audience: Audience, today: date) -> Callable[[Person], tuple[str, ...]]:
    """What says why a person is in the audience; empty when they are not."""
    named, without = {*audience.people}, {*audience.without}
    wanted = [
        (code, {*getattr(audience, name)}, of) for name, (code, of) in _FILTERS.items() if getattr(audience, name)
    ]
    narrowed = audience.only_named is None

    def because(one: Person) -> tuple[str, ...]:
        if one.id in without:
            return ()
        by_name = ("named",) if one.id in named else ()
        found = [(code, sorted(those.intersection(of(one)))) for code, those, of in wanted]
        fits = narrowed and all(several for _, several in found)
        fits = fits and (not audience.available or is_available(one, today))
        if not fits or (audience.never_asked and one.asked):
            return by_name
        # Nobody is told that they were picked by a need of theirs.
        said = [f"{code}:{several[0]}" for code, several in found if code != "need"]
        return by_name + tuple(said + ["available"] * audience.available) or ("in_the_programme",)

    return because


def is_available(one: Person, today: date) -> bool:
    """Whether they said that they can take something on now."""
    if one.availability == "from_a_date":
        return one.available_from is not None and one.available_from <= today.isoformat()
    return one.availability in ("now", "yes")


def _warnings(people: Sequence[Person]) -> dict[str, int]:
    """What a coordinator should know: how many in a hundred took part in most of the last three, how many never were
    asked. Only what is worth a thought."""
    counted = [one for one in people if not one.is_test]
    if not counted:
        return {}
    regulars = sum(one.took_part_lately >= OFTEN_LATELY for one in counted)
    never = sum(not one.asked for one in counted)
    found = Counter[str]()
    if regulars / len(counted) >= SHARE_OF_REGULARS:
        found["regulars_percent"] = round(100 * regulars / len(counted))
    if NEVER_ASKED_FROM <= never < len(counted):
        found["never_asked"] = never
    return dict(found)
