"""Calls to the Bot API over one HTTP session: raw JSON in, raw JSON out, no objects that nobody reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import aiohttp
import orjson
from yarl import URL

from bot.gateway.errors import CallFailed, NotSent, Refused, TimeRanOut, Uncertain
from bot.gateway.parsing import parse

TELEGRAM = "https://api.telegram.org"
CONNECT_WITHIN = 10.0
FILE_WITHIN = 60.0  # seconds for a whole file to come
KEEP_IDLE = 30.0  # seconds; shorter than a server's patience, so that we are the one to close
JSON = "application/json"
# What aiohttp would add by itself and no Bot API server reads.
UNNEEDED_HEADERS = ("Accept", "Accept-Encoding", "User-Agent")

Body = bytes | aiohttp.FormData | None
File = tuple[str, bytes, str]


class TelegramApi:
    """Calls to the Bot API over one aiohttp session; raw JSON in, raw JSON out.

    A call that brings no result raises `Refused`, `NotSent` or `Uncertain`. The session opens with the first call.
    `on_date` is told the `Date:` of each answer.
    """

    def __init__(self, token: str, base_url: str = TELEGRAM, *, connections: int = 256) -> None:
        self._token = token
        self._base = base_url.rstrip("/")
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None
        self._urls: dict[str, URL] = {}
        self.on_date: Callable[[str], None] | None = None

    def __repr__(self) -> str:
        return "TelegramApi()"

    async def call(
        self,
        method: str,
        payload: Mapping[str, object] | bytes | None = None,
        *,
        files: Mapping[str, File] | None = None,
        timeout: float = 20.0,  # noqa: ASYNC109  one timer in aiohttp instead of two
    ) -> Any:
        """The "result" of a method. Ready-made JSON is sent as it is; `files` are field -> (name, content, type)."""
        url = self._urls.get(method)
        if url is None:
            url = self._urls[method] = URL(f"{self._base}/bot{self._token}/{method}", encoded=True)
        if files:
            status, answer = await self.exchange("POST", url, _form(payload, files), timeout=timeout)
        else:
            body = payload if isinstance(payload, bytes) or payload is None else orjson.dumps(payload)
            status, answer = await self.exchange("POST", url, body, timeout=timeout)
        return self._result(status, answer)

    async def download(self, file_path: str, *, limit: int = 20 * 1024 * 1024) -> bytes:
        """A file that `getFile` named; `Refused` with code 413 when it is larger than `limit`."""
        url = URL(f"{self._base}/file/bot{self._token}/{file_path}")
        status, content = await self.exchange("GET", url, None, timeout=FILE_WITHIN, limit=limit)
        if status != 200:
            raise Refused(status, "the file was not handed out")
        if len(content) > limit:
            raise Refused(413, "the file is too large")
        return content

    async def exchange(
        self,
        verb: str,
        url: URL | str,
        body: Body,
        *,
        timeout: float,  # noqa: ASYNC109
        limit: int | None = None,
    ) -> tuple[int, bytes]:
        """Status and body of one HTTP request; of a longer body than `limit` only a little more than that."""
        session = self._session or self._open()
        # Said what it is, aiohttp need not find out by going through all kinds of body that it knows.
        data = aiohttp.BytesPayload(body, content_type=JSON) if isinstance(body, bytes) else body
        failure: CallFailed
        try:
            async with session.request(
                verb, url, data=data, timeout=_timeout(timeout), allow_redirects=False
            ) as answer:
                if self.on_date is not None and "Date" in answer.headers:
                    self.on_date(answer.headers["Date"])
                if limit is None:
                    return answer.status, await answer.read()
                return answer.status, await _read(answer, limit)
        except (aiohttp.ConnectionTimeoutError, aiohttp.ClientConnectorError) as error:
            failure = NotSent(type(error).__name__)
        except TimeoutError:
            failure = TimeRanOut("no answer in time")
        except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError):
            failure = NotSent("the address of the Bot API is not one")
        except (aiohttp.ClientError, OSError) as error:
            failure = Uncertain(type(error).__name__)
        # Raised out here, so that aiohttp's own error, which names the address, is not its context.
        raise failure

    async def close(self) -> None:
        """Let go of the connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def _open(self) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=KEEP_IDLE, ttl_dns_cache=300)
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            skip_auto_headers=UNNEEDED_HEADERS,
        )
        return self._session

    def _result(self, status: int, answer: bytes) -> Any:
        try:
            read = parse(answer)
        except ValueError:
            read = None
        if type(read) is not dict or "ok" not in read:
            raise Uncertain(f"an answer that cannot be read, with status {status}", status)
        if read["ok"] is True and "result" in read:
            return read["result"]
        raise self._refusal(status, read)

    def _refusal(self, status: int, read: Mapping[str, Any]) -> Refused:
        code = read.get("error_code")
        extra = read.get("parameters")
        extra = extra if isinstance(extra, dict) else {}
        description = str(read.get("description", "")).replace(self._token, "(token)")
        return Refused(
            code if isinstance(code, int) else status,
            description,
            _number(extra.get("retry_after")),
            extra.get("migrate_to_chat_id") if isinstance(extra.get("migrate_to_chat_id"), int) else None,
        )


@lru_cache(maxsize=64)
def _timeout(seconds: float) -> aiohttp.ClientTimeout:
    # Connecting has its own, shorter limit: only so is a time-out while connecting known for what it is.
    return aiohttp.ClientTimeout(total=seconds, connect=min(CONNECT_WITHIN, seconds * 0.75))


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


async def _read(answer: aiohttp.ClientResponse, limit: int) -> bytes:
    content = bytearray()
    async for part in answer.content.iter_any():
        content += part
        if len(content) > limit:
            break
    return bytes(content)


def _form(payload: Mapping[str, object] | bytes | None, files: Mapping[str, File]) -> aiohttp.FormData:
    fields = orjson.loads(payload) if isinstance(payload, bytes) else payload or {}
    form = aiohttp.FormData(quote_fields=False)
    for name, value in fields.items():
        form.add_field(name, value if isinstance(value, str) else orjson.dumps(value).decode())
    for name, (file_name, content, content_type) in files.items():
        form.add_field(name, content, filename=file_name, content_type=content_type)
    return form
