"""What came of answers, and sentences that were asked for, for the console's tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.actions import hearing_back, quoting
from bot.actions.quoting import Wanted
from storage import fates
from storage.database import Transaction
from tests.agreeing import agree
from tests.console import answered

RECORDS = ("fate", "quotation")
PLACE = "the report of spring 2026"


def fill(tx: Transaction, now: datetime, ids: Mapping[str, str], by: str) -> dict[str, str]:
    """Something came of one answer of somebody's, and a sentence of another was asked for."""
    author = fates.author_of(tx, ids["answer"])
    assert author is not None
    agree(tx, now, author, "quote_anonymous")
    settled = answered.say(tx, now, author, "It took three letters to be heard.")
    (fate,) = hearing_back.settle(tx, now, [settled], "led_to", "One letter is enough now.", by=by)
    wanted = Wanted(ids["answer"], author, "She listened.", PLACE, "a partner", named=False)
    return {"fate": fate, "quotation": quoting.ask_for(tx, now, wanted, by=by)}
