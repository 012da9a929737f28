"""Belongings: everything that is kept about one person, read from every table; and which columns are not handed out."""

from __future__ import annotations

import json
from typing import Any

from storage.database import Transaction

_THEIRS = {
    "person": """
        SELECT people.number, people.telegram_id, people.name, people.pronouns, people.language, people.timezone,
          people.met_at, people.seen_at, people.joined_at, people.paused_at, people.stopped_at,
          organisations.name AS organisation
        FROM people LEFT JOIN organisations ON organisations.id = people.organisation_id WHERE people.id = :id
        """,
    "roles": "SELECT role, given_at FROM roles WHERE person_id = :id ORDER BY role",
    "profile": """
        SELECT contact_days, contact_from, contact_until, nudge_limit, silence_means, availability, available_from,
          payment, nation, remind_day, remind_hour, reflect_every, reflect_themes, away_means,
          region
        FROM profiles WHERE person_id = :id
        """,
    "access_needs": "SELECT need, share_with_leader FROM access_needs WHERE person_id = :id ORDER BY need",
    "interests": """
        SELECT COALESCE(NULLIF(topics.words, ''), interests.topic) AS topic FROM interests
        LEFT JOIN topics ON topics.id = interests.topic WHERE person_id = :id ORDER BY interests.topic
        """,
    "concerns": """
        SELECT kind, contact_by, raised_at, acknowledged_at, closed_at, lifted_at FROM concerns
        WHERE person_id = :id ORDER BY id
        """,
    "alerts": "SELECT told_at FROM alerts WHERE person_id = :id ORDER BY id",
    "quotations": """
        SELECT words, place, attribution, wording, asked_at, decision, decided_at, withdrawn_at FROM quotations
        WHERE person_id = :id ORDER BY id
        """,
    "fates": """
        SELECT answers.wording, answers.answer, fates.fate, fates.note, fates.set_at, fates.told_at FROM fates
        JOIN answers ON answers.id = fates.answer_id WHERE answers.person_id = :id ORDER BY fates.id
        """,
    "readings": """
        SELECT answers.wording, COALESCE(MIN(roles.role), '') AS role, readings.reason, readings.read_at FROM readings
        JOIN answers ON answers.id = readings.answer_id LEFT JOIN roles ON roles.person_id = readings.read_by
        WHERE answers.person_id = :id
        GROUP BY readings.id, answers.wording, readings.reason, readings.read_at ORDER BY readings.id
        """,
    "pairings": """
        SELECT from_on, until_on, goals, state, made_at, agreed_at, ended_at, fit_every,
          CASE WHEN partner_id = :id THEN partner_said ELSE leader_said END AS said
        FROM pairings WHERE partner_id = :id OR leader_id = :id ORDER BY id
        """,
    "groups": """
        SELECT groups.name, memberships.since, memberships.said FROM memberships
        JOIN groups ON groups.id = memberships.group_id WHERE memberships.person_id = :id ORDER BY memberships.since
        """,
    "sessions": """
        SELECT starts_at, minutes, sessions.timezone, place, sessions.state FROM sessions
        LEFT JOIN pairings ON pairings.id = sessions.pairing_id
        WHERE partner_id = :id OR leader_id = :id
          OR group_id IN (SELECT group_id FROM memberships WHERE person_id = :id)
        ORDER BY starts_at
        """,
    "proposals": """
        SELECT starts_at, proposed_at, decision, decided_at FROM proposals WHERE person_id = :id ORDER BY id
        """,
    "commitments": """
        SELECT words, by_on, shared, state, made_at, settled_at FROM commitments WHERE person_id = :id ORDER BY id
        """,
    "reveals": "SELECT agreed, answered_at, revealed_at FROM reveals WHERE person_id = :id ORDER BY answered_at",
    "nudges": """
        SELECT kind, due_at, useful_until, state, why, planned_at, done_at FROM nudges WHERE person_id = :id ORDER BY id
        """,
    "prompts": """
        SELECT words, language, theme, stage, state, changed_at FROM prompts WHERE suggested_by = :id ORDER BY id
        """,
    "offered_prompts": """
        SELECT prompt_id, offered_at, swapped_at FROM offered_prompts WHERE person_id = :id ORDER BY id
        """,
    "voice_notes": """
        SELECT seconds, bytes, media_type, state, received_at, done_at FROM voice_notes
        WHERE person_id = :id ORDER BY id
        """,
    "muted_topics": """
        SELECT COALESCE(NULLIF(topics.words, ''), muted_topics.topic) AS topic, muted_at FROM muted_topics
        LEFT JOIN topics ON topics.id = muted_topics.topic WHERE person_id = :id ORDER BY muted_topics.topic
        """,
    "opportunities": """
        SELECT opportunities.title, broadcasts.words, recipients.state, recipients.why, recipients.due_at,
          recipients.recall, recipients.done_at
        FROM recipients JOIN broadcasts ON broadcasts.id = recipients.broadcast_id
        LEFT JOIN opportunities ON opportunities.id = broadcasts.opportunity_id
        WHERE recipients.person_id = :id ORDER BY recipients.id
        """,
    "responses": """
        SELECT opportunities.title, said, statement, needs, said_at, decision, reason, thanks, decided_at, told_at,
          accepted, accepted_at, took_part
        FROM responses JOIN opportunities ON opportunities.id = responses.opportunity_id
        WHERE person_id = :id ORDER BY responses.id
        """,
    "threads": """
        SELECT opened_at, closed_at, thread_messages.words, said_at,
          CASE WHEN said_by = :id THEN 'you' ELSE 'the_team' END AS said_by
        FROM threads JOIN thread_messages ON thread_messages.thread_id = threads.id
        WHERE threads.person_id = :id ORDER BY thread_messages.id
        """,
    "links": "SELECT made_at, expires_at, opened_at FROM links WHERE person_id = :id ORDER BY id",
    "doors": "SELECT opened_at, locked_at FROM doors WHERE person_id = :id ORDER BY opened_at",
    "email": """
        SELECT address, given_at, confirmed_at, noticed_at, failed_at FROM email_addresses WHERE person_id = :id
        """,
    "emails": "SELECT kind, state, made_at, done_at FROM emails WHERE person_id = :id ORDER BY id",
    "sign_ins": """
        SELECT browser, signed_in_at, seen_at, ended_at, ended_why FROM sign_ins WHERE person_id = :id ORDER BY id
        """,
    "invites": """
        SELECT invites.role, redemptions.redeemed_at FROM redemptions JOIN invites ON invites.id = redemptions.invite_id
        WHERE redemptions.person_id = :id ORDER BY redemptions.redeemed_at
        """,
    "messages": """
        SELECT method, payload, reason, state, made_at, file_name FROM outbox WHERE person_id = :id ORDER BY id
        """,
    "conversations": "SELECT kind, begun_at, draft, ended_at FROM conversations WHERE person_id = :id ORDER BY id",
}

