"""The table of what comes back, row by row."""

from __future__ import annotations

import pytest

from bot.delivery.verdicts import DEFAULT_WAIT, Kind, Verdict, verdict
from bot.gateway.errors import NotSent, Refused, TimeRanOut, Uncertain

TABLE: list[tuple[Exception, Verdict]] = [
    (NotSent("ClientConnectorError"), Verdict(Kind.NOT_SENT, "not_sent")),
    (Uncertain("ServerDisconnectedError"), Verdict(Kind.SILENT, "no_answer")),
    (TimeRanOut("no answer in time"), Verdict(Kind.SILENT, "no_answer")),
    (Uncertain("unreadable", 200), Verdict(Kind.SILENT, "no_answer")),
    (Uncertain("unreadable", 502), Verdict(Kind.BROKEN, "status_502")),
    (Refused(500, "Internal Server Error"), Verdict(Kind.BROKEN, "status_500")),
    (Refused(502, "Bad Gateway"), Verdict(Kind.BROKEN, "status_502")),
    (Refused(504, "Gateway Timeout"), Verdict(Kind.BROKEN, "status_504")),
    (Refused(429, "Too Many Requests: retry after 7", 7.0), Verdict(Kind.WAIT, "too_many", 7.0)),
    (Refused(429, "Too Many Requests"), Verdict(Kind.WAIT, "too_many", DEFAULT_WAIT)),
    (Refused(400, "Bad Request: message is not modified: x"), Verdict(Kind.DONE, "not_modified")),
    (Refused(400, "Bad Request: chat not found"), Verdict(Kind.UNREACHABLE, "chat_not_found")),
    (Refused(403, "Forbidden: bot was blocked by the user"), Verdict(Kind.UNREACHABLE, "blocked")),
    (Refused(403, "Forbidden: user is deactivated"), Verdict(Kind.UNREACHABLE, "deactivated")),
    (Refused(403, "Forbidden: bot was kicked from the group chat"), Verdict(Kind.UNREACHABLE, "kicked")),
    (Refused(400, "Bad Request: can't parse entities: tag 'x'"), Verdict(Kind.OUR_FAULT, "bad_markup")),
    (Refused(400, "Bad Request: message is too long"), Verdict(Kind.OUR_FAULT, "too_long")),
    (Refused(400, "Bad Request: message caption is too long"), Verdict(Kind.OUR_FAULT, "too_long")),
    (Refused(400, "Bad Request: MESSAGE_TOO_LONG"), Verdict(Kind.OUR_FAULT, "too_long")),
    (Refused(400, "Bad Request: BUTTON_DATA_INVALID"), Verdict(Kind.OUR_FAULT, "bad_button")),
    (Refused(400, "Bad Request: message to edit not found"), Verdict(Kind.HARMLESS, "message_gone")),
    (Refused(400, "Bad Request: message can't be edited"), Verdict(Kind.HARMLESS, "cannot_edit")),
    (Refused(400, "Bad Request: message to delete not found"), Verdict(Kind.HARMLESS, "message_gone")),
    (Refused(400, "Bad Request: message can't be deleted"), Verdict(Kind.HARMLESS, "cannot_delete")),
    (Refused(409, "Conflict: terminated by other getUpdates"), Verdict(Kind.OTHER_COPY, "other_copy")),
    (Refused(401, "Unauthorized"), Verdict(Kind.TOKEN, "token_refused")),
    (Refused(404, "Not Found"), Verdict(Kind.TOKEN, "token_refused")),
    (Refused(400, "Bad Request: upgraded", None, -100), Verdict(Kind.MOVED, "moved", chat_id=-100)),
    (Refused(400, "Bad Request: something new"), Verdict(Kind.UNKNOWN, "400 bad request: something new")),
    (Refused(403, "Forbidden: something new"), Verdict(Kind.UNKNOWN, "403 forbidden: something new")),
    (RuntimeError("what somebody wrote"), Verdict(Kind.SILENT, "no_answer")),
]


@pytest.mark.parametrize(("error", "wanted"), TABLE, ids=[f"{type(e).__name__}-{e}"[:50] for e, _ in TABLE])
def test_verdict(error: Exception, wanted: Verdict) -> None:
    assert verdict(error) == wanted


def test_every_kind_is_in_the_table() -> None:
    assert {wanted.kind for _, wanted in TABLE} == set(Kind)


@pytest.mark.parametrize(
    "said", ['Bad Request: odd word "secret" at 5', "Bad Request: odd: secret", "Bad Request: `secret`"]
)
def test_the_record_never_quotes_the_message(said: str) -> None:
    assert "secret" not in verdict(Refused(400, said)).why
