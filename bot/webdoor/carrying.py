"""The cookie that opens a page: it carries the token of the link, for this host alone."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from storage import links

_NAME = "voices-page"
LASTS = links.DAYS * 24 * 60 * 60  # from each visit on; the link itself says how long it works


class Cookie:
    """With https it says that it is this host's and for https only, which nothing else may."""

    def __init__(self, *, secure: bool) -> None:
        self._secure = secure
        self._name = f"__Host-{_NAME}" if secure else _NAME

    def token(self, request: Request) -> str:
        """What it carries, or ''."""
        return request.cookies.get(self._name, "")

    def give(self, response: Response, token: str) -> Response:
        response.set_cookie(self._name, token, max_age=LASTS, secure=self._secure, httponly=True, samesite="lax")
        return response

    def take_away(self, response: Response) -> Response:
        response.delete_cookie(self._name, secure=self._secure, httponly=True, samesite="lax")
        return response
