"""The data map: concerns, who did what, and what is about the program or about nobody."""

from __future__ import annotations

from storage.data_map.kept import ALL, BY_CONCERN, OWN, Kept

KEEPING = (
    # what others wrote or who they are: a person looks at it first
    Kept(
        "concerns",
        "concerns",
        OWN,
        given=("kind", "contact_by", "raised_at", "acknowledged_at", "closed_at", "lifted_at"),
        inner=(
            "id",
            "person_id",
            "conversation_id",
            "waiting_since",
            "owner_id",
            "outcome",
            "lifted_by",
            "closed_because",
            "promised_at",
            "contact_log",
            "wrote_at",
        ),
        left=(
            *("id", "person_id", "kind", "raised_at", "waiting_since", "acknowledged_at", "owner_id", "closed_at"),
            *("lifted_at", "lifted_by", "closed_because", "promised_at", "wrote_at"),
        ),
        by_others=("owner_id", "lifted_by"),
    ),
    # what the person was told is among the messages
    Kept(
        "concern_notes",
        "concerns",
        BY_CONCERN,
        inner=("id", "concern_id", "kind", "words", "written_by", "written_at"),
        by_others=("written_by",),
    ),
    Kept(
        "alerts",
        "concerns",
        OWN,
        given=("told_at",),
        inner=("id", "concern_id", "person_id", "round_at", "rung", "message_id"),
    ),
    Kept("help_numbers", "program", inner=("nation", "line", "number"), nobody=True),
    Kept(
        "help_checks", "program", inner=("nation", "checked_at", "checked_by"), by_others=("checked_by",), nobody=True
    ),
    Kept(
        "notices",
        "notices",
        inner=("id", "kind", "about", "noted_at", "seen_at", "seen_by"),
        by_others=("seen_by",),
    ),
    # who did what about somebody, in our own words; the actor is told by their part in the programme
    Kept(
        "audit",
        "audit",
        given=("action", "done_at"),
        inner=("id", "actor", "about", "detail", "hash"),
        left=ALL,
    ),
    Kept(
        "audit_kept",
        "concerns",
        given=("action", "done_at"),
        inner=("id", "actor", "about", "detail"),
        left=ALL,
    ),
    Kept("guesses", "guesses", inner=("who", "hour", "times"), left=ALL, kept_back=True),  # under a keyed hash
    Kept("presses", "presses", inner=("press", "pressed_at", "led_to"), nobody=True, kept_back=True),
    Kept(
        "invites",
        "invites",
        given=("role",),
        inner=(
            "id",
            "code_hash",
            "organisation_id",
            "is_test",
            "uses_left",
            "made_at",
            "expires_at",
            "made_by",
            "agreed_by",
            "waits",
            "label",
        ),
        sealed=("code_hash", "label"),
        by_others=("made_by", "agreed_by"),
        nobody=True,
    ),
    Kept("organisations", "program", given=("name",), inner=("id",), nobody=True),
    Kept("counts", "program", inner=("name", "times"), nobody=True),
    Kept("wordings", "program", inner=("purpose", "version", "since"), nobody=True),
    Kept("ledger", "program", inner=("id", "salt", "who", "what", "noted_at"), nobody=True, kept_back=True),
    # may hold the state of a sign-in
    Kept("facts", "program", inner=("name", "value", "noted_at"), nobody=True, kept_back=True),
    Kept("migrations", "program", inner=("name", "sha256", "applied_at"), nobody=True, kept_back=True),
)
