"""The data map: what staff changed of the bot's own texts. They are about nobody; who changed them stands beside."""

from __future__ import annotations

from storage.data_map.kept import Kept

WORDING = (
    Kept(
        "text_versions",
        "program",
        inner=(
            *("id", "language", "address", "state", "words", "made_from", "instead_of", "made_by", "made_at", "why"),
        ),
        by_others=("made_by",),
        nobody=True,
    ),
)
