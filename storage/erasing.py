"""Forgetting a person: everything of theirs goes but a tombstone, and under its number their consents and concerns."""

from __future__ import annotations

from datetime import datetime

from storage import consents, inbox, notices
from storage.database import Transaction
from storage.values import instant

# Children first. What hangs on an answer or a conversation goes with it.
_THEIRS = (
    *("reveals", "answers", "conversations", "outbox", "access_needs", "interests", "profiles", "roles", "redemptions"),
    *("memberships", "proposals", "commitments", "nudges", "offered_prompts", "voice_notes", "links"),
    "alerts",
    *("doors", "moves", "uploads", "email_addresses", "emails"),
    *("muted_topics", "responses", "threads", "broadcast_cards"),
    *("sign_in_links", "sign_ins", "recovery_codes", "second_steps", "calendar_feeds"),
)

# Every table is in one of these four; a test compares them with the schema and with what is left of somebody.
GOES = (*_THEIRS, "asked", "effects", "answer_parts", "quotations", "fates", "readings", "notices", "thread_messages")
# Of these a row stays, with these columns as they were; the others are emptied.
LEFT = {
    "people": ("id", "number", "is_test", "met_at", "erased_at"),  # the month in which we met, and no more of that time
    "consents": (
        *("id", "person_id", "purpose", "decision", "wording_key", "wording_version", "wording", "wording_hash"),
        *("language", "how", "decided_at", "review_on"),
    ),
    "concerns": (
        *(
            "id",
            "person_id",
            "kind",
            "raised_at",
            "waiting_since",
            "acknowledged_at",
            "owner_id",
            "closed_at",
            "lifted_at",
        ),
        "lifted_by",
    ),
    "inbox": (
        "id",
        "bot_id",
        "update_id",
        "body_hash",
        "received_at",
        "state",
        "tries",
        "why",
        "done_at",
    ),  # for 30 days
    "audit": ("id", "actor", "action", "about", "detail", "done_at", "hash"),
    "guesses": ("who", "hour", "times"),  # for a day, under a keyed hash
    # That they worked together and met is the other person's record too, and the programme's figures.
    "pairings": (
        *("id", "partner_id", "leader_id", "from_on", "until_on", "state", "partner_said", "leader_said", "fit_every"),
        *("made_by", "made_at", "agreed_at", "ended_at"),
    ),
    "sessions": (
        *("id", "pairing_id", "group_id", "series_id", "starts_at", "minutes", "timezone", "state", "changes"),
        *("made_by", "made_at"),
    ),
    "groups": ("id", "name", "facilitator_id", "made_by", "made_at", "ended_at"),
    # A prompt in use was given for others to use; one that nobody has taken up goes.
    "prompts": ("id", "words", "language", "theme", "stage", "position", "state", "suggested_by", "changed_at"),
    # What was offered, to how many, and what became of each message: the programme's figures, under a number.
    "opportunities": (
        *("id", "title", "what", "suits", "doing", "hours", "happens", "place", "pay", "unpaid_because", "expenses"),
        *("access", "ask_whom", "places", "closes_on", "decides_on", "how_decided", "topic", "timezone", "state"),
        *("cancelled_why", "made_by", "made_at", "opened_at", "ended_at"),
    ),
    "broadcasts": (
        *("id", "opportunity_id", "words", "audience", "topic", "state", "people", "made_by", "made_at"),
        *("confirmed_by", "confirmed_at", "second_by", "second_at", "second_why", "starts_at", "useful_until"),
        *("correction", "ended_at", "proven_at"),
    ),
    "recipients": (
        *("id", "broadcast_id", "person_id", "group_chat_id", "state", "why", "due_at", "recall", "recall_why"),
        *("done_at", "outbox_id", "recall_outbox_id"),
    ),
    "group_chats": ("id", "chat_id", "title", "group_id", "registered_by", "registered_at", "left_at"),
}
# Somebody's work for others stays and points at the tombstone.
DONE_FOR_OTHERS = (
    *(("fates", "set_by"), ("readings", "read_by"), ("concerns", "owner_id"), ("notices", "seen_by")),
    *(("pairings", "partner_id"), ("pairings", "leader_id"), ("pairings", "made_by"), ("sessions", "made_by")),
    *(("groups", "facilitator_id"), ("groups", "made_by"), ("prompts", "suggested_by")),
    *(("concerns", "lifted_by"), ("help_checks", "checked_by"), ("profiles", "deputy_id")),
    *(("opportunities", "made_by"), ("broadcasts", "made_by"), ("broadcasts", "confirmed_by")),
    *(("broadcasts", "second_by"), ("responses", "decided_by")),
    *(("threads", "coordinator_id"), ("thread_messages", "said_by"), ("group_chats", "registered_by")),
)
ABOUT_NOBODY = ("migrations", "facts", "counts", "organisations", "invites", "topics", "help_numbers", "help_checks")


def forget(tx: Transaction, now: datetime, person_id: str) -> None:
    """Erase a person in this transaction. Deleted text is overwritten in the file, because secure_delete is on.

    The log beside the file still holds it until `Database.tidy`, which a job asks for.
    """
    row = tx.one("SELECT telegram_id, met_at FROM people WHERE id = :id", id=person_id)
    if row is None:
        return
    for chat_id in _chats(tx, person_id, row["telegram_id"]):
        inbox.wipe_chat(tx, chat_id)
        tx.run("DELETE FROM outbox WHERE person_id IS NULL AND chat_id = :chat_id", chat_id=chat_id)
    notices.forget_about(tx, person_id)
    _write_no_more(tx, now, person_id)
    for table in _THEIRS:
        tx.run(f"DELETE FROM {table} WHERE person_id = :id", id=person_id)  # noqa: S608 - constants
    tx.run("UPDATE concerns SET contact_by = '', outcome = NULL WHERE person_id = :id", id=person_id)
    tx.run("DELETE FROM prompts WHERE suggested_by = :id AND state = 'suggested'", id=person_id)
    tx.run("UPDATE recipients SET because = '[]' WHERE person_id = :id", id=person_id)
    _part(tx, now, person_id)
    consents.withdraw_all(tx, now, person_id, how="erased")
    tx.run(
        """
        UPDATE people SET telegram_id = NULL, organisation_id = NULL, name = '', pronouns = '', language = 'en',
          timezone = 'UTC', met_at = :month, seen_at = :month, joined_at = NULL, paused_at = NULL, stopped_at = NULL,
          unreachable_at = NULL, unreachable_why = NULL, erased_at = COALESCE(erased_at, :now)
        WHERE id = :id
        """,
        month=_month(row["met_at"]),
        now=instant(now),
        id=person_id,
    )


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
        tx.run("DELETE FROM people WHERE id = :id", id=person_id)
