"""Calls to the Bot API: what comes back, what went wrong, and that no secret comes along with it."""

from __future__ import annotations

import asyncio
import io
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import orjson
import pytest
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, TimedOut

from bot.gateway.api import TelegramApi
from bot.gateway.errors import CallFailed, NotSent, Refused, TimeRanOut, Uncertain
from bot.gateway.request import AiohttpRequest
from simulator import people
from simulator.app import Simulator, create_app
from simulator.serving import serving

TOKEN = "1234:gateway-canary"  # a made-up one
ANA = 501
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.fixture
def telegram() -> Simulator:
    app = create_app(tokens={TOKEN: "voices_bot"}, seed=1)
    people.join(app.world, {"id": ANA, "first_name": "Ana", "started": True})
    return app


@pytest.fixture
async def address(telegram: Simulator) -> AsyncIterator[str]:
    async with serving(telegram) as where:
        yield where


@pytest.fixture
async def api(address: str) -> AsyncIterator[TelegramApi]:
    opened = TelegramApi(TOKEN, address)
    yield opened
    await opened.close()


@asynccontextmanager
async def answering(
    answer: bytes | None, *, wait: bool = False, asked: asyncio.Event | None = None
) -> AsyncIterator[TelegramApi]:
    """An API whose server reads a request (`asked`), then says `answer`, cuts the line, or says nothing at all."""
    done, asked, served = asyncio.Event(), asked or asyncio.Event(), list[asyncio.Task[None]]()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        served.append(task)
        await reader.readuntil(b"\r\n\r\n")
        asked.set()
        if wait:
            await done.wait()
        if answer is not None:
            writer.write(answer)
            await writer.drain()
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    api = TelegramApi(TOKEN, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    yield api
    done.set()
    await api.close()
    server.close()
    await server.wait_closed()
    await asyncio.gather(*served, return_exceptions=True)  # or the loop may end before the last line is closed


def answer_of(status: str, body: bytes) -> bytes:
    return b"HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s" % (status.encode(), len(body), body)


async def failure(call: Awaitable[Any]) -> CallFailed:
    try:
        await call
    except CallFailed as error:
        assert_keeps_secrets(error)
        return error
    raise AssertionError("it did not fail")


def assert_keeps_secrets(error: BaseException) -> None:
    """Nothing that a log could print of this error names the token or the address, however far it is followed."""
    seen: BaseException | None = error
    while seen is not None:
        for text in (str(seen), repr(seen), *(str(each) for each in seen.args)):
            assert "canary" not in text
            assert "/bot" not in text
            assert "127.0.0.1" not in text
        seen = seen.__cause__ or seen.__context__
    assert "canary" not in "".join(traceback.format_exception(error)).replace('gateway-canary"', "")


@pytest.mark.parametrize("ready", [False, True])
async def test_a_call_brings_its_result(api: TelegramApi, telegram: Simulator, ready: bool) -> None:
    payload: dict[str, object] = {"chat_id": ANA, "text": "zażółć 👋", "reply_markup": {"inline_keyboard": []}}
    result = await api.call("sendMessage", orjson.dumps(payload) if ready else payload)
    assert result["text"] == "zażółć 👋"
    assert result["message_id"] in telegram.world.messages[ANA]


async def test_the_date_of_each_answer_is_told() -> None:
    told: list[str] = []
    date = "Mon, 02 Mar 2026 09:00:00 GMT"
    async with answering(answer_of(f"200 OK\r\nDate: {date}", b'{"ok":true,"result":true}')) as api:
        api.on_date = told.append
        await api.call("getMe")
    assert told == [date]


async def test_a_call_without_a_payload(api: TelegramApi) -> None:
    assert (await api.call("getMe"))["username"] == "voices_bot"


async def test_files_go_along_and_come_back(api: TelegramApi) -> None:
    content = bytes(range(256)) * 40
    caption: dict[str, object] = {"chat_id": ANA, "caption": "yours", "reply_markup": {"inline_keyboard": []}}
    sent = await api.call("sendDocument", caption, files={"document": ("ä b.bin", content, "application/x-bin")})
    assert (sent["caption"], sent["document"]["file_name"]) == ("yours", "ä b.bin")
    file = await api.call("getFile", {"file_id": sent["document"]["file_id"]})
    assert await api.download(file["file_path"]) == content
    with pytest.raises(Refused) as refused:
        await api.download(file["file_path"], limit=1000)
    assert refused.value.code == 413
    with pytest.raises(Refused) as refused:
        await api.download("documents/no such file")
    assert refused.value.code == 404


async def test_a_no_says_what_and_how_long(api: TelegramApi, telegram: Simulator) -> None:
    error = await failure(api.call("sendMessage", {"chat_id": 999, "text": "x"}))
    assert isinstance(error, Refused)
    assert (error.code, error.description) == (400, "Bad Request: chat not found")
    telegram.faults.add({"kind": "too_many", "retry_after": 7, "count": 1})
    error = await failure(api.call("sendMessage", {"chat_id": ANA, "text": "x"}))
    assert isinstance(error, Refused)
    assert (error.code, error.retry_after) == (429, 7.0)


async def test_a_chat_that_moved_is_named() -> None:
    body = b'{"ok":false,"error_code":400,"description":"x","parameters":{"migrate_to_chat_id":-1009}}'
    async with answering(answer_of("400 Bad Request", body)) as api:
        error = await failure(api.call("sendMessage"))
    assert isinstance(error, Refused)
    assert error.migrate_to == -1009


async def test_an_answer_that_repeats_the_token_is_scrubbed() -> None:
    body = orjson.dumps({"ok": False, "error_code": 404, "description": f"no bot {TOKEN}"})
    async with answering(answer_of("404 Not Found", body)) as api:
        error = await failure(api.call("sendMessage"))
    assert str(error) == "404 no bot (token)"


@pytest.mark.parametrize("fault", ["drop_before", "drop_after"])
async def test_a_cut_line_is_uncertain(api: TelegramApi, telegram: Simulator, fault: str) -> None:
    telegram.faults.add({"kind": fault, "count": 1})
    error = await failure(api.call("sendMessage", {"chat_id": ANA, "text": "x"}))
    assert type(error) is Uncertain
    assert (await api.call("sendMessage", {"chat_id": ANA, "text": "y"}))["text"] == "y"


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (answer_of("200 OK", b"<html>"), 200),
        (answer_of("200 OK", b""), 200),
        (answer_of("200 OK", b"[1]"), 200),
        (answer_of("200 OK", b'{"result":1}'), 200),
        (answer_of("200 OK", b'{"ok":true,"result":"\xff"}'), 200),
        (answer_of("502 Bad Gateway", b"<html>"), 502),
        (answer_of("302 Found", b""), 302),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", 0),
        (b"what?\r\n\r\n", 0),
        (None, 0),
    ],
)
async def test_an_answer_that_cannot_be_read_is_uncertain(answer: bytes | None, status: int) -> None:
    async with answering(answer) as api:
        error = await failure(api.call("sendMessage"))
    assert type(error) is Uncertain
    assert error.status == status


