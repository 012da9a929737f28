"""Readable: the answers that somebody of the staff may read, found by the rules of `may_read`. Whoever shows, counts
out, quotes or exports words asks this module, at that moment."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson

from storage import concern_lists, may_read
from storage.database import Row, Transaction
from storage.may_read import COORDINATOR, SAFEGUARDING
from storage.said import (
    KIND_SQL,
    KINDS,
    REFLECTING,
    STANDS,
    Wanted,
    narrowed,
)
from storage.values import instant
from storage.voice_notes import notes_in

__all__ = ["KINDS", "Readable", "Wanted", "by_id", "find"]

NEVER = "9999"

_SAID = f"""
  SELECT answers.id, answers.person_id, answers.conversation_id, answers.question, answers.answer, answers.value,
    answers.wording, answers.language, answers.asked_at, answers.answered_at, answers.visible_to, answers.channel,
    answers.said_by, answers.replaced_at, COALESCE(conversations.kind, '') AS talk, conversations.about,
    {KIND_SQL} AS part,
    (SELECT reveals.revealed_at FROM reveals WHERE reveals.conversation_id = answers.conversation_id) AS revealed_at
  FROM answers LEFT JOIN conversations ON conversations.id = answers.conversation_id"""  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class Readable:
    """One answer as its reader gets it.

    `kind` is one of KINDS; `talk` the story it was said in, and `about` what that was about. Without a name
    (`is_named` False) there is no person, no wording that could name anybody, no voice, no `conversation` that would
    lead from one answer to another, and no day, only its month.
    What `needs_reason` is `sealed`, and has no words, until a reason was given. `changed` tells that they put it
    otherwise before; what answered nothing is no other wording of anything. `said_by` is who wrote it down for them, ''
    when they did; `voices` the ids of what they spoke.
    """

    id: str
    person_id: str
    name: str
    number: int
    is_test: bool
    is_named: bool
    kind: str
    talk: str
    about: str
    conversation: str
    question: str
    wording: str
    language: str
    words: str
    value: Any
    asked_at: str
    said_at: str
    channel: str
    said_by: str
    visible_to: str
    changed: bool
    needs_reason: bool
    sealed: bool
    of_concern: bool
    voices: tuple[str, ...]


def find(
    tx: Transaction,
    roles: Collection[str],
    wanted: Wanted,
    limit: int,
    *,
    reader: str = "",
    opened: Collection[str] = (),
    now: datetime | None = None,
    by_words: bool = False,
) -> list[Readable]:
    """The answers that somebody with these roles may read, the newest first; of the people in `opened` also what is
    sealed, for which they gave a reason. `reader` is who they are: of a concern a coordinator reads what is assigned to
    them. What is looked for `by_words` is not found while it is sealed. A lead reads of
    those with an open concern, and with `now` also of those whose last one was closed a short while ago."""
    kinds = {kind for role in roles for kind in may_read.KINDS_OF.get(role, ())}.intersection(wanted.kinds)
    if not kinds:
        return []
    where, values = narrowed(replace(wanted, kinds=kinds))
    if COORDINATOR in roles:
        values["reader"] = reader
    if SAFEGUARDING in roles:
        values["lead_since"] = instant(now - concern_lists.READ_AFTER) if now else NEVER
    unsealed = may_read.unsealed(roles, opened, values) if by_words else "TRUE"
    rows = tx.all(
        f"""
        SELECT said.*, people.name, people.number, people.is_test, {may_read.named_for(roles)} AS is_named,
          {may_read.open_for(roles)} AS is_open, {may_read.OF_CONCERN} AS of_concern,
          said.replaced_at IS NULL
            AND EXISTS (SELECT 1 FROM answers AS earlier WHERE earlier.conversation_id = said.conversation_id
            AND earlier.question = said.question AND earlier.replaced_at IS NOT NULL
            AND earlier.replaced_at <> earlier.answered_at AND earlier.answer <> '') AS changed
        FROM ({_SAID} WHERE answers.answer <> '' AND {STANDS} AND {may_read.among(roles)} AND {where}) AS said
        JOIN people ON people.id = said.person_id
        WHERE said.part <> '' AND {may_read.may(roles)} AND {unsealed}
        ORDER BY said.answered_at DESC, said.id DESC LIMIT :limit
        """,  # noqa: S608 - constants
        limit=limit,
        **values,
    )
    return [_readable(row, opened) for row in rows]


def by_id(
    tx: Transaction,
    roles: Collection[str],
    answer_id: str,
    *,
    reader: str = "",
    opened: bool = False,
    now: datetime | None = None,
) -> Readable | None:
    """This answer, if it stands and somebody with these roles may read it; `opened` also when it is sealed."""
    found = find(tx, roles, Wanted(ids=(answer_id,)), 1, reader=reader, now=now)
    if found and opened and found[0].sealed:
        whose = (found[0].person_id,)
        return find(tx, roles, Wanted(ids=(answer_id,)), 1, reader=reader, opened=whose, now=now)[0]
    return found[0] if found else None


def what_is_read(
    roles: Collection[str], *, reader: str = "", opened: Collection[str] = (), now: datetime | None = None
) -> tuple[str, dict[str, Any]]:
    """SQL that finds the ids of all answers that somebody with these roles may read and that are not sealed for them,
    with its values; '' where there can be none."""
    if not any(may_read.KINDS_OF.get(role) for role in roles):
        return "", {}
    values: dict[str, Any] = {"reader": reader} if COORDINATOR in roles else {}
    if SAFEGUARDING in roles:
        values["lead_since"] = instant(now - concern_lists.READ_AFTER) if now else NEVER
    read = f"""SELECT said.id FROM ({_SAID} WHERE answers.answer <> '' AND {STANDS} AND {may_read.among(roles)}) AS said
      JOIN people ON people.id = said.person_id
      WHERE said.part <> '' AND {may_read.may(roles)} AND {may_read.unsealed(roles, opened, values)}"""  # noqa: S608 - constants
    return read, values


def _readable(row: Row, opened: Collection[str]) -> Readable:
    named, needs_reason = bool(row["is_named"]), not row["is_open"]
    sealed = needs_reason and row["person_id"] not in opened
    value = None if sealed else orjson.loads(row["value"])
    return Readable(
        id=row["id"],
        person_id=row["person_id"] if named else "",
        name=row["name"] if named else "",
        number=row["number"] if named else 0,
        is_test=bool(row["is_test"]),
        is_named=named,
        kind=row["part"],
        talk=row["talk"],
        about=(row["about"] or "") if named else "",
        conversation=(row["conversation_id"] or "") if named else "",
        question=row["question"],
        wording=row["wording"] if named or row["talk"] == REFLECTING else "",
        language=row["language"],
        words="" if sealed else row["answer"],
        value=value,
        asked_at=_day_of(row["asked_at"], named),
        said_at=_day_of(row["answered_at"], named),
        channel=row["channel"],
        said_by=(row["said_by"] or "") if named else "",
        visible_to=row["visible_to"],
        changed=bool(row["changed"]),
        needs_reason=needs_reason,
        sealed=sealed,
        of_concern=bool(row["of_concern"]),
        voices=tuple(notes_in(value)) if named and not sealed else (),
    )


def _day_of(at: str, named: bool) -> str:
    """The moment; without a name only the month."""
    return at if named else f"{at[:7]}-01T00:00:00.000000Z"
