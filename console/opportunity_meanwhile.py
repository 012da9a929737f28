"""Fields of an opportunity that somebody else filled in since the page of a form was drawn, in the chat or on a page:
what they said stands until whoever reads that saves theirs once more."""

from __future__ import annotations

from typing import Any

from bot.actions import opportunity_cards
from bot.actions.opportunity_meanwhile import KEPT
from console import meanwhile
from console.desk import Change
from console.forms import Form
from console.opportunity_fields import OTHER_OF_PAY, WAS, shown
from storage.opportunities import FIELDS, Opportunity

THEIRS = "{who} filled this in {at}: “{now}”. Yours is not saved. To have it instead, save once more."


def left(change: Change, form: Form, one: Opportunity, changed: dict[str, Any]) -> dict[str, Any]:
    """What was changed without what would go over theirs, or over the other half of the pay: there that is said."""
    found = meanwhile.since(change, form, one.id, KEPT)
    theirs = {name: each for each in found if each.actor != change.me.person.id for name in each.detail.split(",")}
    for name, value in changed.items():
        each = theirs.get(name) or theirs.get(OTHER_OF_PAY.get(name, ""))
        if each is not None and value != getattr(one, name):
            field = "pay" if name in OTHER_OF_PAY else name
            now = opportunity_cards.shown(change.scene_about(one.id), field=field, asked=field)
            form.wrong(name, meanwhile.told(change, each.actor, each.done_at, THEIRS, now=now))
    return {name: value for name, value in changed.items() if name not in form.errors}


def refresh(change: Change, form: Form, kept: Opportunity) -> None:
    """What the form begins with from now on: what is kept, but for what is still to be mended. What nobody typed into
    stands in it as it is kept, too, so that it goes over nothing the next time."""
    now = shown(change, kept)
    for name in FIELDS:
        untouched = form[name].strip() == form[f"{WAS}{name}"].strip() and OTHER_OF_PAY.get(name) not in form.errors
        if untouched:
            form.values[name] = now[f"{WAS}{name}"]
        if untouched or name not in form.errors:
            form.values[f"{WAS}{name}"] = now[f"{WAS}{name}"]
