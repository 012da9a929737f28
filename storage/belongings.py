"""Belongings: everything that is kept about one person, read from every table; and which columns are not handed out."""

from __future__ import annotations

import json
from typing import Any

from storage import data_map
from storage.database import Transaction

_THEIRS = {
    "person": """
        SELECT people.number, people.telegram_id, people.name, people.pronouns, people.language, people.timezone,
          people.met_at, people.seen_at, people.joined_at, people.paused_at, people.stopped_at, people.left_at,
          organisations.name AS organisation
        FROM people LEFT JOIN organisations ON organisations.id = people.organisation_id WHERE people.id = :id
        """,
    "earlier_names": "SELECT name FROM earlier_names WHERE person_id = :id ORDER BY name",
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
        SELECT words, changed_to, place, attribution, named, wording, asked_at, put_at, decision, decided_at,
          cancelled_at, withdrawn_at
        FROM quotations WHERE person_id = :id ORDER BY id
        """,
    "fates": """
        SELECT answers.wording, answers.answer, fates.fate, fates.note, fates.set_at, fates.told_at FROM fates
        JOIN answers ON answers.id = fates.answer_id WHERE answers.person_id = :id ORDER BY fates.id
        """,
    "readings": """
        SELECT answers.wording, read_as AS role, readings.reason, readings.read_at FROM readings
        JOIN answers ON answers.id = readings.answer_id WHERE answers.person_id = :id ORDER BY readings.id
        """,
    "openings": "SELECT reason, opened_at FROM openings WHERE person_id = :id ORDER BY id",
    "passages": """
        SELECT tags.name AS tag, substr(answers.answer, begins + 1, ends - begins) AS words, tagged_at FROM passages
        JOIN tags ON tags.id = tag_id JOIN answers ON answers.id = answer_id
        WHERE answers.person_id = :id ORDER BY passages.id
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
        SELECT prompt_id, offered_at, swapped_at, answered_at FROM offered_prompts WHERE person_id = :id ORDER BY id
        """,
    "voice_notes": """
        SELECT seconds, bytes, media_type, state, received_at, done_at FROM voice_notes
        WHERE person_id = :id ORDER BY id
        """,
    "transcripts": """
        SELECT words, language, state, asked_at, done_at FROM transcripts WHERE person_id = :id ORDER BY note_id
        """,
    "audit": """
        SELECT action, done_at, COALESCE((SELECT MIN(role) FROM roles WHERE roles.person_id = actor), '') AS role
        FROM audit WHERE about = :id OR detail = :id OR about IN (SELECT id FROM concerns WHERE person_id = :id)
          OR about IN (SELECT about FROM audit WHERE action = 'account_merged_into' AND detail = :id)
        UNION ALL
        SELECT action, done_at, COALESCE((SELECT MIN(role) FROM roles WHERE roles.person_id = actor), '') AS role
        FROM audit_kept WHERE about = :id OR detail = :id OR about IN (SELECT id FROM concerns WHERE person_id = :id)
          OR about IN (SELECT about FROM audit WHERE action = 'account_merged_into' AND detail = :id)
        ORDER BY done_at
        """,
    "erasures": "SELECT kind, asked_at, due_at FROM erasures WHERE person_id = :id",
    "copies": "SELECT made_at, expires_at, opened_at FROM copy_links WHERE person_id = :id ORDER BY id",
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
        SELECT method, payload, reason, state, made_at, file_name, language FROM outbox WHERE person_id = :id
        ORDER BY id
        """,
    "conversations": "SELECT kind, begun_at, draft, ended_at FROM conversations WHERE person_id = :id ORDER BY id",
}

# What is not in the copy (this, `answers.of_person` and `consents.history`), table by table, by the data map. All else
# has to be in it: a test fills every column and looks.
NOT_HANDED_OUT = {each.table: each.inner for each in data_map.TABLES}


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
