"""Reading: by which words answers are found, what staff find in them, and why they read what is sealed."""

from __future__ import annotations

from storage.data_map.kept import BY_ANSWER, OWN, Kept

READING: tuple[Kept, ...] = (
    # the answer has them
    Kept("said_words", "answers", BY_ANSWER, inner=("answer_id", "initial", "word"), kept_back=True),
    Kept(
        "tags",
        "program",
        given=("name",),
        inner=("id", "folded", "made_by", "made_at"),
        by_others=("made_by",),
        nobody=True,
    ),
    Kept(
        "passages",
        "answers",
        BY_ANSWER,
        given=("tagged_at",),
        inner=("id", "tag_id", "answer_id", "begins", "ends", "tagged_by"),
        by_others=("tagged_by",),
    ),
    Kept(
        "openings",
        "answers",
        OWN,
        given=("reason", "opened_at"),
        inner=("id", "person_id", "opened_by"),
        by_others=("opened_by",),
    ),
)
