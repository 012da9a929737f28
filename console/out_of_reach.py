"""Why nothing that is written to somebody can arrive, as it is said to whoever tries: by `concern_notes.tell`."""

from __future__ import annotations

NOT_TOLD = {
    "stopped": "They asked us not to write, so this cannot go. Reach them as they wished, and note that here.",
    "unreachable": "Telegram cannot reach them, so this cannot go. Reach them as they wished, and note that here.",
    "gone": "They are not with us any more, so this cannot go.",
    "own": "This is about yourself, so somebody else looks after it.",
}
CANNOT_HEAR = {
    "stopped": "They asked us not to write, so they cannot be told here. Choose another answer.",
    "unreachable": "Telegram cannot reach them, so they cannot be told here. Choose another answer.",
    "gone": "They are not with us any more, so they cannot be told. Choose another answer.",
}
