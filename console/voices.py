"""A voice as the pages about hearing back and about quotations show it: an answer that somebody may read, on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.finding import number_of
from console import answers_shown
from console.desk import Change, Reading
from console.refusals import NotThere
from storage import people, readable
from storage.readable import Readable, Wanted
from storage.web_chats import is_web


@dataclass(frozen=True, slots=True)
class Voice:
    """An answer, what stands for it in addresses, what it was asked in a few words, and whose it is ('' without a
    name), and whether that is somebody without Telegram, who hears by a page."""

    one: Readable
    handle: str
    asked: str
    who: str
    on_page: bool


def shown(change: Change, found: Sequence[Readable]) -> list[Voice]:
    """These as they are shown; that they were read is put on record, for their people to see."""
    answers_shown.record(change, found, "")
    return [
        Voice(one, answers_shown.handle(change, one), answers_shown.asked(change, one), who(one), _on_page(change, one))
        for one in found
    ]


def _on_page(look: Reading, one: Readable) -> bool:
    person = people.by_id(look.tx, one.person_id) if one.is_named else None
    return person is not None and person.telegram_id is not None and is_web(person.telegram_id)


def who(one: Readable) -> str:
    """Whose it is, by name and number; '' where the reader gets it without."""
    if not one.is_named:
        return ""
    return f"{one.name}, {number_of(one.number)}" if one.name else number_of(one.number)


def of(look: Reading, answer_id: str) -> Readable:
    """This answer, if they may read it without saying why. Raises NotThere."""
    (found,) = all_of(look, [answer_id])
    return found


def all_of(look: Reading, answer_ids: list[str]) -> list[Readable]:
    """The same for several, in the order in which they were chosen."""
    ids = [answers_shown.meant(look, one) for one in answer_ids]
    readings = readable.find(look.tx, look.me.roles, Wanted(ids=ids), len(ids), now=look.now)
    found = {one.id: one for one in readings}
    for typed, one in zip(answer_ids, ids, strict=True):
        if one not in found or found[one].sealed or not answers_shown.is_meant(found[one], typed):
            raise NotThere
    return [found[one] for one in ids]
