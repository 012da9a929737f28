"""The data map: what people said, and what became of it."""

from __future__ import annotations

from storage.data_map.kept import ALL, BY_ANSWER, BY_CHAT, BY_CONVERSATION, OWN, Kept

WORDS = (
    Kept(
        "conversations",
        "answers",
        OWN,
        given=("kind", "begun_at", "draft", "ended_at"),
        # how the program finds its place; the words themselves are among the answers and the messages
        inner=("id", "person_id", "about", "attention_at", "pending", "asked_id", "changing", "nudged_at", "answered"),
        sealed=("draft",),
    ),
    Kept(
        "answers",
        "answers",
        OWN,
        given=(
            *("question", "answer", "wording", "asked_at", "answered_at", "channel", "visible_to", "counts"),
            *("replaced_at", "language"),
        ),
        inner=(
            *("id", "conversation_id", "person_id", "value", "said_by", "chat_id", "message_id"),
            *("update_id", "has_fate", "told_on", "says", "of_substance", "in_words"),
        ),
    ),
    # the answer has them
    Kept(
        "answer_parts",
        "answers",
        BY_ANSWER,
        inner=("answer_id", "position", "message_id", "words", "voice_id"),
        sealed=("words",),
    ),
    Kept(
        "asked",
        "answers",
        BY_CONVERSATION,
        inner=(
            *("id", "conversation_id", "chat_id", "question", "wording", "options", "language", "asked_at"),
            *("visible_to", "unanswered"),
        ),
        sealed=("id",),
    ),
    Kept(
        "effects",
        "answers",
        BY_CONVERSATION,
        inner=("conversation_id", "effect", "details", "result", "done_at"),
        sealed=("details", "result"),
    ),
    Kept(
        "voice_notes",
        "voice_notes",
        OWN,
        given=("seconds", "bytes", "media_type", "state", "received_at", "done_at"),
        inner=("id", "person_id", "file_id", "content", "tries", "not_before"),  # the notes are handed out as files
        sealed=("file_id", "content"),
    ),
    # until they have said whether it is right; then it is their answer, or gone
    Kept(
        "transcripts",
        "voice_notes",
        OWN,
        given=("words", "language", "state", "asked_at", "done_at"),
        inner=("note_id", "answer_id", "person_id"),
        sealed=("words",),
    ),
    Kept(
        "quotations",
        "answers",
        OWN,
        given=(
            *("words", "changed_to", "place", "attribution", "named", "wording", "asked_at", "put_at", "decision"),
            *("decided_at", "cancelled_at", "withdrawn_at"),
        ),
        inner=("id", "answer_id", "person_id", "asked_by"),
        by_others=("asked_by",),
    ),
    # that a report has to be mended is known also once the words are gone
    Kept(
        "quotation_uses",
        "answers",
        "(SELECT person_id FROM quotations WHERE quotations.id = t.quotation_id)",
        inner=("id", "quotation_id", "used_in", "used_by", "used_at", "marked_at"),
        left=ALL,
        by_others=("used_by",),
    ),
    Kept(
        "fates",
        "answers",
        BY_ANSWER,
        given=("fate", "note", "set_at", "told_at"),
        inner=("id", "answer_id", "set_by", "noted_with"),
        by_others=("set_by",),
    ),
    Kept(
        "readings",
        "answers",
        BY_ANSWER,
        given=("read_as", "reason", "read_at"),
        inner=("id", "answer_id", "read_by"),
        by_others=("read_by",),
    ),
    # raw traffic: what they sent is among the answers, what we sent is named and its words are given
    Kept(
        "inbox",
        "received",
        BY_CHAT,
        inner=(
            *("id", "bot_id", "update_id", "body_hash", "body", "chat_id", "received_at", "state", "tries", "why"),
            "done_at",
        ),
        left=("id", "bot_id", "update_id", "body_hash", "received_at", "state", "tries", "why", "done_at"),
        sealed=("body", "body_hash"),
    ),
    Kept(
        "outbox",
        "sent",
        OWN,
        given=("method", "payload", "file_name", "reason", "state", "made_at", "language"),
        inner=(
            *("id", "person_id", "chat_id", "file_text", "priority", "useful_until", "not_before", "fleeting"),
            *("tries", "uncertain", "claimed_at", "done_at", "message_id", "why"),
        ),
        sealed=("payload", "file_text"),
    ),
    # a prompt in use was given for others to use; one that nobody has taken up goes
    Kept(
        "prompts",
        "prompts",
        "t.suggested_by",
        given=("words", "language", "theme", "stage", "state", "changed_at"),
        inner=("id", "position", "suggested_by"),
        left=ALL,
        by_others=("suggested_by",),
    ),
    Kept(
        "offered_prompts",
        "answers",
        OWN,
        given=("prompt_id", "offered_at", "swapped_at", "answered_at"),
        inner=("id", "person_id"),
    ),
)
