"""What the team has done about a concern since a page of it was drawn, and which of that stops what is done from there.

A note is kept whatever the team did meanwhile. Nobody writes to a person, hands over, takes or closes past a colleague,
or past what the person has written or asked since: that is read first.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from console import meanwhile
from console.concerns import sees_all
from console.desk import Change, Reading
from console.form_keys import WROTE
from console.forms import Form
from storage import audit, concern_lists, concern_notes
from storage.audit import Entry
from storage.concern_asked import ASKED
from storage.concern_notes import Note
from storage.concerns import Concern
from storage.searching import are_alike
from storage.values import instant

DONE = {
    "concern_taken": "{who} took it on {at}.",
    "is_on_it": "{who} {has} been on it since {since}.",
    "takes_again": "{who} took it on again {at}.",
    "concern_handed": "{who} asked {whom} to take it over {at}.",
    "concern_told": "{who} wrote to them {at}.",
    ASKED: "They asked for a person {at}.",
    "concern_closed": "{who} closed it {at}.",
    "concern_lifted": "{who} let Voices write to them first again {at}.",
    "concern_held": "{who} said {at} that Voices is not to write to them first.",
}
WRITING_FIRST = ("concern_lifted", "concern_held", "concern_closed")  # whoever closes it says that, too
HANDS = ("concern_taken", "concern_handed", "concern_closed")
SPOKEN = "spoken"  # a note that they were in touch, by which all that the person wrote counts as answered
# By what is to be done.
STOPS = {
    "concern_taken": (*HANDS, ASKED),
    "concern_handed": (*HANDS, ASKED),
    "concern_told": (*HANDS, "concern_told", ASKED),
    "concern_closed": (*HANDS, "concern_told", ASKED),
    SPOKEN: ("concern_taken", "concern_closed", ASKED),
    **dict.fromkeys(("concern_lifted", "concern_held"), WRITING_FIRST),
}
OVER_OWN = ("concern_told", "concern_closed", SPOKEN)  # not stopped by what they have done themselves in another tab
NOT_OVER = {"concern_closed": ("concern_closed", "concern_handed")}  # but for these: somebody else was asked to take it
A_DAY = timedelta(days=1)
READ_FIRST = "They have written or asked again since you opened the page. Look at that first."


def look(change: Reading, form: Form, one: Concern, meant: str) -> None:
    """Raises Wrong when something was done since the page of this form was drawn that stops what is meant to
    be done."""
    meant = SPOKEN if meant == "concern_noted" and form["spoken"] == "yes" else meant
    stops = STOPS.get(meant, ())
    found = meanwhile.since(change, form, one.id, *stops) if stops else []
    if meant in OVER_OWN:
        not_over = NOT_OVER.get(meant, ("concern_closed",))
        found = [each for each in found if each.actor != change.me.person.id or each.action in not_over]
    if ASKED in stops and _unread(form, one, found):
        form.meanwhile.append(READ_FIRST)
        form.values.pop("asked_since", None)  # it was ticked of what they had said before
    _stop(change, form, one, found)


def _stop(look: Reading, form: Form, one: Concern, found: list[Entry]) -> None:
    """Not over these: of whoever took it on, only the last is on it, and not once it is closed."""
    taken = audit.about(look.tx, one.id, "concern_taken", limit=2)
    last = taken[0].id if taken and one.closed_at is None else ""
    stands = "takes_again" if len(taken) > 1 and taken[0].actor == taken[1].actor else "is_on_it"
    meanwhile.stop(look, form, [replace(each, action=stands) if each.id == last else each for each in found], DONE)


def _unread(form: Form, one: Concern, found: list[Entry]) -> bool:
    """Whether they have written or asked since the page of this form was drawn. Each of our forms says what it knew."""
    wrote = WROTE in form.values and form[WROTE] != (one.wrote_at or "")
    return wrote or any(each.action == ASKED for each in found)


def says_who_is_on_it(change: Reading, form: Form, one: Concern) -> None:
    """It is not theirs to do this, and was when their page was drawn, or they did it before: raises Wrong with what was
    done since, or last. Of whoever had nothing to do with it, nothing."""
    found = meanwhile.since(change, form, one.id, *HANDS)
    if not found and (one.closed_at is not None or one.owner_id == change.me.person.id):
        found = audit.about(change.tx, one.id, "concern_closed" if one.closed_at else "concern_taken", limit=1)
    _stop(change, form, one, found)


def same_note(change: Change, form: Form, one: Concern, words: str) -> None:
    """A note in the same words as one that they have kept within a day is kept when they send it once more."""
    mine = (change.me.person.id, "done")
    every = concern_notes.of_concern(change.tx, one.id)
    same = [each for each in every if (each.written_by, each.kind) == mine and are_alike(each.words, words)]
    if not same or not _is_of_last_day(change, same[-1]) or form["again"] == same[-1].id:
        return
    form.values["again"] = same[-1].id
    at = meanwhile.at(change, same[-1].written_at)
    form.wrong("was_done", f"You kept a note in these words {at}. If this is another one, keep it once more.")


def told_before(look: Reading, one: Concern, words: str) -> tuple[str, str]:
    """The note by which these words went to the person within a day, and that in a sentence; '' of neither."""
    concerns = [each for each in concern_lists.of_person(look.tx, one.person_id) if sees_all(look, each)]
    every = [note for each in concerns for note in concern_notes.of_concern(look.tx, each.id)]
    same = [
        note for note in every if note.kind == "told" and are_alike(note.words, words) and _is_of_last_day(look, note)
    ]
    if not same:
        return "", ""
    last = max(same, key=lambda note: note.id)
    return last.id, meanwhile.told(look, last.written_by, last.written_at, "{who} sent them these words {at}.")


def _is_of_last_day(look: Reading, note: Note) -> bool:
    return note.written_at >= instant(look.now - A_DAY)


def told_again(change: Change, form: Form, one: Concern, words: str) -> None:
    """The same words go a second time only to whoever saw on the look at them that they have gone."""
    note_id, said = told_before(change, one, words)
    if note_id and form["gone"] != note_id:
        form.wrong("told", f"{said} If they are to go again, send them once more.")
    form.check()
