"""A programme to report on: the people of the figures, sentences to quote, and answers that led to something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage import consents, fates
from storage.database import Transaction
from tests.figured import Figured, figured

LED_TO = "Rooms without stairs are asked for first, since you told us."
CANNOT = "We cannot pay for taxis: the funder does not allow it."
REPORT = "Spring 2026"  # to which the sentences are agreed
QUOTED, REFUSED = "They listened until I was done.", "This was never granted."


@dataclass(frozen=True)
class Reported:
    """Who is in it, and the ids of the sentences by their words."""

    people: Figured
    quotations: dict[str, str]


def reported(tx: Transaction, now: datetime) -> Reported:
    """Put it into a database. What was said was said in the week before `now`."""
    people = figured(tx, now)
    tx.run("DELETE FROM fates")
    said: dict[str, str] = {}
    for partner in people.partners[:-1]:
        row = tx.one(
            "SELECT id FROM answers WHERE person_id = :id AND value LIKE '\"% %' ORDER BY id LIMIT 1", id=partner
        )
        assert row is not None
        said[partner] = row["id"]
        note = fates.note(tx, now, row["id"], "led_to", LED_TO, set_by=None)
        fates.told(tx, now, note)
    first, second = people.partners[:2]
    cannot = fates.note(tx, now, said[second], "cannot_change", CANNOT, set_by=None)
    fates.told(tx, now, cannot)
    quotations = {
        words: quote(tx, now, first, said[first], words, granted=words == QUOTED) for words in (QUOTED, REFUSED)
    }
    return Reported(people, quotations)


def quote(
    tx: Transaction,
    now: datetime,
    person_id: str,
    answer_id: str,
    words: str,
    *,
    granted: bool = True,
    place: str = REPORT,
) -> str:
    """A sentence of somebody's, and their yes to it for this place or not; its id."""
    consents.note(
        tx,
        now,
        person_id,
        purpose="quote_anonymous",
        decision="given",
        wording_key="quote_anonymous",
        wording="May we?",
        language="en",
        how="button",
    )
    quotation_id = f"00{len(words):03}{words[:8]}"  # older than any row of the log
    tx.run(
        """
        INSERT INTO quotations (id, answer_id, person_id, words, place, attribution, wording, asked_at, decision)
        VALUES (:id, :answer_id, :person_id, :words, :place, 'A partner', 'May we?', '2026-03-02', :decision)
        """,
        id=quotation_id,
        answer_id=answer_id,
        person_id=person_id,
        words=words,
        place=place,
        decision="granted" if granted else None,
    )
    return quotation_id