async def test_an_answer_that_is_late_is_uncertain() -> None:
    async with answering(None, wait=True) as api:
        assert isinstance(await failure(api.call("sendMessage", timeout=0.05)), TimeRanOut)


async def test_a_refused_connection_was_not_sent() -> None:
    api = TelegramApi(TOKEN, "http://127.0.0.1:1")
    assert isinstance(await failure(api.call("sendMessage")), NotSent)
    await api.close()


@pytest.mark.parametrize("base", ["http://no-such-host.invalid", "nonsense", "ftp://127.0.0.1"])
async def test_an_address_that_leads_nowhere_was_not_sent(base: str) -> None:
    api = TelegramApi(TOKEN, base)
    assert isinstance(await failure(api.call("sendMessage")), NotSent)
    await api.close()


async def test_waiting_for_a_free_connection_in_vain_was_not_sent() -> None:
    asked = asyncio.Event()
    async with answering(None, wait=True, asked=asked) as api:
        api._connections = 1
        first = asyncio.ensure_future(failure(api.call("sendMessage", timeout=1)))
        await asked.wait()
        assert isinstance(await failure(api.call("sendMessage", timeout=0.1)), NotSent)
        assert isinstance(await first, TimeRanOut)


async def test_a_cancelled_call_leaves_the_session_usable(api: TelegramApi, telegram: Simulator) -> None:
    telegram.faults.add({"kind": "delay", "seconds": 0.2, "count": 1})
    task = asyncio.ensure_future(api.call("getMe"))
    await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await api.call("getMe"))["username"] == "voices_bot"


async def test_no_log_at_any_level_holds_a_secret(
    api: TelegramApi, telegram: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    telegram.faults.add({"kind": "drop_after", "probability": 0.5})
    for _ in range(10):
        with pytest.raises(CallFailed):
            while True:
                await api.call("sendMessage", {"chat_id": ANA, "text": "word-canary"})
    assert "canary" not in caplog.text
    assert "canary" not in repr(api)


@pytest.fixture
async def bot(api: TelegramApi, address: str) -> AsyncIterator[Bot]:
    request = AiohttpRequest(api)
    made = Bot(TOKEN, f"{address}/bot", f"{address}/file/bot", request=request, get_updates_request=request)
    async with made:
        yield made


async def test_the_librarys_bot_speaks_over_the_same_session(bot: Bot, telegram: Simulator) -> None:
    assert bot.username == "voices_bot"
    message = await bot.send_message(ANA, "<b>hello</b>", parse_mode="HTML", disable_notification=True)
    assert message.text == "hello"
    assert message.entities[0].type == "bold"


async def test_the_librarys_bot_sends_and_fetches_files(bot: Bot) -> None:
    message = await bot.send_document(ANA, io.BytesIO(b"a,b\n"), filename="ä.csv", caption="yours")
    assert message.document is not None
    assert (message.document.file_name, message.caption) == ("ä.csv", "yours")
    file = await message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"a,b\n"


async def test_the_librarys_bot_hears_what_went_wrong(bot: Bot, telegram: Simulator) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(999, "x")
    telegram.faults.add({"kind": "drop_after", "count": 1})
    with pytest.raises(NetworkError) as lost:
        await bot.send_message(ANA, "x")
    assert isinstance(lost.value.__cause__, Uncertain)
    assert_keeps_secrets(lost.value)
    telegram.faults.add({"kind": "delay", "seconds": 0.3, "count": 1})
    with pytest.raises(TimedOut) as late:
        await bot.send_message(ANA, "x", read_timeout=0.05)
    assert isinstance(late.value.__cause__, TimeRanOut)


async def test_the_librarys_bot_hears_that_nothing_was_sent() -> None:
    api = TelegramApi(TOKEN, "http://127.0.0.1:1")
    bot = Bot(TOKEN, "http://127.0.0.1:1/bot", request=AiohttpRequest(api), get_updates_request=AiohttpRequest(api))
    with pytest.raises(NetworkError) as lost:
        await bot.send_message(ANA, "x")
    assert isinstance(lost.value.__cause__, NotSent)
    await api.close()


async def test_the_librarys_bot_hears_that_the_token_is_wrong(api: TelegramApi, address: str) -> None:
    request = AiohttpRequest(api)
    bot = Bot("9:wrong", f"{address}/bot", request=request, get_updates_request=request)
    with pytest.raises(InvalidToken):
        await bot.get_me()
