"""What has become of a text of the bot since somebody looked at it, as the log has it: who did what when."""

from __future__ import annotations

from console import meanwhile
from console.desk import Reading
from storage import audit
from storage.audit import Entry

DONE = {
    "words_drafted": "{who} changed it {at}.",
    "words_sent_back": "{who} sent it back {at}.",
    "words_sent_for_approval": "{who} asked for a yes {at}.",
    "words_published": "{who} agreed to it or published it {at}.",
    "words_taken_back": "{who} went back to what came with the program {at}.",
    "words_draft_dropped": "{who} threw the draft away {at}.",
}


def since(look: Reading, shown: str, named: str) -> list[Entry]:
    """What was done to this text, as the log calls it, after the row or the version with this id, oldest first."""
    return [one for one in audit.later(look.tx, shown, "", *DONE) if one.detail == named] if shown else []


def told(look: Reading, found: list[Entry]) -> list[str]:
    """The same in sentences."""
    return [meanwhile.told(look, one.actor, one.done_at, DONE[one.action]) for one in found]
