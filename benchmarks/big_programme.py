"""A large programme in a database: 2,000 people and 500,000 answers in two years, and what happened around them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import orjson

from benchmarks.plausible import NAMES, SURNAMES, sentence
from bot.conversations import STORIES
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
    searching,
    tags,
)
from storage.database import Transaction
from storage.values import instant, new_id

DAYS = 730
ASKED_KEPT = 396  # days
FIRST_CHAT, TALKER = 2_000_000, 3_000_000
# By conversation: its questions, each with what may be chosen; nothing stands for words of somebody's own.
TALKS: dict[str, dict[str, tuple[str, ...]]] = {
    "before_session": {"still_good": ("yes", "move_it")},
    "before_more": {"wish": (), "easier": (), "how_are_you": ("well", "all_right", "up_and_down")},
    "after_session": {
        "met": ("yes",),
        "how_was_it": ("gave_me_something", "all_right"),
        "heard": ("yes", "in_part", "no"),
    },
    "say_more": {"stayed": (), "unsaid": ()},
    "reflect": {"prompt_1": (), "who_may_see": ("me", "staff", "learning")},
    "leader_feedback": {"gain": ("yes", "a_little", "not_this_time"), "do_differently": (), "agenda": ("mine", "both")},
    "commitment_later": {"did_it_happen": ("done", "partly", "not_yet"), "what_changed": ()},
}
OF_PARTNERS = ("before_session", "before_more", "after_session", "say_more", "reflect")
OF_LEADERS = ("leader_feedback", "commitment_later")
assert STORIES.keys() >= TALKS.keys()


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
    for role in ("coordinator", "safeguarding-lead", "learning-partner", "admin"):
        made.staff[role] = _join(tx, begin, chance, 4_000_000 + len(made.staff), role)
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
            _talk(tx, now, at, chance, made)
    _offers(tx, begin, now, chance, made)
    _care(tx, now, chance, made)
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
    people.keep_profile(tx, met, {**hours, "region": region})
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
        groups.form(tx, begin, name=f"Circle {place}", members=made.partners[place : place + 8])


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


def _talk(tx: Transaction, now: datetime, at: datetime, chance: random.Random, made: Programme) -> None:
    """Somebody has a conversation; some stop in the midst of it."""
    leads = chance.random() < 0.25
    whom = chance.choice(made.leaders if leads else made.partners)
    kind = chance.choice(OF_LEADERS if leads else OF_PARTNERS)
    talk, questions = new_id(at), TALKS[kind]
    said = chance.choices((len(questions), 1, 0), (85, 10, 5))[0]
    tx.run(
        """
        INSERT INTO conversations (id, person_id, kind, about, begun_at, ended_at)
        VALUES (:id, :person, :kind, '', :at, :ended)
        """,
        id=talk,
        person=whom,
        kind=kind,
        at=instant(at),
        ended=instant(at) if at < now - timedelta(days=1) else None,
    )
    for place, (question, options) in enumerate(questions.items()):
        if now - at < timedelta(days=ASKED_KEPT):
            _ask(tx, at, talk, question)
        if place >= said:
            break
        words = chance.choice(options) if options else sentence(chance, 60)
        answer = _answer(tx, at, (talk, whom, question), words if chance.random() < 0.9 else None)
        if not options and chance.random() < 0.3:
            _becomes(tx, at, answer, told=chance.random() < 0.8)
        made.answers += 1


def _ask(tx: Transaction, at: datetime, talk: str, question: str) -> None:
    tx.run(
        """
        INSERT INTO asked (id, conversation_id, chat_id, question, wording, options, language, asked_at)
        VALUES (:id, :talk, 1, :question, 'How was it, as far as you like to say?', '[]', 'en', :at)
        """,
        id=new_id(at),
        talk=talk,
        question=question,
        at=instant(at),
    )


def _answer(tx: Transaction, at: datetime, where: Sequence[str], words: str | None) -> str:
    talk, whom, question = where
    answer_id = new_id(at)
    tx.run(
        """
        INSERT INTO answers (id, conversation_id, person_id, question, answer, value, wording, language, asked_at,
          answered_at, visible_to) VALUES (:id, :talk, :whom, :question, :words, :value,
          'How was it, as far as you like to say?', 'en', :at, :at, 'staff')
        """,
        id=answer_id,
        talk=talk,
        whom=whom,
        question=question,
        words=words or "",
        value=orjson.dumps(words).decode(),
        at=instant(at),
    )
    if words and " " in words:
        searching.index(tx, answer_id, words, words, "staff")
    return answer_id


def _becomes(tx: Transaction, at: datetime, answer: str, *, told: bool) -> None:
    tx.run(
        "INSERT INTO fates (id, answer_id, fate, set_at, told_at) VALUES (:id, :answer, 'read', :at, :told)",
        id=new_id(at),
        answer=answer,
        at=instant(at),
        told=instant(at + timedelta(days=9)) if told else None,
    )


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
            tx.run("UPDATE concerns SET closed_at = :at WHERE id = :id", at=instant(now), id=raised)
    tag = tags.named(tx, now, "Being heard", made.staff["coordinator"])
    for row in tx.all("SELECT id FROM answers WHERE value LIKE '\"% %' ORDER BY id DESC LIMIT 2000"):
        tags.put(tx, now, tag, row["id"], 0, 5, made.staff["coordinator"])
    actor, what = made.staff["coordinator"], ("person_looked_at", "session_moved", "signed_in")
    for number in range(20_000):
        audit.note(
            tx, now, actor=actor, action=chance.choice(what), about=chance.choice(made.partners), detail=f"{number}"
        )
