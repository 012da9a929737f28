"""The data map: who works with whom, when they met, and what came of it."""

from __future__ import annotations

from storage.data_map.kept import BY_PAIRING, OWN, Kept

PROGRAMME = (
    # That they worked together and met is the other person's record too, and the programme's figures.
    Kept(
        "pairings",
        "meetings",
        "t.partner_id",
        given=("from_on", "until_on", "goals", "state", "made_at", "agreed_at", "ended_at", "fit_every"),
        inner=("id", "partner_id", "leader_id", "partner_said", "leader_said", "made_by", "ended_why"),
        left=(
            *("id", "partner_id", "leader_id", "from_on", "until_on", "state", "partner_said", "leader_said"),
            *("fit_every", "made_by", "made_at", "agreed_at", "ended_at"),
        ),
        by_others=("partner_id", "leader_id", "made_by"),
    ),
    Kept(
        "sessions",
        "meetings",
        BY_PAIRING,
        given=("starts_at", "minutes", "timezone", "place", "state"),
        inner=("id", "pairing_id", "group_id", "series_id", "changes", "made_by", "made_at"),
        left=(
            *("id", "pairing_id", "group_id", "series_id", "starts_at", "minutes", "timezone", "state", "changes"),
            *("made_by", "made_at"),
        ),
        by_others=("made_by",),
    ),
    Kept(
        "groups",
        "meetings",
        given=("name",),
        inner=("id", "facilitator_id", "made_by", "made_at", "ended_at"),
        left=("id", "name", "facilitator_id", "made_by", "made_at", "ended_at"),
        by_others=("facilitator_id", "made_by"),
    ),
    Kept("memberships", "meetings", OWN, given=("since", "said"), inner=("group_id", "person_id")),
    Kept(
        "proposals",
        "meetings",
        OWN,
        given=("starts_at", "proposed_at", "decision", "decided_at"),
        inner=("id", "session_id", "person_id"),
    ),
    Kept(
        "commitments",
        "commitments",
        OWN,
        given=("words", "by_on", "shared", "state", "made_at", "settled_at"),
        inner=("id", "session_id", "person_id"),
    ),
    Kept(
        "reveals",
        "answers",
        OWN,
        given=("agreed", "answered_at", "revealed_at"),
        inner=("session_id", "person_id", "conversation_id"),
    ),
    Kept(
        "nudges",
        "notes",
        OWN,
        given=("kind", "due_at", "useful_until", "state", "why", "planned_at", "done_at"),
        inner=("id", "person_id", "about", "tries", "was_at"),
    ),
)
