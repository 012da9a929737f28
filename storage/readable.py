"""Readable: which answers somebody of the staff may read, decided here and nowhere else, by their roles and by whose
answer it is. Whoever shows, counts out, quotes or exports words asks this module, at that moment."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson

from storage import concern_lists, concerns, consents
from storage.database import Row, Transaction
from storage.said import (
    CHECK_IN,
    FEEDBACK,
    KIND_SQL,
    KINDS,
    REFLECTING,
    REFLECTION,
    STANDS,
    STEERS,
    UNASKED,
    Wanted,
    listed,
    narrowed,
)
from storage.values import instant
from storage.voice_notes import notes_in

__all__ = ["KINDS", "Readable", "Wanted", "by_id", "find"]

NEVER = "9999"
COORDINATOR, SAFEGUARDING, LEARNING = "coordinator", "safeguarding-lead", "learning-partner"

_HAS_ROLE = "EXISTS (SELECT 1 FROM roles WHERE roles.person_id = people.id AND roles.role = 'partner')"
# SQL over `people` that is true while somebody's yes to keeping what they say stands.
TAKES_PART = f"""CASE WHEN {_HAS_ROLE} THEN {consents.stands("people.id", "take_part_health")}
  ELSE {consents.stands("people.id", *consents.TAKE_PART)} END"""

# What was meant for one other person first: two answers that wait for each other. A coordinator says why they read it.
_SEALED = "(said.talk = 'reveal' AND said.revealed_at IS NULL)"

# A lead's business ends a while after the last concern of somebody was closed.
_CONCERNS_THEM = "(concerns.closed_at IS NULL OR concerns.closed_at > :lead_since)"

# 5.2 of the rules on security, role by role: of whom, and what. What somebody keeps to themselves and what is for
# figures alone is nobody's to read; an admin is not in it and reads nothing.
_OF_WHOM: Mapping[str, str] = {
    COORDINATOR: "TRUE",
    SAFEGUARDING: f"EXISTS (SELECT 1 FROM concerns WHERE concerns.person_id = people.id AND {_CONCERNS_THEM})",  # noqa: S608
    LEARNING: f"(people.is_test = FALSE AND {consents.stands('people.id', 'share_learning')})",
}
_KINDS: Mapping[str, tuple[str, ...]] = {
    COORDINATOR: KINDS,
    SAFEGUARDING: tuple(kind for kind in KINDS if kind != FEEDBACK),
    LEARNING: (CHECK_IN, REFLECTION),  # of leaders the figures alone
}


# What somebody writes while a request of theirs for a person is open belongs to that, and so does what brought it: it
# is a lead's to read, and of the coordinators only theirs who is on it.
def while_open(asked: str, said: str) -> str:
    """SQL that is true where this was `said` while the concern that was `asked` was open, or brought it."""
    return f"""({asked}.person_id = {said}.person_id AND {asked}.kind = '{concerns.WAITS}'
      AND (({asked}.raised_at <= {said}.answered_at
          AND ({asked}.closed_at IS NULL OR {asked}.closed_at > {said}.answered_at))
        OR COALESCE({asked}.conversation_id = {said}.conversation_id, FALSE)))"""


_WHILE_OPEN = f"SELECT 1 FROM concerns AS asked WHERE {while_open('asked', 'said')}"  # noqa: S608 - constants
_OF_CONCERN = f"(said.part = '{UNASKED}' AND EXISTS ({_WHILE_OPEN}))"
_ASSIGNED = f"(NOT {_OF_CONCERN} OR EXISTS ({_WHILE_OPEN} AND asked.owner_id = :reader))"
_WHAT: Mapping[str, str] = {
    COORDINATOR: _ASSIGNED,
    SAFEGUARDING: f"said.part IN ({listed(_KINDS[SAFEGUARDING])})",
    LEARNING: f"""NOT {_SEALED} AND (said.part = '{CHECK_IN}'
      OR (said.part = '{REFLECTION}' AND said.visible_to = 'learning'))""",
}
_TO_THE_TEAM = ("staff", "leader", "learning")

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
    otherwise before. `said_by` is who wrote it down for them, '' when they did; `voices` the ids of what they spoke.
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
    kinds = {kind for role in roles for kind in _KINDS.get(role, ())}.intersection(wanted.kinds)
    if not kinds:
        return []
    where, values = narrowed(replace(wanted, kinds=kinds))
    if COORDINATOR in roles:
        values["reader"] = reader
    if SAFEGUARDING in roles:
        values["lead_since"] = instant(now - concern_lists.READ_AFTER) if now else NEVER
    unsealed = _unsealed(roles, opened, values) if by_words else "TRUE"
    rows = tx.all(
        f"""
        SELECT said.*, people.name, people.number, people.is_test, {_named(roles)} AS is_named,
          {_open(roles)} AS is_open, {_OF_CONCERN} AS of_concern,
          EXISTS (SELECT 1 FROM answers AS earlier WHERE earlier.conversation_id = said.conversation_id
            AND earlier.question = said.question AND earlier.replaced_at IS NOT NULL
            AND earlier.replaced_at <> earlier.answered_at AND earlier.answer <> '') AS changed
        FROM ({_SAID} WHERE answers.answer <> '' AND {STANDS} AND {_among(roles)} AND {where}) AS said
        JOIN people ON people.id = said.person_id
        WHERE said.part <> '' AND {_may(roles)} AND {unsealed}
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
    if not any(_KINDS.get(role) for role in roles):
        return "", {}
    values: dict[str, Any] = {"reader": reader} if COORDINATOR in roles else {}
    if SAFEGUARDING in roles:
        values["lead_since"] = instant(now - concern_lists.READ_AFTER) if now else NEVER
    read = f"""SELECT said.id FROM ({_SAID} WHERE answers.answer <> '' AND {STANDS} AND {_among(roles)}) AS said
      JOIN people ON people.id = said.person_id
      WHERE said.part <> '' AND {_may(roles)} AND {_unsealed(roles, opened, values)}"""  # noqa: S608 - constants
    return read, values


