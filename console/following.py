"""How something stands that goes to many: for a page, and told anew to it as it goes on, by server-sent events."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.actions import broadcast_scenes, progress
from bot.actions.naming import called
from console.desk import Reading, desk_of, reading
from console.page import block_of
from console.refusals import NotAllowed, NotSignedIn, NotThere, ProofWanted
from storage import broadcasts
from storage.broadcasts import Broadcast
from storage.database import Transaction

EVERY = 2.0  # seconds between two looks at one that goes out
LONGEST = 150  # looks in one answer; the browser asks again by itself
PARTS = ("stands", "numbers", "acts", "stop", "follows")  # of the page, that are shown anew
NO_ACT = {"stop_broadcast", "broadcast_doubts"}  # the first is a part by itself, of the other the page has the names


@dataclass(frozen=True, slots=True)
class Standing:
    """How one stands: in a sentence, in numbers by their line, what can be done about it (stories of the chat by name),
    those of whom we are not sure by what it is, and how many have it and would still get it."""

    one: Broadcast
    title: str
    stands: str
    lines: Mapping[str, str]
    offers: tuple[str, ...]
    doubts: Mapping[str, list[str]]
    numbers: Mapping[str, int]
    confirmed_by: str
    second_by: str
    is_over: bool

    @property
    def marks(self) -> Mapping[str, str]:
        """By part a few letters that change with what it shows, and with nothing else: whoever has the keyboard at a
        button would lose it."""
        shown = {
            "stands": self.stands,
            "numbers": self.lines,
            "acts": (sorted({*self.offers} - NO_ACT), self.is_over),
            "stop": "stop_broadcast" in self.offers,
            "follows": self.is_over,
        }
        return {part: hashlib.sha256(repr(shown[part]).encode()).hexdigest()[:8] for part in PARTS}

    @property
    def seen(self) -> str:
        """The marks of whoever has seen all of it."""
        return "-".join(self.marks.values())


def in_numbers(look: Reading, one: Broadcast) -> dict[str, str]:
    """How many there are of what became of it, by the words of each line."""
    counted = progress.lines_of(look.scene, one)
    labels = look.voice.labels(progress.TABLE, "lines", counted)
    return {labels[name]: many for name, many in counted.items()}


def standing_of(look: Reading, broadcast_id: str) -> Standing:
    """How it stands now; of one that was not confirmed only that. Raises NotThere."""
    one, scene = there(look.tx, broadcast_id), look.scene
    if one.state in ("draft", "agreeing"):
        return Standing(one, "", "", {}, (), {}, {}, "", "", True)
    return Standing(
        one,
        progress.title_of(scene, one),
        progress.stands(scene, one),
        in_numbers(look, one),
        progress.offers_of(scene, one),
        broadcast_scenes.doubts_of(scene, one),
        broadcast_scenes.numbers(scene, one),
        called(scene, one.confirmed_by) if one.confirmed_by else "",
        called(scene, one.second_by) if one.second_by else "",
        progress.is_over(scene, one),
    )


def there(tx: Transaction, broadcast_id: str) -> Broadcast:
    """The one that a page is about. Raises NotThere."""
    found = broadcasts.by_id(tx, broadcast_id)
    if found is None:
        raise NotThere
    return found


async def follow(request: Request) -> Response:
    """How it stands, told anew whenever it changes, until nothing changes any more."""
    broadcast_id = request.path_params["broadcast_id"]
    await reading(request, "offer", lambda look: there(look.tx, broadcast_id), passive=True)
    return StreamingResponse(_events(request, broadcast_id), media_type="text/event-stream")


async def _events(request: Request, broadcast_id: str) -> AsyncIterator[str]:
    clock, seen = desk_of(request).clock, _seen(request)
    for _ in range(LONGEST):
        try:
            standing = await reading(request, "offer", lambda look: standing_of(look, broadcast_id), passive=True)
        except (NotSignedIn, NotAllowed, NotThere, ProofWanted):
            break
        changed = [part for part, mark in standing.marks.items() if seen.get(part) != mark]
        for part in changed:
            html = block_of(request, "broadcast.html", part, standing=standing)
            yield _event(part, html, standing.seen if part == changed[-1] else "")
        seen = standing.marks
        if standing.is_over:
            break
        await clock.until(clock.monotonic() + EVERY)
    else:
        return
    yield _event("over", "over")


def _seen(request: Request) -> Mapping[str, str]:
    """The marks of what the page shows: as it was drawn, or as it was told last before the browser asked again."""
    seen = request.headers.get("last-event-id") or request.query_params.get("seen", "")
    return dict(zip(PARTS, seen.split("-"), strict=False))


def _event(name: str, data: str, seen: str = "") -> str:
    lines = [f"event: {name}", *(f"data: {line}" for line in data.split("\n")), *([f"id: {seen}"] if seen else [])]
    return "\n".join(lines) + "\n\n"


ROUTES = [Route("/broadcasts/{broadcast_id}/follow", follow)]
