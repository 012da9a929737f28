"""The outbox goes out: the only place that sends. Paced, in order, retried by the verdict on what came back."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import orjson

from bot.clock import Clock
from bot.delivery.calls import call
from bot.delivery.dispatch import Dispatch, What
from bot.delivery.ledger import Ledger
from bot.delivery.outcomes import Outcome, settle
from bot.delivery.pacing import Pacer
from bot.delivery.plain import Split
from bot.delivery.queueing import Queue
from bot.delivery.stock import Stock
from bot.delivery.verdicts import Kind, Verdict, verdict
from bot.gateway.api import TelegramApi
from bot.gateway.errors import CallFailed
from storage import mishaps, web_chats
from storage.database import Database
from storage.outbox import REPLY, Message

_SENT = Outcome()

log = logging.getLogger(__name__)


class Delivery:
    """Sends what is in the outbox. `split` cuts a text into parts of at most so many UTF-16 units."""

    def __init__(
        self, database: Database, api: TelegramApi, clock: Clock, *, per_second: float, per_chat: float, split: Split
    ) -> None:
        self._database = database
        self._api = api
        self._clock = clock
        self._split = split
        self._pacer = Pacer(per_second, per_chat)
        self._queue = Queue()
        self._ledger = Ledger(database, clock, self._claimed)
        self._dispatch = Dispatch(clock, self._pacer, self._queue, self._ledger.claim)
        self._stock = Stock(database, clock, self._queue, self._dispatch.pump)
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Take up what an earlier process left: what it was sending is sent once more, flagged, and noted for staff."""
        now = self._clock.now()
        if await self._database.write(lambda tx: mishaps.left_behind(tx, now)):
            self._pacer.follows_another(self._clock.monotonic())
        self._dispatch.open = True
        await self._stock.look()

    def reserve(self, chat_id: int) -> bool:
        """Whether a reply may go to this chat at once. Then its slot is taken: `post` a claimed one or `release`."""
        return not web_chats.is_web(chat_id) and self._dispatch.reserve(chat_id)

    def release(self, chat_id: int) -> None:
        """The slot that was reserved is not used."""
        self._dispatch.free_unused(chat_id, REPLY)

    def post(self, messages: Sequence[Message]) -> None:
        """Send these, which are committed: a claimed one at once, the others in order. A page takes its own."""
        for message in messages:
            if web_chats.is_web(message.chat_id):
                continue
            if message.state == "sending":
                self._dispatch.occupy(message.chat_id)
                self._queue.known.add(message.id)
                self._run(self._send(message))
            else:
                self._stock.add(message)
        if not self._queue.is_empty:
            self._dispatch.pump()

    def answer_callback(self, callback_query_id: str) -> None:
        """Stop the spinner on a pressed button as soon as may be; whether that works matters to nobody."""
        self._run(self._answer_callback(callback_query_id))

    def hold(self, what: What, why: str) -> None:
        """Send nothing, or nothing but replies, until each `why` is resumed."""
        self._dispatch.hold(what, why)

    def resume(self, what: What, why: str) -> None:
        """This reason to hold back is gone."""
        self._dispatch.resume(what, why)

    def wake(self) -> None:
        """Somebody else added rows: look into the table."""
        if self._dispatch.open:
            self._stock.look_soon()

    async def stop(self, patience: float = 10.0) -> None:
        """Begin nothing more, wait for what is on the way, and leave the rest in the table."""
        self._dispatch.stop()
        self._stock.stop()
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self.settled()
        for task in (unfinished := self._unfinished()):
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)

    async def settled(self) -> None:
        """Return when nothing is on the way or being noted; what waits for its time may go on waiting."""
        while unfinished := self._unfinished():
            await asyncio.wait(unfinished, return_when=asyncio.FIRST_COMPLETED)

    async def emptied(self, patience: float) -> None:
        """Return when nothing waits that may go by now, or after so many seconds."""
        give_up = self._clock.monotonic() + patience
        await self._stock.look()
        while (now := self._clock.monotonic()) < give_up:
            await self.settled()
            if self._queue.is_empty:
                return
            await self._clock.until(now + 0.05)  # a chat whose second is not over

    def _unfinished(self) -> set[asyncio.Task[None]]:
        every = (*self._tasks, self._ledger.writing, self._stock.looking)
        return {task for task in every if task is not None and not task.done()}  # cancelled before it began, it is done

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer_callback(self, callback_query_id: str) -> None:
        try:
            await self._api.call("answerCallbackQuery", orjson.dumps({"callback_query_id": callback_query_id}))
        except Exception as error:  # noqa: BLE001 - whatever it is, the person has lost nothing
            log.debug("callback_not_answered error=%s", type(error).__name__)

    def _claimed(self, message: Message, may_go: bool) -> None:
        if may_go:
            self._run(self._send(message))
        else:
            self._queue.known.discard(message.id)
            self._dispatch.free_unused(message.chat_id, message.priority)
            self._stock.look_if_low()

    async def _send(self, message: Message) -> None:
        """One message on the way, until it is known what became of it. Cancelled, it stays in doubt."""
        outcome = _SENT
        try:
            outcome = await self._attempt(message)
        except Exception as error:  # noqa: BLE001 - a bug takes no more than this row; it is taken up as stranded later
            log.error("message_stranded outbox=%s error=%s", message.id, type(error).__name__)
        self._queue.known.discard(message.id)
        self._follow(message, outcome)

    async def _attempt(self, message: Message) -> Outcome:
        try:
            number = await self._call(message)
        except CallFailed as error:
            failure = error
        else:
            if not self._pacer.idle:
                self._pacer.passed(self._clock.monotonic())
            self._ledger.sent(message, number)
            return _SENT
        return await self._settle(message, verdict(failure))

    async def _call(self, message: Message) -> int | None:
        sent_at = self._clock.monotonic()
        try:
            return await call(self._api, message)
        finally:
            self._pacer.came_back(message.chat_id, sent_at, self._clock.monotonic())

    async def _settle(self, message: Message, found: Verdict) -> Outcome:
        log.warning("message_not_sent outbox=%s verdict=%s why=%s", message.id, found.kind.name.lower(), found.why)
        self._hold_back(message, found)
        now, dice = self._clock.now(), random.random()  # noqa: S311 - spreads pauses
        return await self._ledger.write(
            partial(settle, now=now, message=message, verdict=found, dice=dice, split=self._split)
        )

    def _hold_back(self, message: Message, found: Verdict) -> None:
        if found.kind is Kind.WAIT:
            self._pacer.refused(message.chat_id, self._clock.monotonic(), found.retry_after)
        elif found.kind is Kind.TOKEN:
            self._dispatch.hold("all", found.why)
        elif found.kind is Kind.OTHER_COPY:
            self._dispatch.hold("proactive", found.why)

    def _follow(self, message: Message, outcome: Outcome) -> None:
        not_before = self._clock.monotonic() + outcome.pause if outcome.pause else 0.0
        for again in outcome.again:
            self._queue.add(again, not_before)
        if outcome.look or outcome.gone:
            forgotten = self._queue.drop(message.chat_id)
            if outcome.look or forgotten:  # to look each time would cost more than to send, where many have gone
                self._stock.look_soon()
        self._dispatch.free(message.chat_id, message.priority)
        self._stock.look_if_low()