# What is not in the copy (this, `answers.of_person` and `consents.history`), table by table. All else has to be in it:
# a test fills every column and looks, so that a new one is handed out or named here.
NOT_HANDED_OUT = {
    # keys, and what leads from one record of ours to another
    "roles": ("person_id",),
    "access_needs": ("person_id",),
    "interests": ("person_id",),
    "redemptions": ("invite_id", "person_id"),
    "invites": ("id", "code_hash", "organisation_id", "is_test", "uses_left", "made_at", "expires_at"),
    "organisations": ("id",),
    "quotations": ("id", "answer_id", "person_id"),
    "profiles": ("person_id", "deputy_id"),
    # whether and since when Telegram lets us through; whoever reads the copy is through, and is not erased
    "people": ("id", "organisation_id", "is_test", "unreachable_at", "unreachable_why", "erased_at"),
    # the wording is there in full, and its name and hash are made of it
    "consents": ("id", "person_id", "wording_key", "wording_version", "wording_hash"),
    # how the program finds its place; the words themselves are among the answers and the messages
    "conversations": ("id", "person_id", "about", "attention_at", "pending", "asked_id", "changing", "nudged_at"),
    "asked": (
        "id",
        "conversation_id",
        "chat_id",
        "question",
        "wording",
        "options",
        "language",
        "asked_at",
        "visible_to",
    ),
    "effects": ("conversation_id", "effect", "details", "result", "done_at"),
    "answers": (
        *("id", "conversation_id", "person_id", "value", "language", "said_by", "channel", "chat_id", "message_id"),
        "update_id",
    ),
    "answer_parts": ("answer_id", "position", "message_id", "words", "voice_id"),
    # raw traffic: what they sent is among the answers, what we sent is named and its words are given
    "inbox": (
        *("id", "bot_id", "update_id", "body_hash", "body", "chat_id", "received_at", "state", "tries", "why"),
        "done_at",
    ),
    "outbox": (
        *("id", "person_id", "chat_id", "file_text", "priority", "useful_until", "not_before", "fleeting", "tries"),
        *("uncertain", "claimed_at", "done_at", "message_id", "why", "language"),
    ),
    # what others wrote or who they are: a person looks at it first
    "concerns": ("id", "person_id", "conversation_id", "waiting_since", "owner_id", "outcome", "lifted_by"),
    "alerts": ("id", "concern_id", "person_id", "round_at", "rung", "message_id"),
    "fates": ("id", "answer_id", "set_by"),
    "readings": ("id", "answer_id", "read_by"),
    # who works with whom is the other person's record too, and who arranged it
    "pairings": ("id", "partner_id", "leader_id", "partner_said", "leader_said", "made_by", "ended_why"),
    "groups": ("id", "facilitator_id", "made_by", "made_at", "ended_at"),
    "memberships": ("group_id", "person_id"),
    "sessions": ("id", "pairing_id", "group_id", "series_id", "changes", "made_by", "made_at"),
    "proposals": ("id", "session_id", "person_id"),
    "commitments": ("id", "session_id", "person_id"),
    "reveals": ("session_id", "person_id", "conversation_id"),
    "nudges": ("id", "person_id", "about", "tries", "was_at"),
    "prompts": ("id", "position", "suggested_by"),
    "offered_prompts": ("id", "person_id"),
    # the notes themselves are handed out as files
    "voice_notes": ("id", "person_id", "file_id", "content", "tries", "not_before"),
    "links": ("id", "token_hash", "person_id", "opens_once"),
    # the number of the chat in use is handed out with the person
    "doors": ("chat_id", "person_id"),
    "moves": ("id", "code_hash", "person_id", "made_at", "expires_at"),
    # for seconds, until it is a voice note
    "uploads": ("id", "person_id", "content", "received_at"),
    "email_addresses": ("person_id", "code_hash", "code_until", "wrong_codes"),
    "emails": (
        *("id", "person_id", "once", "address", "subject", "body", "unsubscribe", "tries", "not_before"),
        *("useful_until", "why"),
    ),
    # what is offered to everybody, and who arranged it; what came to this person of it is in the copy
    "topics": ("id", "words", "state", "changed_at"),
    "muted_topics": ("person_id",),
    "opportunities": (
        *("id", "what", "suits", "doing", "hours", "happens", "place", "pay", "unpaid_because", "expenses", "access"),
        *("ask_whom", "places", "closes_on", "decides_on", "how_decided", "topic", "timezone", "state"),
        *("cancelled_why", "made_by", "made_at", "opened_at", "ended_at"),
    ),
    "broadcasts": (
        *("id", "opportunity_id", "audience", "topic", "state", "people", "made_by", "made_at", "confirmed_by"),
        *("confirmed_at", "second_by", "second_at", "second_why", "starts_at", "useful_until", "correction"),
        *("ended_at", "proven_at"),
    ),
    # `because` is told in words below the message, and by *why me*
    "recipients": (
        *("id", "broadcast_id", "person_id", "group_chat_id", "because", "outbox_id", "recall_outbox_id"),
        "recall_why",
    ),
    # where in somebody's chat a sending of theirs is followed
    "broadcast_cards": (
        *("broadcast_id", "person_id", "outbox_id", "edit_id", "handle", "offers", "shown", "changed_at", "is_final"),
    ),
    "responses": ("id", "opportunity_id", "person_id", "decided_by"),
    "threads": ("id", "opportunity_id", "person_id", "coordinator_id"),
    "thread_messages": ("id", "thread_id", "said_by", "source", "voice_id"),
    "group_chats": ("id", "chat_id", "title", "group_id", "registered_by", "registered_at", "left_at"),
    # what opens the console, and since when
    "sign_ins": ("id", "token_hash", "person_id", "roles", "proved_at"),
    "sign_in_links": ("id", "person_id", "token_hash", "code_hash", "made_at", "expires_at", "done_at"),
    "second_steps": ("person_id", "secret", "last_used", "begun_at", "confirmed_at"),
    "recovery_codes": ("code_hash", "person_id", "made_at", "used_at"),
    "calendar_feeds": ("person_id", "token_hash", "made_at"),
    # about the program, or about nobody
    "audit": ("id", "actor", "action", "about", "detail", "done_at", "hash"),
    "notices": ("id", "kind", "about", "noted_at", "seen_at", "seen_by"),
    "guesses": ("who", "hour", "times"),
    "facts": ("name", "value", "noted_at"),
    "counts": ("name", "times"),
    "help_numbers": ("nation", "line", "number"),
    "help_checks": ("nation", "checked_at", "checked_by"),
    "migrations": ("name", "sha256", "applied_at"),
}


def theirs(tx: Transaction, person_id: str) -> dict[str, list[dict[str, Any]]]:
    """By kind of record, the rows about this person and nobody else, oldest first."""
    held = {kind: _rows(tx, sql, person_id) for kind, sql in _THEIRS.items()}
    for talk in held["conversations"]:
        talk["draft"] = _begun(talk["draft"])
    return held


def _begun(draft: str | None) -> str | None:
    """What was given so far of an answer, in words."""
    kept = json.loads(draft) if draft else {}
    said = [str(part[1]) for part in kept.get("parts", ())] + [str(one) for one in kept.get("chosen") or ()]
    return "\n".join(said) or None


def _rows(tx: Transaction, sql: str, person_id: str) -> list[dict[str, Any]]:
    return [{name: row[name] for name in row.keys()} for row in tx.all(sql, id=person_id)]  # noqa: SIM118
