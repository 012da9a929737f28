"""Sessions that were planned, or are cancelled, several at once: how many they were, for the page of the first."""

from __future__ import annotations

from console.desk import Reading
from storage import audit

TIMES = "times="
UNLESS = ", unless this page says below that they do not"
# By what is said of one of them: as which act the log has it, and what is said of several.
SEVERAL = {
    "planned": (
        "sessions_planned",
        f"{{}} sessions are planned. Those who come hear of them in five minutes, in their own hours{UNLESS}.",
    ),
    "cancelled": (
        "session_cancelled",
        f"{{}} sessions are cancelled, and those who had heard of them hear so{UNLESS}.",
    ),
    "cancelled_unheard": (
        "session_cancelled",
        "{} sessions are cancelled. Nobody had heard of them yet, so nobody is told.",
    ),
}


def how_many(many: int) -> str:
    """How the log keeps how many they were."""
    return f"{TIMES}{many}"


def said_of_several(look: Reading, session_id: str, said: str) -> str:
    """What is said of the several that were planned or cancelled last with this one; '' where it was one."""
    action, words = SEVERAL.get(said, ("", ""))
    last = audit.about(look.tx, session_id, action, limit=1) if action else []
    many = last[0].detail.removeprefix(TIMES) if last else ""
    return words.format(many) if many.isdecimal() and int(many) > 1 else ""
