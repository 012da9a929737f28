"""The data map: opportunities and messages to many, who answered what, and how it went."""

from __future__ import annotations

from storage.data_map.kept import ALL, BY_THREAD, OWN, Kept

# What is offered to everybody, and who arranged it; what came to a person of it is in their copy.
OFFERS = (
    Kept("topics", "program", inner=("id", "words", "state", "changed_at"), nobody=True),
    Kept("muted_topics", "wishes", OWN, given=("topic", "muted_at"), inner=("person_id",)),
    Kept(
        "opportunities",
        "opportunities",
        given=("title",),
        inner=(
            *(
                "id",
                "what",
                "suits",
                "doing",
                "hours",
                "happens",
                "place",
                "pay",
                "unpaid_because",
                "expenses",
                "access",
            ),
            *("ask_whom", "places", "closes_on", "decides_on", "how_decided", "topic", "timezone", "state"),
            *("cancelled_why", "made_by", "made_at", "opened_at", "ended_at"),
        ),
        left=ALL,
        by_others=("made_by",),
    ),
    Kept(
        "broadcasts",
        "opportunities",
        given=("words",),
        inner=(
            *("id", "opportunity_id", "audience", "topic", "state", "people", "made_by", "made_at", "confirmed_by"),
            *("confirmed_at", "second_by", "second_at", "second_why", "starts_at", "useful_until", "correction"),
            *("ended_at", "proven_at"),
        ),
        left=ALL,
        by_others=("made_by", "confirmed_by", "second_by"),
    ),
    # that so many were told stays true; why this one was is forgotten. It is told in words below the message.
    Kept(
        "recipients",
        "opportunities",
        OWN,
        given=("state", "why", "due_at", "recall", "done_at"),
        inner=(
            *("id", "broadcast_id", "person_id", "group_chat_id", "because", "outbox_id", "recall_why"),
            "recall_outbox_id",
        ),
        left=(
            *("id", "broadcast_id", "person_id", "group_chat_id", "state", "why", "due_at", "recall", "recall_why"),
            *("done_at", "outbox_id", "recall_outbox_id"),
        ),
    ),
    # where in somebody's chat a sending of theirs is followed
    Kept(
        "broadcast_cards",
        "opportunities",
        OWN,
        inner=(
            *("broadcast_id", "person_id", "outbox_id", "edit_id", "handle", "offers", "shown", "changed_at"),
            "is_final",
        ),
    ),
    Kept(
        "responses",
        "opportunities",
        OWN,
        given=(
            *("said", "statement", "needs", "said_at", "decision", "reason", "thanks", "decided_at", "told_at"),
            *("accepted", "accepted_at", "took_part"),
        ),
        inner=("id", "opportunity_id", "person_id", "decided_by"),
        by_others=("decided_by",),
    ),
    Kept(
        "threads",
        "opportunities",
        OWN,
        given=("opened_at", "closed_at"),
        inner=("id", "opportunity_id", "person_id", "coordinator_id"),
        by_others=("coordinator_id",),
    ),
    Kept(
        "thread_messages",
        "opportunities",
        BY_THREAD,
        given=("words", "said_at"),
        inner=("id", "thread_id", "said_by", "source", "voice_id"),
        by_others=("said_by",),
    ),
    Kept(
        "group_chats",
        "meetings",
        inner=("id", "chat_id", "title", "group_id", "registered_by", "registered_at", "left_at"),
        left=ALL,
        by_others=("registered_by",),
    ),
)
