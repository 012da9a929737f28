"""Quotations: sentences that their author was asked for, whether they may be shown, and where they stand.

Whether a sentence may be shown to anybody is decided here and nowhere else, by `granted`: asked anew each time, so that
what was taken back is gone from the next page, draft or export. Its author agreed to one place; a report is the place
that it is called.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage import consents, health, ledger, taken_back
from storage.database import Row, Transaction
from storage.values import instant
from storage.whole_words import whole

ANONYMOUS, NAMED, AFTERWARDS = "quote_anonymous", "quote_named", "after_programme"
READ_BY = ", read by "  # between a place and who reads it, as its author was asked
LEARNING_DATA = "The learning data without names"  # a place like any other: no yes to a report is one to this


@dataclass(frozen=True, slots=True)
class Quotation:
    """One sentence of somebody's, as it was asked for: the `words`, the `place` where they are to stand, and what
    stands below them (`attribution`), which may say who they are (`named`). `put_at` is when the bot has asked. Of an
    answer that was corrected, `answer_id` is the one in its place. Words that are not in there are not `still_said`."""

    id: str
    answer_id: str
    person_id: str
    words: str
    changed_to: str
    place: str
    attribution: str
    named: bool
    asked_by: str | None
    asked_at: str
    put_at: str | None
    decision: str | None
    decided_at: str | None
    cancelled_at: str | None
    withdrawn_at: str | None
    still_said: bool

    @property
    def as_it_stands(self) -> str:
        """The words as their author wants them."""
        return self.changed_to or self.words

    def is_for(self, place: str) -> bool:
        """Whether its author was asked for this place."""
        asked, wanted = _folded(self.place), _folded(place)
        return asked == wanted or asked.startswith(f"{wanted}{READ_BY}")

    @property
    def waits(self) -> bool:
        """Whether its author has still to say something."""
        return self.decision is None and self.cancelled_at is None

    @property
    def state(self) -> str:
        """In one word: waiting, granted, changed, refused, withdrawn or cancelled."""
        if self.withdrawn_at is not None:
            return "withdrawn"
        return "cancelled" if self.cancelled_at is not None else self.decision or "waiting"


# What stands in the place of the answer that a sentence was asked of, where its author has corrected that. What was
# said without being asked is replaced from the start, and by nothing.
_INSTEAD = """
  SELECT later.{} FROM answers AS said JOIN answers AS later
    ON later.conversation_id = said.conversation_id AND later.question = said.question AND later.replaced_at IS NULL
  WHERE said.id = quotations.answer_id AND said.replaced_at <> said.answered_at
"""
_REPLACED = """EXISTS (SELECT 1 FROM answers WHERE answers.id = quotations.answer_id
  AND answers.replaced_at <> answers.answered_at)"""
_STORED = [f"quotations.{name}" for name in Quotation.__slots__ if name not in ("answer_id", "still_said")]
COLUMNS = f"""
  {", ".join(_STORED)}, COALESCE(({_INSTEAD.format("id")}), quotations.answer_id) AS answer_id,
  {_REPLACED} AS replaced, ({_INSTEAD.format("answer")}) AS instead
"""
# Said yes to, not taken back, of nobody who only tries things out; a yes to the purpose stands, and no no to keeping
# what they say: from that on nobody reads it. Who has gone must have agreed to that as well, unless they left their
# words with us without a name.
_GRANTED = f"""
  quotations.decision IN ('granted', 'changed') AND quotations.withdrawn_at IS NULL
  AND quotations.cancelled_at IS NULL
  AND EXISTS (SELECT 1 FROM people WHERE people.id = quotations.person_id AND people.is_test = FALSE
    AND ((people.erased_at IS NOT NULL AND quotations.named = FALSE)
      OR (people.erased_at IS NULL AND {health.may_read("people.id")} AND {consents.stands("people.id", ANONYMOUS)}
        AND (quotations.named = FALSE OR {consents.stands("people.id", NAMED)})
        AND (people.left_at IS NULL OR {consents.stands("people.id", AFTERWARDS)}))))
