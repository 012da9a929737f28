"""Forgetting a person: everything of theirs goes but a tombstone, and under its number their consents and concerns."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from storage import (
    concern_notes,
    consents,
    data_map,
    exports,
    inbox,
    ledger,
    notices,
    prompts,
    retold,
    tombstones,
)
from storage.database import Transaction
from storage.unnaming import names_of, unname
from storage.values import instant

# What becomes of each table when somebody is erased, by the data map; a test compares it with what is left of somebody.
GOES = data_map.of_fate("goes")
LEFT = {each.table: each.left_columns for each in data_map.TABLES if each.fate == "left"}
# Somebody's work for others stays and points at the tombstone.
DONE_FOR_OTHERS = tuple((each.table, column) for each in data_map.TABLES for column in each.by_others)
ABOUT_NOBODY = data_map.of_fate("nobody")
# What somebody may choose to leave with us when they go, and the tables that stay then, under a number, for their term.
WORDS = ("conversations", "answers", "reveals", "offered_prompts")
PROMISES = ("commitments",)


def forget(tx: Transaction, now: datetime, person_id: str, besides: Collection[str] = ()) -> None:
    """Erase a person in this transaction, `besides` the rows of some tables that they leave with us. Deleted text is
    overwritten in the file, because secure_delete is on, and the ledger sees to it that no older copy brings it back.

    The log beside the file still holds it until `Database.tidy`, which a job asks for.
    """
    row = tx.one("SELECT telegram_id, met_at, number, erased_at FROM people WHERE id = :id", id=person_id)
    if row is None:
        return
    names = names_of(tx, person_id)
    if row["erased_at"] is None:
        ledger.note(tx, now, person_id, f"{ledger.ERASED}:{','.join(besides)}")
        tombstones.set_up(tx, now, person_id)
    for chat_id in _chats(tx, person_id, row["telegram_id"]):
        inbox.wipe_chat(tx, chat_id)
        tx.run("DELETE FROM outbox WHERE person_id IS NULL AND chat_id = :chat_id", chat_id=chat_id)
    if "answers" not in besides:
        retold.forget(tx, person_id)
    prompts.forget_suggested(tx, person_id)
    notices.forget_about(tx, person_id)
    exports.forget_with(tx, person_id)
    _write_no_more(tx, now, person_id)
    for table in data_map.theirs():
        if table not in besides:
            tx.run(f"DELETE FROM {table} WHERE person_id = :id", id=person_id)  # noqa: S608 - constants
    unname(tx, names, row["number"])
    tx.run("UPDATE concerns SET contact_by = '', contact_log = '', outcome = NULL WHERE person_id = :id", id=person_id)
    concern_notes.forget_about(tx, person_id)
    tx.run("UPDATE recipients SET because = '[]' WHERE person_id = :id", id=person_id)
    _part(tx, now, person_id)
    if not besides:
        consents.withdraw_all(tx, now, person_id, how="erased")
    tx.run(
        """
        UPDATE people SET telegram_id = NULL, organisation_id = NULL, name = '', pronouns = '', language = 'en',
          timezone = 'UTC', met_at = :month, seen_at = :month, joined_at = NULL, paused_at = NULL, stopped_at = NULL,
          unreachable_at = NULL, unreachable_why = NULL, left_at = NULL, erased_at = COALESCE(erased_at, :now)
        WHERE id = :id
        """,
        month=_month(row["met_at"]),
        now=instant(now),
        id=person_id,
    )


def erase(tx: Transaction, now: datetime, person_id: str, besides: Collection[str] = ()) -> None:
    """Forget somebody who is one of us, or who never got as far as that, of whom nothing at all stays."""
    row = tx.one("SELECT joined_at FROM people WHERE id = :id", id=person_id)
    if row is not None and row["joined_at"] is None:
        unmeet(tx, now, person_id)
    else:
        forget(tx, now, person_id, besides)


def _chats(tx: Transaction, person_id: str, in_use: int | None) -> set[int]:
    """Every chat of theirs."""
    others = tx.all("SELECT chat_id FROM doors WHERE person_id = :id", id=person_id)
    return {row["chat_id"] for row in others} | ({in_use} if in_use is not None else set())


def _write_no_more(tx: Transaction, now: datetime, person_id: str) -> None:
    """Nothing is written to others about their pairings and sessions, their promises, or their thanks."""
    theirs = "SELECT id FROM pairings WHERE partner_id = :id OR leader_id = :id"
    tx.run(
        f"""
        UPDATE nudges SET state = 'withdrawn', why = 'erased', done_at = :now WHERE state = 'planned' AND (
          about IN ({theirs}) OR about IN (SELECT id FROM sessions WHERE pairing_id IN ({theirs}))
          OR about IN (SELECT id FROM commitments WHERE person_id = :id)
          OR about IN (SELECT id FROM conversations WHERE person_id = :id))
        """,  # noqa: S608 - constants
        id=person_id,
        now=instant(now),
    )
    about_theirs = f"""
        SELECT id FROM conversations WHERE about IN (SELECT id FROM sessions WHERE pairing_id IN ({theirs}))
          OR about IN ({theirs}) OR about IN (SELECT id FROM commitments WHERE person_id = :id)
          OR about IN (SELECT id FROM conversations WHERE person_id = :id)
        """  # noqa: S608 - constants
    # What others were told of their words, as those others' talks have noted it.
    tx.run(f"DELETE FROM effects WHERE conversation_id IN ({about_theirs})", id=person_id)  # noqa: S608 - constants
    tx.run(f"UPDATE asked SET wording = '' WHERE question = '' AND conversation_id IN ({about_theirs})", id=person_id)  # noqa: S608


def _part(tx: Transaction, now: datetime, person_id: str) -> None:
    """Their pairings are over, without a word of what they were for; what is planned in them does not take place."""
    theirs = "SELECT id FROM pairings WHERE partner_id = :id OR leader_id = :id"
    tx.run(
        f"""
        UPDATE sessions SET place = '', state = CASE WHEN state = 'planned' THEN 'cancelled' ELSE state END
        WHERE pairing_id IN ({theirs})
        """,  # noqa: S608 - constants
        id=person_id,
    )
    tx.run(
        """
        UPDATE pairings SET goals = '', ended_why = '', ended_at = COALESCE(ended_at, :now),
          state = CASE WHEN state IN ('proposed', 'agreed') THEN 'ended' ELSE state END
        WHERE partner_id = :id OR leader_id = :id
        """,
        id=person_id,
        now=instant(now),
    )


def _month(at: str) -> str:
    """The first moment of the month of `at`."""
    return f"{at[:7]}-01T00:00:00.000000Z"


def unmeet(tx: Transaction, now: datetime, person_id: str) -> None:
    """Somebody said no before they joined: nothing of them stays, not even a tombstone, unless a record forbids it."""
    invites = tx.all("SELECT invite_id FROM redemptions WHERE person_id = :id", id=person_id)
    forget(tx, now, person_id)
    for row in invites:
        tx.run("UPDATE invites SET uses_left = uses_left + 1 WHERE id = :id", id=row["invite_id"])
    held = tx.one(
        """
        SELECT id FROM consents WHERE person_id = :id UNION ALL SELECT id FROM concerns WHERE person_id = :id
        UNION ALL SELECT id FROM pairings WHERE partner_id = :id OR leader_id = :id
        """,
        id=person_id,
    )
    if held is None:
        tx.run("DELETE FROM people WHERE id = :id", id=person_id)  # and their tombstone with them
