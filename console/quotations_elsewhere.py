"""What has to be seen to on posters and the like: where, since which yes, and which sentence that is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.actions.quoted_elsewhere import agreed
from console.desk import Reading
from storage import quotations
from storage.quotations import Quotation
from storage.quoted_elsewhere import ToMend
from storage.readable import Readable
from storage.whole_words import beginning

SHOWN_LETTERS = 90


@dataclass(frozen=True, slots=True)
class Row:
    """One of them: when its author said yes, in words, and how the sentence that is to come down begins, '' where this
    reader may not read it, or it is gone."""

    one: ToMend
    agreed: str
    begins: str


def taken_back(look: Reading, to_mend: Collection[ToMend]) -> dict[str, Quotation]:
    """What is to come down and is still known of, by the id of its row."""
    gone = {one.id: one.quotation_id for one in to_mend if one.quotation is None and one.quotation_id is not None}
    found = {use_id: quotations.by_id(look.tx, quotation_id) for use_id, quotation_id in gone.items()}
    return {use_id: one for use_id, one in found.items() if one is not None}


def rows(
    look: Reading, to_mend: Sequence[ToMend], known: Mapping[str, Quotation], said: Mapping[str, Readable]
) -> list[Row]:
    """A row for each, with the words of those that are `known` and `said` where this reader may read it."""
    when = agreed(look.scene, to_mend)
    return [Row(one, when[one.id], _begins(known.get(one.id), said)) for one in to_mend]


def _begins(one: Quotation | None, said: Mapping[str, Readable]) -> str:
    read = said.get(one.answer_id) if one is not None else None
    if one is None or read is None or read.sealed or not one.still_said:
        return ""
    shown = beginning(one.as_it_stands, SHOWN_LETTERS)
    return shown if shown == one.as_it_stands else f"{shown}…"