"""  # noqa: S608 - constants


def read_quotation(row: Row) -> Quotation:
    told = {name: row[name] for name in Quotation.__slots__ if name != "still_said"}
    return Quotation(**(told | {"named": bool(row["named"]), "still_said": _still_said(row)}))


def _still_said(row: Row) -> bool:
    """Whether the words, or those that their author wants in their place, stand in the answer as it is now."""
    if not row["replaced"]:
        return True
    said = " ".join((row["instead"] or "").split())
    return any(words and whole(words, said) == words for words in (row["words"], row["changed_to"]))


def _folded(place: str) -> str:
    return " ".join(place.split()).casefold()


def granted(tx: Transaction, *, quotation_id: str = "", used_in: str = "") -> list[Quotation]:
    """What may be shown just now, oldest first; with an id that one, or nothing. With a report, or the name of another
    place, only what its author agreed to for there. Nothing else is ever rendered."""
    only = "AND quotations.id = :id" if quotation_id else ""
    values = {"id": quotation_id} if quotation_id else {}
    rows = tx.all(f"SELECT {COLUMNS} FROM quotations WHERE {_GRANTED} {only} ORDER BY id", **values)  # noqa: S608
    found = [one for one in map(read_quotation, rows) if one.still_said]
    if not used_in:
        return found
    place = called(tx, used_in)
    return [one for one in found if one.is_for(place)]


def granted_for_learning(tx: Transaction) -> list[Quotation]:
    """What may stand in learning data just now: only what its author agreed to for that, while their yes stands to the
    learning partner as well."""
    agreed = consents.who_gave(tx, "share_learning")
    return [one for one in granted(tx, used_in=LEARNING_DATA) if one.person_id in agreed]


def called(tx: Transaction, used_in: str) -> str:
    """What a place is called: a report by its title as it is now, any other as it is."""
    row = tx.one("SELECT title FROM reports WHERE id = :id", id=used_in)
    return used_in if row is None else str(row["title"])


def by_id(tx: Transaction, quotation_id: str) -> Quotation | None:
    row = tx.one(f"SELECT {COLUMNS} FROM quotations WHERE id = :id", id=quotation_id)  # noqa: S608 - constants
    return None if row is None else read_quotation(row)


def of_person(tx: Transaction, person_id: str) -> list[Quotation]:
    """Everything that somebody was asked for, the newest first."""
    rows = tx.all(f"SELECT {COLUMNS} FROM quotations WHERE person_id = :id ORDER BY id DESC", id=person_id)  # noqa: S608
    return [read_quotation(row) for row in rows]


def of_answer(tx: Transaction, answer_id: str) -> list[Quotation]:
    """What was asked for of an answer, as it stood then, the newest first."""
    rows = tx.all(f"SELECT {COLUMNS} FROM quotations WHERE quotations.answer_id = :id ORDER BY id DESC", id=answer_id)  # noqa: S608
    return [read_quotation(row) for row in rows]


def not_said_any_more(tx: Transaction, person_id: str) -> list[Quotation]:
    """What somebody is asked for, or has said yes to, that is not in the answer as they have corrected it since."""
    rows = tx.all(
        f"""
        SELECT {COLUMNS} FROM quotations WHERE person_id = :id AND withdrawn_at IS NULL AND cancelled_at IS NULL
          AND (decision IS NULL OR decision IN ('granted', 'changed')) AND {_REPLACED} ORDER BY id
        """,  # noqa: S608 - constants
        id=person_id,
    )
    return [one for one in map(read_quotation, rows) if not one.still_said]


def follow(tx: Transaction, quotation_id: str, answer_id: str) -> None:
    """The sentence is from this answer from now on, in which it stands as it did in the one before."""
    tx.run("UPDATE quotations SET answer_id = :answer_id WHERE id = :id", answer_id=answer_id, id=quotation_id)


def unname(tx: Transaction, person_id: str, unnamed: str) -> list[str]:
    """What somebody said yes to with their name stands without it from now on, with `unnamed` below it, also once their
    name may stand with others again. The ids of these sentences."""
    rows = tx.all(
        """
        SELECT id FROM quotations WHERE person_id = :id AND named = TRUE AND decision IN ('granted', 'changed')
          AND withdrawn_at IS NULL AND cancelled_at IS NULL
        """,
        id=person_id,
    )
    for row in rows:
        tx.run("UPDATE quotations SET named = FALSE, attribution = :unnamed WHERE id = :id", unnamed=unnamed, **row)
    return [row["id"] for row in rows]


def withdraw(tx: Transaction, now: datetime, quotation_id: str) -> list[str] | None:
    """Its author takes the sentence back: it is shown nowhere from this moment on, also after an older copy is brought
    back, every place where it stands is marked, and files that may have it in them cannot be fetched. The ids of those
    places; None when there was no yes to take back.
    """
    found = by_id(tx, quotation_id)
    taken = tx.run(
        """
        UPDATE quotations SET withdrawn_at = :now
        WHERE id = :id AND decision IN ('granted', 'changed') AND withdrawn_at IS NULL
        """,
        now=instant(now),
        id=quotation_id,
    )
    if not taken or found is None:
        return None
    ledger.note(tx, now, found.person_id, f"unquoted:{quotation_id}")
    taken_back.a_sentence(tx, found.person_id)
    tx.run(
        "UPDATE quotation_uses SET marked_at = :now WHERE quotation_id = :id AND marked_at IS NULL",
        now=instant(now),
        id=quotation_id,
    )
    rows = tx.all("SELECT used_in FROM quotation_uses WHERE quotation_id = :id ORDER BY id", id=quotation_id)
    return [row["used_in"] for row in rows]
