"""python-telegram-bot's `Bot` on our own HTTP session: a quarter of the CPU that its httpx costs."""

from __future__ import annotations

import aiohttp
import orjson
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.gateway.api import Body, TelegramApi
from bot.gateway.errors import CallFailed, NotSent, TimeRanOut, Uncertain

FILES_TAKE_LONGER = 40.0  # seconds more for a request that carries files


class AiohttpRequest(BaseRequest):
    """What a `Bot` sends goes over the session of `api`, which stays open when the `Bot` is shut down.

    Raises `TimedOut` when there was no answer in time and `NetworkError` for all other trouble on the way; the cause of
    either is `NotSent` or `Uncertain`.
    """

    def __init__(self, api: TelegramApi, *, read_timeout: float = 20.0) -> None:
        self._api = api
        self._read_timeout = read_timeout

    @property
    def read_timeout(self) -> float | None:
        return self._read_timeout

    async def initialize(self) -> None:
        """Nothing to open: the session does that with the first request."""

    async def shutdown(self) -> None:
        """Nothing to close: the session is not ours."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        timeout = float(read_timeout) if isinstance(read_timeout, int | float) else self._read_timeout
        body = None if request_data is None else _body(request_data)
        if isinstance(body, aiohttp.FormData):
            timeout += FILES_TAKE_LONGER
        failure: CallFailed
        try:
            return await self._api.exchange(method, url, body, timeout=timeout)
        except (NotSent, Uncertain) as error:
            failure = error
        if isinstance(failure, TimeRanOut):
            raise TimedOut from failure
        raise NetworkError(str(failure)) from failure


def _body(request_data: RequestData) -> Body:
    files = request_data.multipart_data
    if not files:
        return orjson.dumps(request_data.parameters)
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, content_type) in files.items():
        form.add_field(name, content, filename=file_name, content_type=content_type)
    return form
