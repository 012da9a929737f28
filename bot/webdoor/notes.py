"""Pages that say one thing: that a link does not work, that something went wrong, goodbye. No words are lost there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from bot.actions.web_link import TABLE
from bot.chat.texts import Voice
from bot.webdoor.rendering import render
from bot.webdoor.sent import Sent

# What can be said, and the status that goes with it.
STATUS = {
    "no_such_link": 404,
    "no_such_invite": 404,
    "too_many_codes": 429,
    "no_page": 404,
    "link_is_sent": 200,
    "stopped_emails": 200,
    "elsewhere": 409,
    "no_such_file": 404,
    "not_from_here": 403,
    "not_read": 400,
    "too_large": 413,
    "failed": 500,
    "not_stored": 503,
    "slow": 503,
}


@dataclass(frozen=True, slots=True)
class Notes:
    """Notes in one language. `by_email`: links can be sent by email."""

    voice: Voice
    by_email: bool = False

    def note(
        self, key: str, *, told: Sent | None = None, again: bool = False, back: bool = False, here: str = ""
    ) -> Response:
        """What `key` says; below it what they `told` us, to copy or to send `again`, and a way `back` to their page.

        With `here`, the key of their forms, a button that goes on here.
        """
        return self.say([self.voice.says(TABLE, key, {})], STATUS[key], told=told, again=again, back=back, here=here)

    def say(
        self,
        texts: Sequence[str],
        status: int = 200,
        *,
        told: Sent | None = None,
        again: bool = False,
        back: bool = False,
        here: str = "",
        person: bool = False,
    ) -> Response:
        """A page with these texts; whoever found no page is told how to get to theirs. With `person` a button that asks
        for one."""
        values = {"texts": texts, "sent": told, "again": again, "back": back, "here": here, "person": person}
        values |= {"ways": status == 404, "by_email": self.by_email}
        return html(render("note.html", self.voice, values), status)


def html(body: bytes, status: int = 200) -> Response:
    """A page as an answer."""
    return Response(body, status, media_type="text/html; charset=utf-8")
