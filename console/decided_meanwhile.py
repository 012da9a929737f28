"""Deciding on answers to an opportunity while others do so, too: what was decided and told since a page was drawn."""

from __future__ import annotations

from collections.abc import Collection

from console import meanwhile
from console.desk import Change
from console.forms import Form
from storage import responses
from storage.opportunities import Opportunity

DECISIONS = {
    responses.CHOSEN: "Offer a place",
    responses.WAITING: "Waiting list",
    responses.NOT_THIS_TIME: "Not this time",
}
DECIDED = "{{who}} {{has}} decided {{at}}: {}. Nothing was changed."
TOLD = "{who} {has} pressed Tell them now {at}. Nothing was changed."


def decided_meanwhile(change: Change, form: Form, found: Opportunity, about: Collection[str]) -> list[str]:
    """What was decided about these answers since the page of this form was drawn, and that all were told, by whom and
    when."""
    decided = [one for one in meanwhile.since(change, form, "", "response_decided") if one.about in about]
    told = meanwhile.since(change, form, found.id, "outcomes_told")
    lines = [(one, DECIDED.format(DECISIONS[one.detail])) for one in decided] + [(one, TOLD) for one in told]
    return [meanwhile.told(change, one.actor, one.done_at, words) for one, words in lines]
