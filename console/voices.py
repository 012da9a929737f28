"""A voice as the pages about hearing back and about quotations show it: an answer that somebody may read, on record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.actions.finding import number_of
from console.desk import Change, Reading
from console.refusals import NotThere
from storage import readable, readings
from storage.readable import Readable, Wanted
from storage.said import REFLECTING
from storage.values import moment

OPENING = 120  # letters of a question that has no short name
READ = "answers_read"


@dataclass(frozen=True, slots=True)
class Voice:
    """An answer, what it was asked in a few words, whose it is ('' without a name), and for how many days it has
    waited (None without a day)."""

    one: Readable
    asked: str
    who: str
    days: int | None


def shown(change: Change, found: Iterable[Readable]) -> list[Voice]:
    """These as they are shown; that they were read is put on record, for their people to see."""
    voices = [voice(change, one) for one in found]
    for named, role in ((True, readable.COORDINATOR), (False, readable.LEARNING)):
        ids = [one.one.id for one in voices if one.one.is_named == named]
        readings.note(change.tx, change.now, ids, by=change.me.person.id, read_as=role)
    change.note(READ, "")
    return voices


def voice(look: Reading, one: Readable) -> Voice:
    """One of them, as it is shown."""
    days = (look.now - moment(one.said_at)).days if one.is_named else None
    return Voice(one, _asked(look, one), who(one), days)


def who(one: Readable) -> str:
    """Whose it is, by name and number; '' where the reader gets it without."""
    if not one.is_named:
        return ""
    return f"{one.name}, {number_of(one.number)}" if one.name else number_of(one.number)


def _asked(look: Reading, one: Readable) -> str:
    if one.talk != REFLECTING and look.voice.has(one.talk, one.question):
        return look.voice.short(one.talk, one.question)
    words = " ".join(one.wording.split()) or "Something they told us"
    return words if len(words) <= OPENING else words[:OPENING].rpartition(" ")[0] + " …"


def of(look: Reading, answer_id: str) -> Readable:
    """This answer, if they may read it without saying why. Raises NotThere."""
    found = readable.by_id(look.tx, look.me.roles, answer_id)
    if found is None or found.sealed:
        raise NotThere
    return found


def all_of(look: Reading, answer_ids: list[str]) -> list[Readable]:
    """The same for several, in the order in which they were chosen."""
    found = {one.id: one for one in readable.find(look.tx, look.me.roles, Wanted(ids=answer_ids), len(answer_ids))}
    if not all(one in found and not found[one].sealed for one in answer_ids):
        raise NotThere
    return [found[one] for one in answer_ids]
