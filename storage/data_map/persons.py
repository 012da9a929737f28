"""The data map: who people are, how to reach them, and what they agreed to."""

from __future__ import annotations

from storage.data_map.kept import ALL, OWN, Kept

PERSONS = (
    Kept(
        "people",
        "contact",
        "t.id",
        given=(
            *("number", "telegram_id", "name", "pronouns", "language", "timezone", "met_at", "seen_at", "joined_at"),
            *("paused_at", "stopped_at", "left_at"),
        ),
        # whether and since when Telegram lets us through; whoever reads the copy is through, and is not erased
        inner=("id", "organisation_id", "is_test", "unreachable_at", "unreachable_why", "erased_at"),
        left=("id", "number", "is_test", "met_at", "erased_at"),  # the month in which we met, and no more of that time
    ),
    Kept("earlier_names", "contact", OWN, given=("name",), inner=("person_id",)),
    Kept("roles", "contact", OWN, given=("role", "given_at"), inner=("person_id",)),
    Kept(
        "profiles",
        "wishes",
        OWN,
        given=(
            *("contact_days", "contact_from", "contact_until", "nudge_limit", "silence_means", "availability"),
            *("available_from", "payment", "nation", "remind_day", "remind_hour", "reflect_every"),
            *("reflect_themes", "away_means", "region"),
        ),
        inner=("person_id", "deputy_id"),
        by_others=("deputy_id",),
    ),
    Kept("access_needs", "wishes", OWN, given=("need", "share_with_leader"), inner=("person_id",)),
    Kept("interests", "wishes", OWN, given=("topic",), inner=("person_id",)),
    Kept("redemptions", "invites", OWN, given=("redeemed_at",), inner=("invite_id", "person_id")),
    Kept(
        "consents",
        "consents",
        OWN,
        given=(
            *("purpose", "decision", "wording", "language", "how", "paper", "wording_version", "decided_at"),
            "review_on",
        ),
        # the wording is there in full, and its name and hash are made of it
        inner=("id", "person_id", "wording_key", "wording_hash", "recorded_by"),
        left=ALL,
        by_others=("recorded_by",),
    ),
    Kept("erasures", "contact", OWN, given=("kind", "asked_at", "due_at"), inner=("person_id", "choices")),
    Kept(
        "tombstones",
        "tombstones",
        OWN,
        inner=("person_id", "roles", "joined_on", "left_on", "answers", "sessions", "minutes"),  # made when one is gone
        left=ALL,
    ),
)
