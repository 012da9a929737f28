"""What came of answers, and sentences that were asked for, for the console's tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.actions import hearing_back, quoting
from bot.actions.quoting import Wanted
from storage import fates, quotation_requests, quoted_elsewhere
from storage.database import Transaction
from tests.agreeing import agree
from tests.console import answered

RECORDS = ("fate", "quotation", "poster")
PLACE, POSTER = "the report of spring 2026", "the poster in the waiting room"


def fill(tx: Transaction, now: datetime, ids: Mapping[str, str], by: str) -> dict[str, str]:
    """Something came of one answer of somebody's, and a sentence of another was asked for."""
    author = fates.author_of(tx, ids["answer"])
    assert author is not None
    agree(tx, now, author, "quote_anonymous")
    settled = answered.say(tx, now, author, "It took three letters to be heard.")
    (fate,) = hearing_back.settle(tx, now, [settled], "led_to", "One letter is enough now.", by=by)
    on_a_poster = Wanted(settled, author, "It took three letters to be heard.", POSTER, "Eve", named=True)
    poster = quoting.ask_for(tx, now, on_a_poster, by=by)
    agree(tx, now, author, "quote_named")
    quotation_requests.decide(tx, now, poster, "granted")
    quoting.stand_without_name(tx, now, author)
    (place,) = quoted_elsewhere.to_mend(tx)
    wanted = Wanted(ids["answer"], author, "She listened.", PLACE, "a partner", named=False)
    return {"fate": fate, "poster": place.id, "quotation": quoting.ask_for(tx, now, wanted, by=by)}
