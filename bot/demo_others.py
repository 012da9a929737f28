"""The others in the demo's programme, who answer on web pages: enough people for figures to say something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.demo_history import Past
from storage import pairings, sessions

ORGANISATION = "Southgate Carers"
A_DAY = timedelta(days=1)
MET_AGO = (77, 49, 21)  # days
YES = {"adult": "yes", "consent_take_part": "yes", "language": "English", "about_you_now": "no"}
WORDS = (
    "He wrote down what I said and read it back to me.",
    "We talked about the phone line again. It still rings out.",
    "I was asked what I would do, and not only what went wrong.",
)
WILL_DO = ("I will sit in the waiting room for an hour.", "I will read the letters aloud before they go out.")


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody without a phone on the demo's page. What is not `told` was skipped."""

    name: str
    role: str
    told: Mapping[str, str]


def _partner(name: str, nation: str, interests: str, *, learning: str = "yes") -> Other:
    told = {"preferred_name": name, "nation": nation, "interests": interests, "availability": "now"}
    return Other(name, "partner", {**YES, **told, "consent_share_learning": learning, "consent_quotes": "yes"})


def _leader(name: str, job: str) -> Other:
    return Other(name, "leader", {"consent_leader": "yes", "preferred_name": name, "job": job})


OTHERS = (
    _partner("Femi", "England", "mental health, research"),
    _partner("Gwen", "Wales", "research"),
    _partner("Hana", "England", "learning groups"),
    _partner("Ines", "Scotland", "disability"),
    _partner("Jo", "England", "mental health, learning groups"),
    _partner("Kofi", "England", "research", learning="no"),
    _leader("Maud", "Chief executive"),
    _leader("Nils", "Medical director"),
    _leader("Oona", "Director of nursing"),
    _leader("Petra", "Head of complaints"),
    _leader("Quinn", "Chair"),
    _leader("Rosa", "Director of strategy"),
)


def live_through(past: Past, now: datetime) -> None:
    """Six pairs have met three times each; some meetings did not happen, and not everybody answered."""
    partners = [one.name for one in OTHERS if one.role == "partner"]
    leaders = [one.name for one in OTHERS if one.role == "leader"]
    for place, (partner, leader) in enumerate(zip(partners, leaders, strict=True)):
        pairing_id = _pair(past, now - 84 * A_DAY, partner, leader)
        for turn, session_id, at in _met(past, now, pairing_id):
            _spoke(past, at, (partner, leader), session_id, place + turn)


def _pair(past: Past, at: datetime, partner: str, leader: str) -> str:
    pairing_id = pairings.propose(
        past.tx,
        at,
        partner_id=past.who[partner],
        leader_id=past.who[leader],
        from_on=at.date(),
        until_on=(at + 270 * A_DAY).date(),
        made_by=past.who["Rachel"],
    )
    for name in (partner, leader):
        past.says(at + A_DAY, name, "agree_pairing", pairing_id, {"would_you": "yes"})
    return pairing_id


def _met(past: Past, now: datetime, pairing_id: str) -> Iterator[tuple[int, str, datetime]]:
    for turn, ago in enumerate(MET_AGO):
        at = now - ago * A_DAY
        session = sessions.plan(
            past.tx, at - 14 * A_DAY, pairing_id=pairing_id, starts_at=at, timezone=past.timezone, place="By phone"
        )
        yield turn, session.id, at + timedelta(hours=2)


def _spoke(past: Past, at: datetime, two: tuple[str, str], session_id: str, which: int) -> None:
    """What the two said of one meeting; every seventh did not happen, and every fifth leader said nothing."""
    partner, leader = two
    if which % 7 == 6:
        past.says(at, partner, "after_session", session_id, {"met": "It did not happen"})
        return
    good = {"met": "yes", "how_was_it": "It gave me something", "heard": "in part" if which % 4 == 1 else "yes"}
    past.says(at, partner, "after_session", session_id, good)
    past.says(at, partner, "say_more", session_id, {"stayed": WORDS[which % len(WORDS)]})
    if which % 5 == 4:
        return
    told = {"gain": "a little" if which % 3 == 1 else "yes", "agenda": "both"}
    if which % 2:
        told |= {"do_differently": WILL_DO[which % 4 // 2], "by_when": "a month", "share": "yes"}
    past.says(at + A_DAY, leader, "leader_feedback", session_id, told)
