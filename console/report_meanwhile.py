"""What has become of a learning report since a page of it was drawn: several write in one, and in its parts."""

from __future__ import annotations

from collections.abc import Collection

from console import meanwhile
from console.desk import Change
from console.forms import Form
from console.refusals import Gone
from storage import quotation_requests, reports
from storage.audit import Entry
from storage.reports import Report

DETAILS, ORDER = "", "order"  # what was changed, as the log has it; of words the title of their part
CHANGED = "report_changed"
DONE = {
    CHANGED: "{who} changed {what} {at}.",
    "quotation_placed": "{who} put a quotation into it {at}.",
    "quotation_taken_out": "{who} took a quotation out of it {at}.",
}
DELETED = "{who} deleted this report {at}."
ASKED = "{who} asked somebody for a sentence for it {at}."


def is_there(change: Change, form: Form, report_id: str) -> None:
    """Raises Gone when somebody has deleted this report since the page of this form was drawn."""
    if reports.by_id(change.tx, report_id) is None:
        raise_gone(change, meanwhile.since(change, form, report_id, "report_deleted"), DELETED)


def raise_gone(change: Change, found: list[Entry], words: str) -> None:
    """Raises Gone when there is any of this, told in these words."""
    if found:
        raise Gone(meanwhile.told(change, found[-1].actor, found[-1].done_at, words))


def changed(change: Change, form: Form, report_id: str, what: Collection[str]) -> list[Entry]:
    """What was changed of this in it, since the page of this form was drawn."""
    return [one for one in meanwhile.since(change, form, report_id, CHANGED) if one.detail in what]


def stop(change: Change, form: Form, found: list[Entry]) -> None:
    """Not over any of these. Raises Wrong."""
    for one in found:
        what = {DETAILS: "its title, days or parts", ORDER: "the order of its parts"}
        told = what.get(one.detail, f"the words in “{one.detail}”")
        form.meanwhile.append(meanwhile.told(change, one.actor, one.done_at, DONE[one.action], what=told))
    form.check()


def before_it_is_deleted(change: Change, form: Form, report: Report) -> None:
    """Whatever others did in it, and each sentence that they asked somebody for. Raises Wrong."""
    done = meanwhile.since(change, form, report.id, *DONE)
    for one in quotation_requests.live_for(change.tx, report.title):
        if one.asked_by != change.me.person.id and meanwhile.is_new(form, one.id):
            form.meanwhile.append(meanwhile.told(change, one.asked_by, one.asked_at, ASKED))
    stop(change, form, [one for one in done if one.actor != change.me.person.id])
