"""What keeps back a sentence that its author said yes to: another yes that it needs, and that does not stand."""

from __future__ import annotations

from console.desk import Reading
from storage import consents, health, people
from storage.quotations import AFTERWARDS, ANONYMOUS, NAMED, Quotation

WITHOUT = {
    health.PURPOSE: "They took back their yes to keeping what they say.",
    ANONYMOUS: "Their yes to being quoted does not stand.",
    NAMED: "Their yes to their name with it does not stand.",
    AFTERWARDS: "They have left, and their yes to its use after that does not stand.",
}


def why(look: Reading, one: Quotation) -> str:
    """In a sentence, or '' where nothing of that is missing."""
    if consents.refused(look.tx, one.person_id, health.PURPOSE):
        return WITHOUT[health.PURPOSE]
    decided = consents.decisions(look.tx, one.person_id)
    needed = [ANONYMOUS]
    needed += [NAMED] if one.named else []
    needed += [AFTERWARDS] if people.left_at(look.tx, one.person_id) else []
    return next((WITHOUT[purpose] for purpose in needed if decided.get(purpose) != "given"), "")
