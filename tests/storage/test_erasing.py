"""Erasing: what somebody said or is called is gone from every table and from the file; everybody else's stays."""

from __future__ import annotations

from collections import Counter
from typing import Any

from storage import (
    audit,
    concerns,
    consents,
    erasing,
    people,
)
from storage.database import Database, Transaction
from storage.values import instant
from tests.cast import ANA, BEN, CORA
from tests.storage.forgettable import LATER, TABLES, count, everything, settle, traces

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
