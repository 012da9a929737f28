"""The data map: by which door somebody comes, and where else they are told that something waits."""

from __future__ import annotations

from storage.data_map.kept import OWN, Kept

DOORS = (
    # the number of the chat in use is handed out with the person
    Kept("doors", "contact", OWN, given=("opened_at", "locked_at"), inner=("chat_id", "person_id")),
    Kept(
        "links",
        "links",
        OWN,
        given=("made_at", "expires_at", "opened_at"),
        inner=("id", "token_hash", "person_id", "opens_once"),
        sealed=("token_hash",),
    ),
    Kept(
        "copy_links",
        "links",
        OWN,
        given=("made_at", "expires_at", "opened_at"),
        inner=("id", "token_hash", "person_id"),
        sealed=("token_hash",),
    ),
    Kept("moves", "links", OWN, inner=("id", "code_hash", "person_id", "made_at", "expires_at"), kept_back=True),
    # for seconds, until it is a voice note
    Kept("uploads", "voice_notes", OWN, inner=("id", "person_id", "content", "received_at"), kept_back=True),
    Kept(
        "email_addresses",
        "contact",
        OWN,
        given=("address", "given_at", "confirmed_at", "noticed_at", "failed_at"),
        inner=("person_id", "code_hash", "code_until", "wrong_codes"),
        sealed=("code_hash",),
    ),
    Kept(
        "emails",
        "sent",
        OWN,
        given=("kind", "state", "made_at", "done_at"),
        inner=(
            *("id", "person_id", "once", "address", "subject", "body", "unsubscribe", "tries", "not_before"),
            *("useful_until", "why"),
        ),
        sealed=("address", "subject", "body", "unsubscribe"),
    ),
    # what opens the console, and since when
    Kept(
        "sign_in_links",
        "links",
        OWN,
        inner=("id", "person_id", "token_hash", "code_hash", "made_at", "expires_at", "done_at"),
        kept_back=True,
    ),
    Kept(
        "sign_ins",
        "links",
        OWN,
        given=("browser", "signed_in_at", "seen_at", "ended_at", "ended_why"),
        inner=("id", "token_hash", "person_id", "roles", "proved_at"),
        sealed=("token_hash",),
    ),
    Kept(
        "second_steps",
        "links",
        OWN,
        inner=("person_id", "secret", "last_used", "begun_at", "confirmed_at"),
        kept_back=True,
    ),
    Kept("recovery_codes", "links", OWN, inner=("code_hash", "person_id", "made_at", "used_at"), kept_back=True),
    Kept("calendar_feeds", "links", OWN, inner=("person_id", "token_hash", "made_at"), sealed=("token_hash",)),
)
