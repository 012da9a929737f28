"""Receiving: each update is stored before it is confirmed, then handled; one chat in order, many chats at once."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import reprlib
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

import orjson

from bot.clock import Clock
from bot.gateway.scrubbing import scrub
from storage import inbox
from storage.database import Database
from storage.inbox import Arrived, Stored
from storage.values import new_id

log = logging.getLogger(__name__)

_CHATS = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    "channel_post",
    "edited_channel_post",
    "chat_member",
)


class Handle(Protocol):
    """Handles one stored update; never raises."""

    def __call__(self, stored: Stored, update: Any, /) -> Awaitable[None]: ...


class Receiver:
    """Takes updates in. `handle` gets each one in its turn; `pressed` hears of each pressed button at once."""

    def __init__(
        self, database: Database, clock: Clock, bot_id: int, handle: Handle, pressed: Callable[[str], None]
    ) -> None:
        self._database = database
        self._clock = clock
        self._bot_id = bot_id
        self._handle = handle
        self._pressed = pressed
        self._lanes: dict[int | None, deque[tuple[Stored, Any]]] = {}
        self._serving: dict[int | None, asyncio.Task[None]] = {}

    async def receive(self, updates: Sequence[Any], *, source: int | None = None) -> None:
        """Returns when all of them are safely stored; handling has begun by then. Raises what storing raised.

        `source` stands for the bot's id where they do not come from Telegram; then no pressed button waits there.
        """
        if not updates:
            return
        now, bot_id = self._clock.now(), self._bot_id if source is None else source
        kept = [(raw, scrub(raw) if isinstance(raw, dict) else raw) for raw in updates]
        arrived = [(_arrived(new_id(now), raw, clean), raw, clean) for raw, clean in kept]
        stored = self._database.hand_over(
            lambda tx: inbox.store(tx, now, bot_id, [one for one, _, _ in arrived]),
        )
        # Handling starts before the commit: its transaction comes after this one, and finds nothing if this one fails.
        for one, raw, clean in arrived:
            if source is None:
                self._note_press(raw)
            self._enqueue(Stored(one.id, one.update_id, one.chat_id, one.body), clean)
        await stored

    async def take_up_waiting(self) -> int:
        """Hand on what an earlier run stored and did not finish; how many updates that were."""
        waiting = await self._database.write(inbox.waiting)
        for stored in waiting:
            self._enqueue(stored, None)
        return len(waiting)

    async def taken(self, chat_id: int) -> None:
        """Wait until everything in hand for this chat is handled."""
        if chat_id in self._serving:
            await asyncio.wait({self._serving[chat_id]})

    async def finish(self) -> None:
        """Wait until everything in hand is handled."""
        while self._serving:
            await asyncio.wait(self._serving.values())

    def _note_press(self, raw: Any) -> None:
        query = raw.get("callback_query") if isinstance(raw, dict) else None
        if isinstance(query, dict) and isinstance(query.get("id"), str):
            self._pressed(query["id"])

    def _enqueue(self, stored: Stored, clean: Any) -> None:
        lane = self._lanes.get(stored.chat_id)
        if lane is not None:
            lane.append((stored, clean))
            return
        self._lanes[stored.chat_id] = deque([(stored, clean)])
        self._serving[stored.chat_id] = asyncio.get_running_loop().create_task(self._serve(stored.chat_id))

    async def _serve(self, chat_id: int | None) -> None:
        lane = self._lanes[chat_id]
        try:
            while lane:
                stored, clean = lane.popleft()
                await self._handle(stored, clean if isinstance(clean, dict) else orjson.loads(stored.body))
            del self._lanes[chat_id]
        finally:
            del self._serving[chat_id]


def fingerprint(update: Any) -> str:
    """What tells this update from another with the same id."""
    return hashlib.sha256(_dump(scrub(update) if isinstance(update, dict) else update)).hexdigest()


def _arrived(inbox_id: str, raw: Any, clean: Any) -> Arrived:
    body = _dump(clean)
    digest = hashlib.sha256(body).hexdigest()
    update_id = raw.get("update_id") if isinstance(raw, dict) else None
    known = isinstance(update_id, int) and not isinstance(update_id, bool) and abs(update_id) < 2**63
    return Arrived(inbox_id, update_id if known and update_id is not None else -1, chat_of(raw), body.decode(), digest)


def _dump(value: Any) -> bytes:
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError:
        text = _odd(value)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()


def _odd(value: Any) -> str:
    """JSON with half a surrogate pair or a huge number in it; of what is too deep for that, a glance."""
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True)
    except (ValueError, RecursionError):
        return json.dumps(reprlib.repr(value))


def chat_of(update: Any) -> int | None:
    """The chat an update belongs to, or None when it says nothing of one."""
    if not isinstance(update, dict):
        return None
    for name in _CHATS:
        part = update.get(name)
        if isinstance(part, dict):
            holder = part.get("message") if name == "callback_query" else part
            chat = holder.get("chat") if isinstance(holder, dict) else None
            if chat is None and name == "callback_query":
                chat = part.get("from")
            chat_id = chat.get("id") if isinstance(chat, dict) else None
            if isinstance(chat_id, int) and not isinstance(chat_id, bool) and abs(chat_id) < 2**63:
                return chat_id
    return None
