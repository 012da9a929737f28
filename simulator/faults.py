"""Faults on request: what goes wrong, for which methods, how often. The same seed gives the same run of luck."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from fnmatch import fnmatchcase
from random import Random
from typing import Any

from simulator.records import Json

KINDS = {
    "error": "answer with an error (status, description)",
    "drop_before": "cut the connection before anything is done",
    "drop_after": "do it, then cut the connection without an answer",
    "delay": "wait some seconds before anything is done (seconds)",
    "too_many": "answer 429 (retry_after)",
    "duplicate": "hand out each update twice",
    "reorder": "shuffle the updates that are handed out together",
}
ON_UPDATES = frozenset({"duplicate", "reorder"})


@dataclass(slots=True)
class Fault:
    """One thing that goes wrong until its count is used up or it is switched off."""

    id: int
    kind: str
    methods: list[str] = field(default_factory=list)  # names or patterns such as send*; empty: all methods
    count: int | None = None
    probability: float = 1.0
    chat_id: int | None = None
    status: int = 502
    description: str = "Bad Gateway"
    seconds: float = 1.0
    retry_after: int = 1
    used: int = 0

    def concerns(self, method: str, chat_id: int) -> bool:
        wanted = not self.methods or any(fnmatchcase(method.lower(), each.lower()) for each in self.methods)
        return wanted and self.chat_id in (None, chat_id)


class Faults:
    """The faults that are switched on now."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self._next_id = 1
        self.on: list[Fault] = []

    def add(self, wanted: Json) -> Fault:
        """Switches a fault on; ValueError or TypeError when it is described wrongly."""
        if wanted.get("kind") not in KINDS:
            raise ValueError(f"kind must be one of: {', '.join(KINDS)}")
        fault = Fault(**{**wanted, "id": self._next_id, "used": 0})
        self._next_id += 1
        self.on.append(fault)
        return fault

    def remove(self, fault_id: int | None = None) -> None:
        """Switches one fault off, or all of them."""
        self.on = [] if fault_id is None else [fault for fault in self.on if fault.id != fault_id]

    def strike(self, method: str, chat_id: int) -> list[Fault]:
        """The faults that this call meets; each counts as used."""
        return [
            fault for fault in list(self.on) if fault.kind not in ON_UPDATES and self._falls(fault, method, chat_id)
        ]

    def mangle(self, updates: Sequence[Any]) -> list[Any]:
        """Updates as they are handed out: some twice, some in the wrong order."""
        if not self.on:
            return list(updates)
        return [each for one in self.reordered(updates) for each in ([one, one] if self.doubles() else [one])]

    def reordered(self, updates: Sequence[Any]) -> list[Any]:
        """The same updates, in another order when a fault says so."""
        if len(updates) > 1 and self._meets("reorder"):
            return self._shuffled(list(updates))
        return list(updates)

    def doubles(self) -> bool:
        """Whether the next update is to be handed out twice."""
        return self._meets("duplicate")

    def report(self) -> list[Json]:
        return [asdict(fault) for fault in self.on]

    def _meets(self, kind: str) -> bool:
        return any([self._falls(fault, "", 0) for fault in list(self.on) if fault.kind == kind])

    def _falls(self, fault: Fault, method: str, chat_id: int) -> bool:
        if fault.kind not in ON_UPDATES and not fault.concerns(method, chat_id):
            return False
        if fault.count is not None and fault.used >= fault.count:
            return False
        if fault.probability < 1 and self._dice.random() >= fault.probability:
            return False
        fault.used += 1
        if fault.count is not None and fault.used >= fault.count:
            self.remove(fault.id)
        return True

    def _shuffled(self, updates: list[Any]) -> list[Any]:
        """Another order, always: a shuffle that changes nothing is turned round by one."""
        shuffled = self._dice.sample(updates, len(updates))
        return shuffled if shuffled != updates else [*updates[1:], updates[0]]