def _unsealed(roles: Collection[str], opened: Collection[str], values: dict[str, Any]) -> str:
    """SQL over `said` that is true of what is not sealed for them, or was opened."""
    names = {f"opened{place}": person_id for place, person_id in enumerate(opened)}
    values.update(names)
    theirs = f"said.person_id IN ({', '.join(f':{name}' for name in names)})" if names else "FALSE"
    return f"({_open(roles)} OR {theirs})"


def _may(roles: Collection[str]) -> str:
    """SQL over `said` and `people` that is true of what these roles may read."""
    theirs = [f"({_OF_WHOM[role]} AND {_WHAT[role]})" for role in _OF_WHOM if role in roles]
    staff = "EXISTS (SELECT 1 FROM roles WHERE roles.person_id = people.id AND roles.role IN ('partner', 'leader'))"
    return f"""said.visible_to IN ({listed(_TO_THE_TEAM)}) AND said.question NOT IN ({listed(STEERS)})
      AND (said.part <> '{UNASKED}' OR {staff}) AND ({TAKES_PART}) AND ({" OR ".join(theirs)})"""


def _among(roles: Collection[str]) -> str:
    """SQL over `answers` that leaves those of few people, where a reader may read of no more than few."""
    few = SAFEGUARDING in roles and not {COORDINATOR, LEARNING}.intersection(roles)
    theirs = f"answers.person_id IN (SELECT concerns.person_id FROM concerns WHERE {_CONCERNS_THEM})"  # noqa: S608
    return theirs if few else "TRUE"


def of_everybody(roles: Collection[str]) -> bool:
    """Whether whoever has these roles may read what everybody says, so that a number tells them no more."""
    return COORDINATOR in roles


def with_names(roles: Collection[str]) -> bool:
    """Whether any of these roles gets words with the name and the day; the others get the month alone."""
    return bool({COORDINATOR, SAFEGUARDING}.intersection(roles))


def _named(roles: Collection[str]) -> str:
    """SQL that is true where the reader gets it with the name."""
    named = [f"({_OF_WHOM[role]} AND {_WHAT[role]})" for role in (COORDINATOR, SAFEGUARDING) if role in roles]
    return f"({' OR '.join(named)})" if named else "FALSE"


def _open(roles: Collection[str]) -> str:
    """SQL that is true where no reason is asked for: what a lead reads because of a concern is sealed, but for what
    was written to that very concern, which was said to them."""
    ways = [f"(NOT {_SEALED} AND {_ASSIGNED})"] if COORDINATOR in roles else []
    ways += [f"({_OF_WHOM[SAFEGUARDING]} AND {_OF_CONCERN})"] if SAFEGUARDING in roles else []
    ways += [f"({_OF_WHOM[LEARNING]} AND {_WHAT[LEARNING]} )"] if LEARNING in roles else []
    return f"({' OR '.join(ways)})" if ways else "FALSE"


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
