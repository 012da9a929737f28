"""Erasing: what somebody said or is called is gone from every table and from the file; everybody else's stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import orjson
import pytest

from storage import (
    answers,
    audit,
    concerns,
    consents,
    conversations,
    erasing,
    exporting,
    inbox,
    invites,
    notices,
    organisations,
    outbox,
    people,
)
from storage.answers import Given
from storage.database import Database, Transaction
from storage.inbox import Arrived
from storage.opening import open_database
from storage.values import instant, new_id
from tests.cast import ANA, BEN, CORA, Member
from tests.databases import NOW

T = TypeVar("T")
LATER = NOW + timedelta(hours=1)
TABLES = tuple(each.table for each in exporting.TABLES)
THEIRS = {
    *("roles", "profiles", "access_needs", "interests", "redemptions", "conversations", "asked", "effects"),
    *("answers", "answer_parts", "quotations", "fates", "readings", "outbox"),
}
UNDER_A_NUMBER = {"people", "consents", "concerns", "inbox"}  # a row stays, without them
ABOUT_NOBODY = {
    *("tags", "organisations", "counts", "notices", "audit", "invites", "wordings", "help_numbers", "help_checks"),
    *("reports", "report_sections", "text_versions"),
}
ELSEWHERE = {  # filled column by column and looked for in test_canaries
    *("pairings", "groups", "memberships", "sessions", "proposals", "commitments", "reveals", "nudges", "prompts"),
    *("offered_prompts", "voice_notes", "transcripts", "links", "topics", "muted_topics", "opportunities"),
    *("earlier_names", "broadcasts", "recipients"),
    *("copy_links", "erasures", "tombstones", "audit_kept"),
    "broadcast_cards",
    *("responses", "threads", "thread_messages", "group_chats", "doors", "email_addresses", "emails"),
    *("alerts", "sign_ins", "calendar_feeds", "quotation_uses", "concern_notes"),
    *("passages", "openings"),
}


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
    people.keep_profile(tx, person_id, {column: said for column in told})
    people.keep_needs(tx, person_id, [said], [said])
    people.keep_interests(tx, person_id, [said])
    redeem(tx, person_id)
    agree(tx, person_id, "take_part_health")
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
    conversations.note_asked(
        tx,
        NOW,
        conversation_id=talk.id,
        chat_id=member.chat_id,
        question="how_are_you",
        wording=said,
        options=(("yes", said),),
        language="en",
    )
    conversations.note_effect(tx, NOW, talk.id, "noted", said, {"name": said})
    return talk.id


def answer(tx: Transaction, member: Member, person_id: str, talk: str | None) -> str:
    said = canary(member)
    given = Given("how_are_you", {"text": said}, said, said, "en", instant(NOW), "staff", member.chat_id, 7, 8)
    answer_id = answers.give(tx, NOW, person_id, talk, given)
    answers.note_parts(tx, answer_id, [answers.Part(7, said), answers.Part(8, said)])
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


def agree(tx: Transaction, person_id: str, purpose: str = "take_part", decision: str = "given") -> None:
    consents.note(
        tx,
        NOW,
        person_id,
        purpose=purpose,
        decision=decision,
        wording_key="agree",
        wording="Do you agree?",
        language="en",
        how="chat",
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


def test_every_table_has_been_thought_of() -> None:
    assert set(TABLES) == THEIRS | UNDER_A_NUMBER | ABOUT_NOBODY | ELSEWHERE


async def test_the_canaries_sit_in_every_table_that_holds_something_of_a_person(database: Database) -> None:
    def unit(tx: Transaction) -> set[str]:
        settle(tx, ANA)
        return set(traces(tx, ANA))

    # A role and a redemption hold no words, and what was agreed is in our words.
    assert await database.write(unit) == (THEIRS | UNDER_A_NUMBER) - {"roles", "redemptions", "consents"}


async def test_nothing_of_a_forgotten_person_can_be_read_anywhere(database: Database) -> None:
    def unit(tx: Transaction) -> Counter[str]:
        ana = settle(tx, ANA)
        settle(tx, BEN)
        erasing.forget(tx, LATER, ana)
        return traces(tx, ANA)

    assert await database.write(unit) == Counter()


async def test_everything_of_everybody_else_stays_as_it_was(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[object, object]:
        settle(tx, BEN)
        before = everything(tx), traces(tx, BEN)
        ana = settle(tx, ANA)
        erasing.forget(tx, LATER, ana)
        now = {
            table: [row for row in rows if row in before[0][table]] for table, rows in everything(tx).items()
        }  # without what stays of Ana under her number
        return before, (now, traces(tx, BEN))

    before, after = await database.write(unit)
    assert after == before


async def test_not_a_row_hangs_on_a_forgotten_person_but_consents_and_concerns(database: Database) -> None:
    def unit(tx: Transaction) -> dict[str, int]:
        ana = settle(tx, ANA)
        erasing.forget(tx, LATER, ana)
        left = {table: len(rows) for table, rows in everything(tx).items() if table in THEIRS}
        return left | {table: count(tx, table, ana) for table in ("consents", "concerns")}

    assert await database.write(unit) == {**dict.fromkeys(THEIRS, 0), "consents": 2, "concerns": 1}  # given, taken back


async def test_what_stays_is_a_number_with_what_was_agreed_and_that_a_concern_is_open(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[Any, ...]:
        ana = settle(tx, ANA)
        erasing.forget(tx, LATER, ana)
        row = tx.one("SELECT * FROM people WHERE id = :id", id=ana)
        concern = tx.one("SELECT contact_by, conversation_id FROM concerns WHERE person_id = :id", id=ana)
        assert row is not None and concern is not None
        return (
            {name: row[name] for name in row.keys() if name not in ("id", "is_test")},  # noqa: SIM118
            (concern["contact_by"], concern["conversation_id"]),
            consents.decisions(tx, ana),
            concerns.is_open(tx, ana),
        )

    assert await database.write(unit) == (
        {
            "number": 1,
            "met_at": "2026-03-01T00:00:00.000000Z",
            "erased_at": instant(LATER),
            "language": "en",
            "timezone": "UTC",
            "seen_at": "2026-03-01T00:00:00.000000Z",
            **dict.fromkeys(("name", "pronouns"), ""),
            **dict.fromkeys(("telegram_id", "organisation_id", "joined_at", "paused_at", "stopped_at", "left_at")),
            **dict.fromkeys(("unreachable_at", "unreachable_why")),
        },
        ("", None),
        {"take_part_health": "withdrawn"},
        True,
    )


async def test_whoever_comes_back_is_somebody_new(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[bool, int]:
        erasing.forget(tx, LATER, settle(tx, ANA))
        known = people.in_chat(tx, ANA.chat_id) is not None
        return known, people.meet(tx, LATER, telegram_id=ANA.chat_id, timezone="Europe/London").number

    assert await database.write(unit) == (False, 2)


async def test_forgetting_twice_is_forgetting_once(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[object, object]:
        ana = settle(tx, ANA)
        settle(tx, BEN)
        erasing.forget(tx, LATER, ana)
        before = everything(tx)
        erasing.forget(tx, LATER, ana)
        return before, everything(tx)

    before, after = await database.write(unit)
    assert before == after


async def test_forgetting_somebody_unknown_changes_nothing(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[object, object]:
        settle(tx, BEN)
        before = everything(tx)
        erasing.forget(tx, LATER, "nobody")
        erasing.unmeet(tx, LATER, "nobody")
        return before, everything(tx)

    before, after = await database.write(unit)
    assert before == after


async def test_the_log_stays_whole(database: Database) -> None:
    def unit(tx: Transaction) -> str | None:
        erasing.forget(tx, LATER, settle(tx, ANA))
        return audit.first_broken(tx)

    assert await database.write(unit) is None


async def test_what_staff_did_for_others_outlives_them(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[int], Counter[str]]:
        cora, ben = settle(tx, CORA), settle(tx, BEN)
        tx.run("UPDATE fates SET set_by = :id", id=cora)
        tx.run("UPDATE readings SET read_by = :id", id=cora)
        tx.run("UPDATE concerns SET owner_id = :id", id=cora)
        erasing.forget(tx, LATER, cora)
        tables = {"fates": "set_by", "readings": "read_by", "concerns": "owner_id"}
        rows = [tx.all(f"SELECT * FROM {table} WHERE {by} = :id", id=cora) for table, by in tables.items()]
        assert concerns.is_open(tx, ben)
        return [len(each) for each in rows], traces(tx, CORA)

    # Ben's fate and reading, and both concerns, of which Cora's own is one.
    assert await database.write(unit) == ([1, 1, 2], Counter())


async def test_somebody_who_said_no_at_the_door_was_never_here(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[object, object]:
        settle(tx, BEN)
        before = everything(tx)
        uses = before["invites"][0]["uses_left"]
        ana = people.meet(tx, NOW, telegram_id=ANA.chat_id, timezone="Europe/London").id
        tx.run(
            """
            INSERT INTO redemptions (invite_id, person_id, redeemed_at)
            SELECT id, :person, :now FROM invites
            """,
            person=ana,
            now=instant(NOW),
        )
        tx.run("UPDATE invites SET uses_left = :left", left=uses - 1)
        answer(tx, ANA, ana, converse(tx, ANA, ana))
        write_to(tx, ANA, ana)
        erasing.unmeet(tx, LATER, ana)
        return but_the_ledger(before), but_the_ledger(everything(tx))

    before, after = await database.write(unit)
    assert before == after


@pytest.mark.parametrize("kept", ["consents", "concerns"])
async def test_a_record_that_has_to_stay_keeps_the_number_of_who_said_no(kept: str, database: Database) -> None:
    def unit(tx: Transaction) -> tuple[bool, int, Counter[str]]:
        ana = people.meet(tx, NOW, telegram_id=ANA.chat_id, timezone="Europe/London").id
        people.call(tx, ana, name=canary(ANA), pronouns="", language="en")
        redeem(tx, ana)
        if kept == "consents":
            agree(tx, ana)
        else:
            concerns.raise_(tx, NOW, ana, None, "person")
        erasing.unmeet(tx, LATER, ana)
        erasing.unmeet(tx, LATER, ana)
        row = tx.one("SELECT uses_left FROM invites")
        assert row is not None
        return people.by_id(tx, ana) is not None, row["uses_left"], traces(tx, ANA)

    assert await database.write(unit) == (True, 3, Counter())


async def test_a_use_is_given_back_once(database: Database) -> None:
    def unit(tx: Transaction) -> list[int]:
        ana = people.meet(tx, NOW, telegram_id=ANA.chat_id, timezone="Europe/London").id
        redeem(tx, ana)
        left = []
        for _ in range(2):
            erasing.unmeet(tx, LATER, ana)
            row = tx.one("SELECT uses_left FROM invites")
            assert row is not None
            left.append(row["uses_left"])
        return left

    assert await database.write(unit) == [3, 3]


async def test_every_yes_is_followed_by_one_row_that_takes_it_back(database: Database) -> None:
    def unit(tx: Transaction) -> list[tuple[str, ...]]:
        ana = people.meet(tx, NOW, telegram_id=ANA.chat_id, timezone="Europe/London").id
        for purpose, decision in (("a", "given"), ("b", "refused"), ("c", "given"), ("c", "withdrawn"), ("a", "given")):
            agree(tx, ana, purpose, decision)
        erasing.forget(tx, LATER, ana)
        erasing.forget(tx, LATER + timedelta(days=1), ana)
        history = consents.history(tx, ana)[5:]
        return [(row["purpose"], row["decision"], row["how"], row["wording"], row["decided_at"]) for row in history]

    assert await database.write(unit) == [("a", "withdrawn", "erased", "Do you agree?", instant(LATER))]


async def test_notices_about_them_go_and_those_about_others_stay(database: Database) -> None:
    def unit(tx: Transaction) -> list[str]:
        ana, ben = settle(tx, ANA), settle(tx, BEN)
        erasing.forget(tx, LATER, ana)
        return [about for _, about in notices.unseen(tx) if about in (ana, ben)]

    assert len(await database.write(unit)) == 1


async def test_what_was_said_before_we_knew_them_goes_too(database: Database) -> None:
    def unit(tx: Transaction) -> list[tuple[object, object]]:
        ana = people.meet(tx, NOW, telegram_id=ANA.chat_id, timezone="Europe/London").id
        for chat_id in (ANA.chat_id, BEN.chat_id):
            outbox.add(tx, NOW, chat_id=chat_id, payload={"text": "hello"}, fleeting=True)
            body = orjson.dumps({"poll_answer": {"user": {"id": chat_id}}}).decode()
            inbox.store(tx, NOW, 4242, [Arrived(new_id(NOW), 1, None, body, str(chat_id))])
        erasing.forget(tx, LATER, ana)
        left = tx.all("SELECT chat_id FROM outbox") + tx.all("SELECT body AS chat_id FROM inbox WHERE body IS NOT NULL")
        return [(len(left), str(ANA.chat_id) in "".join(str(row["chat_id"]) for row in left))]

    assert await database.write(unit) == [(2, False)]


async def test_the_words_are_overwritten_in_the_file(tmp_path: Path) -> None:
    async def after(unit: Callable[[Transaction], T]) -> tuple[T, bytes]:
        """What a unit returned, and what can be read in the files when the program has ended."""
        database = await open_database(f"sqlite:///{tmp_path}/voices.db", key=None, clock_now=NOW)
        try:
            result = await database.write(unit)
        finally:
            await database.close()
        return result, bytes_in(tmp_path)

    (ana, _), full = await after(lambda tx: (settle(tx, ANA), settle(tx, BEN)))
    _, erased = await after(lambda tx: erasing.forget(tx, LATER, ana))
    assert canary(ANA).encode() in full
    assert canary(ANA).encode() not in erased
    assert canary(BEN).encode() in erased


def bytes_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())
