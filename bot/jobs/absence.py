"""We were away for longer than Telegram keeps what people write: say so, once, to those who may have written."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.chat.days import moment_in_words
from bot.chat.texts import Voice
from bot.rules.contact import next_time
from bot.serving import Running
from storage import notices, nudging, outbox, people
from storage.database import Transaction

log = logging.getLogger(__name__)

IN_TOUCH = timedelta(days=14)
USEFUL_FOR = timedelta(days=7)


async def own_up(running: Running, since: datetime, until: datetime) -> None:
    """Tell staff the exact window, and each person who may have written one honest message in their contact hours."""
    log.warning("updates_may_be_lost hours=%d", (until - since).total_seconds() // 3600)
    await running.parts.database.write(lambda tx: _tell(tx, running, since, until))
    running.delivery.wake()


def _tell(tx: Transaction, running: Running, since: datetime, until: datetime) -> None:
    notices.note(tx, until, "away_longer_than_telegram_keeps", f"{since.isoformat()} {until.isoformat()}")
    staff = {one.id for one in people.with_role(tx, "coordinator", "admin", "safeguarding-lead")}
    for one in nudging.in_touch(tx, since - IN_TOUCH):
        key = "we_were_away_staff" if one.person_id in staff else "we_were_away"
        voice = running.parts.texts.voice(one.language)
        window = {"since": _when(since, one.timezone, voice), "until": _when(until, one.timezone, voice)}
        nudging.recall_waiting(tx, until, one.person_id)  # this note is the more useful one
        free = nudging.one_a_day_from(tx, until, one.person_id)
        at = next_time(free, one.timezone, one.contact_days, one.contact_from, one.contact_until)
        outbox.add(
            tx,
            until,
            chat_id=one.telegram_id,
            payload={"text": voice.says("shared", key, window)},
            person_id=one.person_id,
            priority=outbox.PROACTIVE,
            reason="absence",
            not_before=at,
            useful_until=at + USEFUL_FOR,
        )


def _when(at: datetime, timezone: str, voice: Voice) -> str:
    local = at.astimezone(ZoneInfo(timezone))
    return moment_in_words(local, voice.words)
