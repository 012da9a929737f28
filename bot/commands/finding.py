"""What `voices doctor` finds: one line each, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["ok", "note", "warning", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`wrong` stops the bot from working; `warning` can wait, not for ever; `note` is good to know."""

    verdict: Verdict
    line: str

    def __str__(self) -> str:
        return f"{self.verdict}: {self.line}"
