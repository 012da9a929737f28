"""One thing that would happen to somebody in the next fortnight, as it is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

What = Literal["goes", "waits", "lapses", "stays", "ends"]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One thing that would happen: a note of this `kind` goes, waits `until` then or lapses, or waits still when this
    time is over (`stays`); or, with the erasing of all that is theirs, everything ends. `why` is a word of the rules
    for what was held back, and `again` that what lapses is meant once more later, and lapses for the same reason."""

    at: datetime
    what: What
    kind: str
    why: str = ""
    until: datetime | None = None
    text: str = ""
    buttons: tuple[str, ...] = ()
    silent: bool = False
    again: bool = False


def message(at: datetime, kind: str, payload: dict[str, Any]) -> Foreseen:
    """This message goes then."""
    rows = (payload.get("reply_markup") or {}).get("inline_keyboard", [])
    buttons = tuple(one["text"] for row in rows for one in row)
    silent = bool(payload.get("disable_notification"))
    return Foreseen(at, "goes", kind, text=str(payload.get("text", "")), buttons=buttons, silent=silent)
