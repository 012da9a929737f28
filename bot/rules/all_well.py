"""Whether all is well enough with the program to say so to a service that watches from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)
OLDEST = {
    "not_polled": MINUTE,  # since Telegram last answered
    "not_taken": MINUTE,  # that something which came in waits to be taken
    "not_sent": 5 * MINUTE,  # that a message which is due waits to go out
    "no_backup": timedelta(hours=26),  # since a copy was last made, where copies are made with voices backup
}
LEAST_ROOM = 500_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Signs:
    """Since when each of these is so; None where it is not. `room` is what the disk still holds, None elsewhere."""

    not_polled: datetime | None
    not_taken: datetime | None
    not_sent: datetime | None
    no_backup: datetime | None
    room: int | None = None


def what_is_wrong(now: datetime, signs: Signs) -> list[str]:
    """What is not as it should be, by name; nothing when all is well."""
    wrong = [
        name for name, oldest in OLDEST.items() if (since := getattr(signs, name)) is not None and now - since > oldest
    ]
    return [*wrong, *(["no_room"] if signs.room is not None and signs.room < LEAST_ROOM else [])]
