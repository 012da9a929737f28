"""A programme to make figures of: eight partners, six leaders, and six test pairs who do the same and never count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage import (
    answers,
    askings,
    broadcasts,
    commitments,
    consents,
    conversations,
    fates,
    groups,
    opportunities,
    pairings,
    people,
    recipients,
    responses,
    sessions,
)
from storage.answers import Given
from storage.database import Transaction
from storage.values import instant

LONDON = "Europe/London"
PARTNERS, LEADERS, TESTS = 8, 6, 6
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Figured:
    """Ids by who they are."""

    partners: list[str]
    leaders: list[str]
    group: str


def figured(tx: Transaction, now: datetime, *, first_chat: int = 70_000) -> Figured:
    """Put it into a database. All of it happens in the week before `now`; the last partner answers nothing."""
    chats = iter(range(first_chat, first_chat + 100))
    real = [_join(tx, now, next(chats), "partner") for _ in range(PARTNERS)]
    leaders = [_join(tx, now, next(chats), "leader") for _ in range(LEADERS)]
    tests = [_join(tx, now, next(chats), "partner", is_test=True) for _ in range(TESTS)]
    test_leaders = [_join(tx, now, next(chats), "leader", is_test=True) for _ in range(TESTS)]
    for place, partner in enumerate(real):
        _meets(tx, now - A_DAY, partner, leaders[place % LEADERS], silent=place == PARTNERS - 1, place=place)
    for place, partner in enumerate(tests):
        _meets(tx, now - A_DAY, partner, test_leaders[place], silent=False, place=place)
        _meets(tx, now - A_DAY, partner, leaders[place], silent=False, place=place, talks=False)
    _is_offered(tx, now - A_DAY, [*real, *tests], leaders[0])
    group = groups.form(tx, now, name="Six", members=[*real[:6], *tests])
    return Figured(real, leaders, group)


def _join(tx: Transaction, now: datetime, chat_id: int, role: str, *, is_test: bool = False) -> str:
    met = people.meet(tx, now, telegram_id=chat_id, timezone=LONDON, is_test=is_test)
    people.give_role(tx, now, met.id, role)
    people.joined(tx, now, met.id)
    for purpose in ("take_part_health", "share_learning") if role == "partner" else ("take_part",):
        consents.note(
            tx,
            now,
            met.id,
            purpose=purpose,
            decision="given",
            wording_key=purpose,
            wording="?",
            language="en",
            how="button",
        )
    return met.id


def _meets(
    tx: Transaction, at: datetime, partner: str, leader: str, *, silent: bool, place: int, talks: bool = True
) -> None:
    """They meet, and both are asked; of five sessions one is missed and one was moved."""
    pairing = pairings.propose(tx, at, partner_id=partner, leader_id=leader, from_on=at.date())
    session = sessions.plan(tx, at, pairing_id=pairing, starts_at=at, timezone=LONDON)
    if place == 1:
        sessions.move(tx, session.id, at + timedelta(hours=1))
    if not silent:
        sessions.becomes(tx, session.id, "missed" if place == 2 else "held")
    commitments.keep(
        tx, at, session_id=session.id, person_id=leader, words="Ask first", by_on=at.date(), shared=place == 0
    )
    if not talks:
        return
    said = {} if silent else {"met": "yes", "how_was_it": None, "heard": "no" if place == 0 else "yes"}
    talk(tx, at, partner, "after_session", session.id, ("met", "how_was_it", "heard"), said)
    more = talk(tx, at, partner, "say_more", session.id, ("stayed",), {} if silent else {"stayed": "A thing I said"})
    for answer_id in more[: 1 if place < 5 else 0]:
        fates.note(tx, at, answer_id, "kept", set_by=None)
        if place < 4:
            tx.run("UPDATE fates SET told_at = :at WHERE answer_id = :id", at=instant(at + 3 * A_DAY), id=answer_id)
    talk(tx, at, leader, "leader_feedback", session.id, ("gain",), {"gain": "yes"})


def talk(
    tx: Transaction,
    at: datetime,
    person_id: str,
    kind: str,
    about: str,
    questions: tuple[str, ...],
    said: dict[str, str | None],
) -> list[str]:
    """A conversation in which they are asked one question after the other until they say nothing; the answers' ids."""
    begun = conversations.begin(tx, at, person_id, kind, about=about)
    given = []
    for question in questions:
        askings.note(
            tx, at, conversation_id=begun.id, chat_id=1, question=question, wording="?", options=(), language="en"
        )
        if question not in said:
            break
        value = said[question]
        told = Given(question, value, value or "", "?", "en", instant(at), "staff", 1, 1, 1)
        given.append(answers.give(tx, at, person_id, begun.id, told))
    return given


def _is_offered(tx: Transaction, at: datetime, whom: list[str], by: str) -> None:
    """Everybody is told of one opportunity; the first three say yes, and one of them takes part."""
    offer = opportunities.draft(tx, at, made_by=by, timezone=LONDON)
    opportunities.opened(tx, at, offer)
    sent = broadcasts.draft(tx, at, made_by=by, opportunity_id=offer)
    recipients.fix(tx, at, sent, [(one, ()) for one in whom])
    tx.run("UPDATE recipients SET state = 'sent' WHERE broadcast_id = :id", id=sent)
    for person_id in (*whom[:3], *whom[-3:]):
        responses.say(tx, at, offer, person_id, "interested")
        answer = responses.of(tx, offer, person_id)
        assert answer is not None
        responses.decide(tx, at, answer.id, "chosen", by)
        if person_id in (whom[0], whom[-1]):
            responses.took_part(tx, answer.id, True)
