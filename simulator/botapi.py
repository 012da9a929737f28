"""The Bot API over HTTP. It is the hot path, so it speaks ASGI itself instead of going through routes."""

from typing import Any
from urllib.parse import unquote

from starlette.types import Receive, Scope, Send

from simulator import parameters, wire
from simulator.calls import Calls
from simulator.clock import stopwatch
from simulator.faults import Fault, Faults
from simulator.limits import Limits
from simulator.methods import BY_LOWER, NAMES
from simulator.methods.files import LARGEST_DOWNLOAD
from simulator.parameters import Params, integer
from simulator.polling import Polling
from simulator.records import Bot
from simulator.refusals import Refused
from simulator.world import World


class BotApi:
    """Answers `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

    def __init__(self, world: World, faults: Faults, limits: Limits, calls: Calls, polling: Polling) -> None:
        self._world, self._faults, self._limits, self._calls, self._polling = world, faults, limits, calls, polling

    async def call(self, scope: Scope, receive: Receive, send: Send, path: str) -> None:
        """One call of a method, from its first byte to the log entry."""
        began, at = stopwatch(), self._world.clock.now()
        token, _, given = path.removeprefix("/bot").partition("/")
        method = NAMES.get(given.lower(), given)
        chat_id, struck, status, answer = None, [], 200, {}
        try:
            params = parameters.read(
                scope["query_string"], wire.header(scope, b"content-type"), await wire.body(receive)
            )
            chat_id = integer(params, "chat_id") or None
            bot = self._bot(token)
            if method.lower() not in NAMES:
                raise Refused(404, "Not Found")
            struck = self._faults.strike(method, chat_id or 0) if self._faults.on else []
            answer = {"ok": True, "result": await self._perform(bot, method, params, struck, receive)}
        except Refused as refusal:
            status, answer = refusal.code, refusal.body()
        except _Cut:
            status = 0
        if not status or any(fault.kind == "drop_after" for fault in struck):
            status = 0
            await wire.cut(receive, send)
        else:
            await wire.reply(send, status, answer)
        self._note(at, began, token, method, chat_id, status, answer, struck)

    async def download(self, send: Send, path: str) -> None:
        """The content of a file, by the path that getFile gave."""
        token, _, name = unquote(path.removeprefix("/file/bot")).partition("/")
        try:
            self._bot(token)
            content = self._content(name)
        except Refused as refusal:
            await wire.reply(send, refusal.code, refusal.body())
        else:
            await wire.respond(send, 200, content, (b"content-type", b"application/octet-stream"))

    def _content(self, path: str) -> bytes:
        for file in self._world.files.values():
            if file.path == path and file.size <= LARGEST_DOWNLOAD:
                return file.content
        raise Refused(404, "Not Found")

    async def perform(self, bot: Bot, method: str, params: Params) -> Any:
        """The result of a method that a webhook's answer names."""
        return BY_LOWER[method.lower()](self._world, bot, params)

    def _bot(self, token: str) -> Bot:
        bot = self._world.by_token.get(token) or self._world.by_token.get(unquote(token))
        if bot is None or bot.revoked:
            raise Refused(401, "Unauthorized")
        return bot

    async def _perform(self, bot: Bot, method: str, params: Params, struck: list[Fault], receive: Receive) -> Any:
        for fault in struck:
            await self._suffer(fault, integer(params, "chat_id"))
        name = method.lower()
        if name == "getupdates":
            return await self._polling.get_updates(bot, params, receive)
        if self._limits.counts(name):
            self._limits.pass_or_refuse(integer(params, "chat_id"))
        return BY_LOWER[name](self._world, bot, params)

    async def _suffer(self, fault: Fault, chat_id: int) -> None:
        if fault.kind == "delay":
            if not await self._world.feed.pause(fault.seconds):
                raise _Cut
        elif fault.kind == "drop_before":
            raise _Cut
        elif fault.kind == "error":
            raise Refused(fault.status, fault.description)
        elif fault.kind == "too_many":
            raise self._limits.refuse(fault.retry_after, chat_id)

    def _note(
        self,
        at: float,
        began: float,
        token: str,
        method: str,
        chat_id: int | None,
        status: int,
        answer: Any,
        struck: list[Fault],
    ) -> None:
        bot = self._world.by_token.get(token)
        fault = ",".join(each.kind for each in struck) if struck else ""
        took = (stopwatch() - began) * 1000
        description = answer.get("description", "")
        self._calls.note(at, bot.username if bot else "", method, chat_id, status, description, fault, took)
        if not self._world.feed.silent:
            self._world.feed.publish(
                "call", method=method, chat_id=chat_id, status=status, description=description, fault=fault
            )


class _Cut(Exception):
    """The line is to be cut before anything is done."""
