"""A large programme in a database: 2,000 people and 500,000 answers in two years, and what happened around them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from benchmarks.big_talk import talk
from benchmarks.plausible import NAMES, SURNAMES, sentence
from storage import (
    audit,
    broadcasts,
    commitments,
    concerns,
    consents,
    groups,
    opportunities,
    pairings,
    people,
    profiles,
    tags,
)
from storage.database import Transaction
from storage.values import instant, new_id

DAYS = 730
FIRST_CHAT, TALKER, OF_STAFF = 2_000_000, 3_000_000, 4_000_000
STAFF = ("coordinator", "safeguarding-lead", "learning-partner", "admin")


@dataclass
class Programme:
    """Who is in it, by id."""

    partners: list[str] = field(default_factory=list)
    leaders: list[str] = field(default_factory=list)
    staff: dict[str, str] = field(default_factory=dict)
    pairs: list[tuple[str, str, str]] = field(default_factory=list)
    answers: int = 0


def fill(tx: Transaction, now: datetime, chance: random.Random, *, many: int, answers: int, talkers: int) -> Programme:
    """Put it into an empty database."""
    begin = now - timedelta(days=DAYS)
    made = Programme()
    for role in STAFF:
        made.staff[role] = _join(tx, begin, chance, OF_STAFF + len(made.staff), role)
    for number in range(many):
        role = "leader" if number % 3 == 2 else "partner"
        whose = made.leaders if role == "leader" else made.partners
        whose.append(_join(tx, begin, chance, FIRST_CHAT + number, role))
    for number in range(talkers):
        _join(tx, begin, chance, TALKER + number, "leader")
    _put_together(tx, begin, made)
    _sessions(tx, begin, now, chance, made)
    for at in _moments(begin, now, answers * 52 // 100):  # some two answers in each
        if made.answers < answers:
            leads = chance.random() < 0.25
            whom = chance.choice(made.leaders if leads else made.partners)
            made.answers += talk(tx, now, at, chance, whom, leads=leads)
    _offers(tx, begin, now, chance, made)
    _care(tx, now, chance, made)
    for person_id in (*made.partners, *made.leaders):  # who is silent for years is forgotten, night by night
        tx.run(
            "UPDATE people SET seen_at = :at WHERE id = :id",
            at=instant(now - timedelta(days=chance.randrange(1, 60))),
            id=person_id,
        )
    return made


def _moments(begin: datetime, now: datetime, many: int) -> Iterator[datetime]:
    step = (now - begin) / (many + 1)
    return (begin + place * step for place in range(1, many + 1))


def _join(tx: Transaction, at: datetime, chance: random.Random, chat: int, role: str) -> str:
    met = people.meet(tx, at, telegram_id=chat, timezone="Europe/London").id
    people.give_role(tx, at, met, role)
    people.call(tx, met, name=f"{chance.choice(NAMES)} {chance.choice(SURNAMES)}", pronouns="", language="en")
    people.joined(tx, at, met)
    region = chance.choice(("london", "wales", "scotland", "north_east"))
    hours = {"contact_days": "mon,tue,wed,thu,fri", "contact_from": "09:00", "contact_until": "19:00"}
    profiles.keep(tx, met, {**hours, "region": region})
    for purpose in ("take_part_health", "share_learning", "opportunities") if role == "partner" else ("take_part",):
        consents.note(
            tx,
            at,
            met,
            purpose=purpose,
            decision="given",
            wording_key=purpose,
            wording="As it was asked, in a sentence or two.",
            language="en",
            how="button",
        )
    return met


def _put_together(tx: Transaction, begin: datetime, made: Programme) -> None:
    for place, partner in enumerate(made.partners[: len(made.leaders) * 3 // 2]):
        leader = made.leaders[place % len(made.leaders)]
        pairing = pairings.propose(tx, begin, partner_id=partner, leader_id=leader, from_on=begin.date())
        for side in ("partner", "leader"):
            pairings.say(tx, begin, pairing, side, "yes")
        made.pairs.append((pairing, partner, leader))
    for place in range(0, 400, 8):
        members = made.partners[place : place + 8]
        group = groups.form(tx, begin, name=f"Circle {place}", members=members)
        for each in members:
            groups.say(tx, group, each, "yes")


def _sessions(tx: Transaction, begin: datetime, now: datetime, chance: random.Random, made: Programme) -> None:
    """Each pairing meets every two weeks, and a month ahead is planned."""
    at = begin
    while at < now + timedelta(days=30):
        for pairing, _, leader in made.pairs:
            starts_at = at + timedelta(days=chance.randrange(14), hours=chance.randrange(9, 17))
            state = "planned" if starts_at > now else chance.choice(("held", "held", "held", "missed", "cancelled"))
            session = new_id(at)
            tx.run(
                """
                INSERT INTO sessions (id, pairing_id, starts_at, timezone, place, state, made_at)
                VALUES (:id, :pairing, :starts_at, 'Europe/London', 'Room 4', :state, :at)
                """,
                id=session,
                pairing=pairing,
                starts_at=instant(starts_at),
                state=state,
                at=instant(at),
            )
            if state == "held" and chance.random() < 0.2:
                by_on = (at + timedelta(days=30)).date()
                words = sentence(chance, 12)
                commitments.keep(tx, at, session_id=session, person_id=leader, words=words, by_on=by_on, shared=True)
        at += timedelta(days=14)


def _offers(tx: Transaction, begin: datetime, now: datetime, chance: random.Random, made: Programme) -> None:
    """Two opportunities a month, each to many, and who answered and took part."""
    by = made.staff["coordinator"]
    for at in _moments(begin, now, DAYS // 15):
        offer = opportunities.draft(tx, at, made_by=by, timezone="Europe/London")
        words = dict.fromkeys(("title", "what", "suits", "doing", "place"), sentence(chance, 12))
        opportunities.fill_in(tx, offer, {**words, "places": 5})
        opportunities.opened(tx, at, offer)
        sent = broadcasts.draft(tx, at, made_by=by, opportunity_id=offer)
        for whom in chance.sample(made.partners, len(made.partners) // 2):
            _sent(tx, at, sent, whom)
            if chance.random() < 0.2:
                _responds(tx, at, offer, whom, took_part=chance.random() < 0.2)
        tx.run(
            """
            UPDATE broadcasts SET state = 'done', proven_at = :at, ended_at = :at, starts_at = :at, people = :people
            WHERE id = :id
            """,
            at=instant(at),
            people=len(made.partners) // 2,
            id=sent,
        )
        if now - at > timedelta(days=60):
            opportunities.ended(tx, at, offer, "decided")


def _sent(tx: Transaction, at: datetime, broadcast: str, whom: str) -> None:
    tx.run(
        """
        INSERT INTO recipients (id, broadcast_id, person_id, state, due_at, done_at)
        VALUES (:id, :broadcast, :whom, 'sent', :at, :at)
        """,
        id=new_id(at),
        broadcast=broadcast,
        whom=whom,
        at=instant(at),
    )


def _responds(tx: Transaction, at: datetime, offer: str, whom: str, *, took_part: bool) -> None:
    tx.run(
        """
        INSERT INTO responses (id, opportunity_id, person_id, said, said_at, decision, took_part)
        VALUES (:id, :offer, :whom, 'interested', :at, :decision, :took_part)
        """,
        id=new_id(at),
        offer=offer,
        whom=whom,
        at=instant(at),
        decision="chosen" if took_part else "not_this_time",
        took_part=took_part,
    )


def _care(tx: Transaction, now: datetime, chance: random.Random, made: Programme) -> None:
    """Concerns, most of them closed, and a long log."""
    for place, whom in enumerate(chance.sample(made.partners, 60)):
        raised = concerns.raise_(tx, now - timedelta(days=place), whom, None, "contact_me")
        if place > 6:
            tx.run("UPDATE concerns SET closed_at = :at, lifted_at = :at WHERE id = :id", at=instant(now), id=raised)
    tag = tags.named(tx, now, "Being heard", made.staff["coordinator"])
    for row in tx.all("SELECT id FROM answers WHERE value LIKE '\"% %' ORDER BY id DESC LIMIT 2000"):
        tags.put(tx, now, tag, row["id"], 0, 5, made.staff["coordinator"])
    actor, what = made.staff["coordinator"], ("person_looked_at", "session_moved", "signed_in")
    for number in range(20_000):
        audit.note(
            tx, now, actor=actor, action=chance.choice(what), about=chance.choice(made.partners), detail=f"{number}"
        )
