"""Belongings: everything that is kept about one person, read from every table."""

from __future__ import annotations

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
          payment, nation, deputy FROM profiles WHERE person_id = :id
        """,
    "access_needs": "SELECT need, share_with_leader FROM access_needs WHERE person_id = :id ORDER BY need",
    "interests": "SELECT topic FROM interests WHERE person_id = :id ORDER BY topic",
    "concerns": "SELECT kind, contact_by, raised_at, closed_at FROM concerns WHERE person_id = :id ORDER BY id",
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
    "invites": """
        SELECT invites.role, redemptions.redeemed_at FROM redemptions JOIN invites ON invites.id = redemptions.invite_id
        WHERE redemptions.person_id = :id ORDER BY redemptions.redeemed_at
        """,
    "messages": """
        SELECT method, payload, reason, state, made_at, file_name FROM outbox WHERE person_id = :id ORDER BY id
        """,
    "conversations": "SELECT kind, begun_at, ended_at FROM conversations WHERE person_id = :id ORDER BY id",
}


def theirs(tx: Transaction, person_id: str) -> dict[str, list[dict[str, Any]]]:
    """By kind of record, the rows about this person and nobody else, oldest first."""
    return {kind: _rows(tx, sql, person_id) for kind, sql in _THEIRS.items()}


def _rows(tx: Transaction, sql: str, person_id: str) -> list[dict[str, Any]]:
    return [{name: row[name] for name in row.keys()} for row in tx.all(sql, id=person_id)]  # noqa: SIM118
