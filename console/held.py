"""What is kept in memory between two requests, by a handle in an address, and for one person: so much and no more."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar


class OfSomebody(Protocol):
    """Something that somebody typed, that takes so many letters."""

    @property
    def letters(self) -> int: ...


T = TypeVar("T", bound=OfSomebody)


@dataclass(slots=True)
class Held(Generic[T]):
    """So `many` things of so many `letters` together; the oldest are forgotten first, and the newest always stays."""

    many: int
    letters: int
    _known: dict[str, T] = field(default_factory=dict)

    def keep(self, one: T) -> str:
        """The handle by which it is found again."""
        handle = secrets.token_urlsafe(12)
        self._known[handle] = one
        while len(self._known) > 1 and (len(self._known) > self.many or self._letters() > self.letters):
            del self._known[next(iter(self._known))]
        return handle

    def _letters(self) -> int:
        return sum(one.letters for one in self._known.values())

    def by(self, handle: str) -> T | None:
        """What has this handle; None when it was forgotten."""
        return self._known.get(handle)

    def all(self) -> list[T]:
        """Everything, the newest last."""
        return [*self._known.values()]

    def by_handle(self) -> list[tuple[str, T]]:
        """The same, each with its handle."""
        return [*self._known.items()]

    def forget(self, which: Callable[[T], bool]) -> None:
        """Those of which this is true."""
        self._known = {handle: one for handle, one in self._known.items() if not which(one)}
