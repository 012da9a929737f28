"""Opportunities and messages to many, as the pages of the console are about them."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.actions import broadcasting
from bot.rules.audience import Audience
from storage import broadcasts, opportunities, profiles, responses, threads
from storage.database import Transaction
from storage.people import Person
from storage.values import instant
from tests.agreeing import agree
from tests.scenery_opportunities import COMPLETE

LONDON = "Europe/London"


def taking_part(tx: Transaction, now: datetime, person: Person) -> None:
    """They agreed to take part, and want to hear about research."""
    agree(tx, now, person.id, "take_part_health", "opportunities")
    profiles.keep_interests(tx, person.id, ["research"])


def an_opportunity(tx: Transaction, now: datetime, made_by: str, **fields: object) -> str:
    made = opportunities.draft(tx, now, made_by=made_by, timezone=LONDON)
    opportunities.fill_in(tx, made, {**COMPLETE, **fields})
    return made


def sent(tx: Transaction, now: datetime, opportunity_id: str, by: str, to: list[str]) -> str:
    """A sending of it that was confirmed for these people just now."""
    made = broadcasts.draft(tx, now, made_by=by, opportunity_id=opportunity_id, topic="research")
    broadcasts.choose(tx, made, audience=Audience(people=tuple(to)).stored(), words="", topic="research")
    done = broadcasting.confirm(tx, now, made, by=by, number=len(to))
    assert not done.refused, done.refused
    return made


def announcement(tx: Transaction, now: datetime, by: str, to: list[str], words: str = "We are away on Friday.") -> str:
    made = broadcasts.draft(tx, now, made_by=by, words=words)
    broadcasts.choose(tx, made, audience=Audience(people=tuple(to)).stored(), words=words, topic="")
    return made


def over(tx: Transaction, now: datetime, broadcast_id: str) -> None:
    """It is done: everybody has it, and the books are closed."""
    before = now - timedelta(hours=1)
    tx.run(
        "UPDATE recipients SET state = 'sent', done_at = :at WHERE broadcast_id = :id",
        at=instant(before),
        id=broadcast_id,
    )
    broadcasts.end(tx, before, broadcast_id, "done", "confirmed")
    broadcasts.proven(tx, before, broadcast_id)


def asked_of_second(tx: Transaction, now: datetime, made_by: str, to: list[str]) -> str:
    made = announcement(tx, now, made_by, to)
    broadcasts.ask_second(tx, now, made, by=made_by, people=len(to), starts_at=None)
    return made


def interest(tx: Transaction, now: datetime, opportunity_id: str, person_id: str, statement: str = "") -> str:
    """They are interested; the id of their answer."""
    responses.say(tx, now, opportunity_id, person_id, responses.INTERESTED)
    responses.add_words(tx, opportunity_id, person_id, statement=statement, needs="")
    said = responses.of(tx, opportunity_id, person_id)
    assert said is not None
    return said.id


def question(tx: Transaction, now: datetime, opportunity_id: str, person_id: str, to: str, words: str) -> str:
    made = threads.open_about(tx, now, person_id=person_id, coordinator_id=to, opportunity_id=opportunity_id)
    threads.add(tx, now, made.id, said_by=person_id, source="a/words_1", words=words, voice_id=None)
    return made.id


def records(tx: Transaction, now: datetime, met: dict[str, Person], by: str) -> dict[str, str]:
    """One of each that there are pages for, by what stands in the braces of the table of rights."""
    for name in ("Eve", "Gia"):
        taking_part(tx, now, met[name])
    eve, gia = met["Eve"].id, met["Gia"].id
    offered = an_opportunity(tx, now, by)
    done, going = an_opportunity(tx, now, by), an_opportunity(tx, now, by)
    sent_one = sent(tx, now, done, by, [eve, gia])
    over(tx, now, sent_one)
    opportunities.opened(tx, now, offered)
    return {
        "opportunity": offered,
        "draft": an_opportunity(tx, now, by),
        "other_draft": an_opportunity(tx, now, by, title=""),
        "response": interest(tx, now, offered, eve, "I waited two years."),
        "announcement": announcement(tx, now, by, [eve, gia]),
        "to_agree": asked_of_second(tx, now, by, [eve]),
        "asked_about": asked_of_second(tx, now, by, [gia]),
        "running": sent(tx, now, going, by, [eve]),
        "sent": sent_one,
        "another_thread": question(tx, now, offered, eve, by, "Is there a lift?"),
    }
