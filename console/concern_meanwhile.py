"""What the team has done about a concern since a page of it was drawn, and which of that stops what is done from there.

A note is kept whatever was done meanwhile. Nobody writes to a person, hands over, takes or closes past a colleague.
"""

from __future__ import annotations

from datetime import timedelta

from console import meanwhile
from console.desk import Change, Reading
from console.forms import Form
from storage import audit, concern_notes
from storage.concerns import Concern
from storage.values import instant

DONE = {
    "concern_taken": "{who} {has} been on it since {since}.",
    "concern_handed": "{who} asked {whom} to take it over {at}.",
    "concern_told": "{who} wrote to them {at}.",
    "concern_asked": "They asked for a person {at}.",
    "concern_closed": "{who} closed it {at}.",
    "concern_lifted": "{who} let Voices write to them first again {at}.",
    "concern_held": "{who} said {at} that Voices is not to write to them first.",
}
WRITING_FIRST = ("concern_lifted", "concern_held")
HANDS = ("concern_taken", "concern_handed", "concern_closed")
# By what is to be done.
STOPS = {
    "concern_taken": HANDS,
    "concern_handed": HANDS,
    "concern_told": (*HANDS, "concern_told", "concern_asked"),
    "concern_closed": (*HANDS, "concern_told"),
    **dict.fromkeys(WRITING_FIRST, WRITING_FIRST),
}
OVER_OWN = ("concern_told", "concern_closed")  # not stopped by what they have done themselves in another tab
A_DAY = timedelta(days=1)
WROTE = "They have written or asked again since you opened the page. Read it first."


def look(change: Change, form: Form, one: Concern, meant: str) -> None:
    """Raises Wrong when something was done since the page of this form was drawn that stops what is meant to
    be done."""
    found = meanwhile.since(change, form, one.id, *STOPS[meant]) if meant in STOPS else []
    if meant in OVER_OWN:
        found = [each for each in found if each.actor != change.me.person.id or each.action == "concern_closed"]
    if meant == "concern_told" and form["wrote"] != (one.wrote_at or "") and "wrote" in form.values:
        form.meanwhile.append(WROTE)
    meanwhile.stop(change, form, found, DONE)


def says_who_is_on_it(change: Reading, form: Form, one: Concern) -> None:
    """It is not theirs to do this, and was when their page was drawn, or they did it before: raises Wrong with what was
    done since, or last. Of whoever had nothing to do with it, nothing."""
    found = meanwhile.since(change, form, one.id, *HANDS)
    if not found and (one.closed_at is not None or one.owner_id == change.me.person.id):
        found = audit.about(change.tx, one.id, *HANDS, limit=1)
    meanwhile.stop(change, form, found, DONE)


def same_note(change: Change, form: Form, one: Concern, words: str) -> None:
    """A note in the same words as one that they have kept within a day is kept when they send it once more."""
    mine = (change.me.person.id, "done", words)
    same = [
        each for each in concern_notes.of_concern(change.tx, one.id) if (each.written_by, each.kind, each.words) == mine
    ]
    if not same or same[-1].written_at < instant(change.now - A_DAY) or form["again"] == same[-1].id:
        return
    form.values["again"] = same[-1].id
    at = meanwhile.at(change, same[-1].written_at)
    form.wrong("was_done", f"You kept a note in these words {at}. If this is another one, keep it once more.")
