"""People of whom something is in every table, to be forgotten; and what of them can still be read."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any, TypeVar

import orjson

from storage import (
    answer_parts,
    answers,
    askings,
    audit,
    concerns,
    conversations,
    effects,
    exporting,
    inbox,
    invites,
    notices,
    organisations,
    outbox,
    people,
    profiles,
)
from storage.answers import Given
from storage.database import Transaction
from storage.inbox import Arrived
from storage.values import instant, new_id
from tests.agreeing import agree
from tests.cast import Member
from tests.databases import NOW

T = TypeVar("T")
LATER = NOW + timedelta(hours=1)
TABLES = tuple(each.table for each in exporting.TABLES)


def canary(member: Member) -> str:
    """Words that only this person's rows hold."""
    return f"canary of {member.name}"


def settle(tx: Transaction, member: Member) -> str:
    """Somebody who has told us all that can be told, each time with a canary."""
    said = canary(member)
    home = organisations.named(tx, NOW, "The Charity")
    person_id = people.meet(
        tx, NOW, telegram_id=member.chat_id, timezone="Europe/London", organisation_id=home, is_test=True
    ).id
    people.call(tx, person_id, name=said, pronouns=said, language="en")
    people.give_role(tx, NOW, person_id, "partner")
    people.joined(tx, NOW, person_id)
    people.unreachable(tx, NOW, person_id, said)
    told = ("contact_days", "silence_means", "availability", "available_from", "payment", "nation")
    profiles.keep(tx, person_id, {column: said for column in told})
    profiles.keep_needs(tx, person_id, [said], [said])
    profiles.keep_interests(tx, person_id, [said])
    redeem(tx, person_id)
    agree(tx, NOW, person_id, "take_part_health")
    talk = converse(tx, member, person_id)
    publish(tx, member, person_id, answer(tx, member, person_id, talk))
    answer(tx, member, person_id, None)
    for state in ("new", "done", "set_aside"):
        receive(tx, member, state)
    for claimed in (True, False):
        write_to(tx, member, person_id, claimed=claimed)
    concerns.contact_by(tx, concerns.raise_(tx, NOW, person_id, talk, "person"), said)
    notices.note(tx, NOW, "person_stopped", person_id)
    audit.note(tx, NOW, actor=person_id, action="copy_sent", about=person_id)
    return person_id


def redeem(tx: Transaction, person_id: str) -> str:
    invite = invites.redeem(tx, NOW, code=invites.make(tx, NOW, role="partner", uses=3))
    assert invite is not None
    tx.run(
        "INSERT INTO redemptions (invite_id, person_id, redeemed_at) VALUES (:invite, :person, :now)",
        invite=invite.id,
        person=person_id,
        now=instant(NOW),
    )
    return invite.id


def converse(tx: Transaction, member: Member, person_id: str) -> str:
    said = canary(member)
    talk = conversations.begin(tx, NOW, person_id, "check_in", about=said)
    talk.draft, talk.pending = said, "how_are_you"
    conversations.save(tx, talk)
    askings.note(
        tx,
        NOW,
        conversation_id=talk.id,
        chat_id=member.chat_id,
        question="how_are_you",
        wording=said,
        options=(("yes", said),),
        language="en",
    )
    effects.note(tx, NOW, talk.id, "noted", said, {"name": said})
    return talk.id


def answer(tx: Transaction, member: Member, person_id: str, talk: str | None) -> str:
    said = canary(member)
    given = Given("how_are_you", {"text": said}, said, said, "en", instant(NOW), "staff", member.chat_id, 7, 8)
    answer_id = answers.give(tx, NOW, person_id, talk, given)
    answer_parts.note(tx, answer_id, [answer_parts.Part(7, said), answer_parts.Part(8, said)])
    return answer_id


def publish(tx: Transaction, member: Member, person_id: str, answer_id: str) -> None:
    """What staff do with an answer."""
    shared = {"answer": answer_id, "said": canary(member), "now": instant(NOW)}
    tx.run(
        """
        INSERT INTO quotations (id, answer_id, person_id, words, place, attribution, wording, asked_at)
        VALUES (:id, :answer, :person, :said, :said, :said, :said, :now)
        """,
        id=new_id(NOW),
        person=person_id,
        **shared,
    )
    tx.run(
        "INSERT INTO fates (id, answer_id, fate, note, set_at) VALUES (:id, :answer, 'read', :said, :now)",
        id=new_id(NOW),
        **shared,
    )
    tx.run(
        "INSERT INTO readings (id, answer_id, reason, read_at) VALUES (:id, :answer, :said, :now)",
        id=new_id(NOW),
        **shared,
    )


def receive(tx: Transaction, member: Member, state: str) -> None:
    body = orjson.dumps({"text": canary(member), "chat": member.chat_id, "state": state}).decode()
    arrived = Arrived(new_id(NOW), 1, member.chat_id, body, f"hash of {member.name} {state}")
    inbox.store(tx, NOW, 4242, [arrived])
    if state == "done":
        inbox.finish(tx, NOW, arrived.id)
    if state == "set_aside":
        inbox.set_aside(tx, NOW, arrived.id, "malformed")


def write_to(tx: Transaction, member: Member, person_id: str, *, claimed: bool = False) -> None:
    said = canary(member)
    outbox.add(
        tx,
        NOW,
        chat_id=member.chat_id,
        payload={"text": said},
        person_id=person_id,
        file_name=said,
        file_text=said,
        claimed=claimed,
    )


def but_the_ledger(rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """What the ledger has of somebody who is gone says nothing of them, and has to stay."""
    return {table: each for table, each in rows.items() if table != "ledger"}


def everything(tx: Transaction) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables that know people, with every column."""
    found = {table: tx.all(f"SELECT * FROM {table} ORDER BY 1, 2") for table in (*TABLES, *exporting.KEPT_BACK)}
    return {table: [{name: row[name] for name in row.keys()} for row in rows] for table, rows in found.items()}  # noqa: SIM118


def traces(tx: Transaction, member: Member) -> Counter[str]:
    """In which tables something of a person can be read, and how often."""
    return Counter(
        table
        for table, rows in everything(tx).items()
        for row in rows
        for value in row.values()
        if canary(member) in str(value) or str(member.chat_id) in str(value)
    )


def count(tx: Transaction, table: str, person_id: str) -> int:
    row = tx.one(f"SELECT COUNT(*) AS times FROM {table} WHERE person_id = :id", id=person_id)
    assert row is not None
    return int(row["times"])
