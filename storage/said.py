"""What is looked for among everything that was said: by kind, person, question and time, as SQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.values import instant

CHECK_IN, REFLECTION, FEEDBACK, JOINING, UNASKED = "check_in", "reflection", "feedback", "joining", "unasked"
KINDS = (CHECK_IN, REFLECTION, FEEDBACK, JOINING, UNASKED)

_TALKS = {
    CHECK_IN: ("before_session", "before_more", "after_session", "say_more", "reveal", "fit", "commitment_seen"),
    FEEDBACK: ("leader_feedback", "commitment_later", "thanks"),
}
REFLECTING = "reflect"
_JOINING = ("onboarding_partner", "onboarding_leader")
# What somebody tells of themselves when they join. All else that they choose there is on their page, not here.
_TOLD_AT_THE_START = ("experience", "hope_to_learn", "promise")


def listed(names: Collection[str]) -> str:
    """Constants as SQL has them."""
    return ", ".join(f"'{one}'" for one in names)


# Words that came when nothing was asked, or nothing any more, are replaced in the moment in which they are kept.
UNASKED_SQL = "(answers.replaced_at = answers.answered_at)"
STANDS = f"((answers.replaced_at IS NULL AND answers.counts = TRUE) OR {UNASKED_SQL})"
KIND_SQL = f"""CASE WHEN {UNASKED_SQL} THEN '{UNASKED}'
  WHEN conversations.kind IN ({listed(_TALKS[CHECK_IN])}) THEN '{CHECK_IN}'
  WHEN conversations.kind = '{REFLECTING}' THEN '{REFLECTION}'
  WHEN conversations.kind IN ({listed(_TALKS[FEEDBACK])}) THEN '{FEEDBACK}'
  WHEN conversations.kind IN ({listed(_JOINING)}) AND answers.question IN ({listed(_TOLD_AT_THE_START)})
    THEN '{JOINING}'
  ELSE '' END"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: everything of it narrows. `people` are ids, `ids` those of answers, `about` of what a talk
    was about. `before` is the id of an answer, from which on older ones are wanted."""

    people: Collection[str] | None = None
    ids: Collection[str] | None = None
    kinds: Collection[str] = KINDS
    talk: str = ""
    question: str = ""
    wording: str = ""
    about: Collection[str] | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: str = ""


def narrowed(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    """What is looked for as SQL over `answers` and `conversations`, with its values."""
    clauses, values = ["TRUE"], dict[str, Any]()
    for column, some in (
        ("answers.id", wanted.ids),
        ("answers.person_id", wanted.people),
        ("conversations.about", wanted.about),
        (f"({KIND_SQL})", None if set(wanted.kinds) >= set(KINDS) else wanted.kinds),
    ):
        if some is not None:
            clauses.append(_one_of(column, list(some), values))
    for column, one in (
        ("conversations.kind", wanted.talk),
        ("answers.question", wanted.question),
        ("answers.wording", wanted.wording),
    ):
        if one:
            clauses.append(_one_of(column, [one], values))
    if wanted.since:
        clauses.append("answers.answered_at >= :since")
        values["since"] = instant(wanted.since)
    if wanted.until:
        clauses.append("answers.answered_at < :until")
        values["until"] = instant(wanted.until)
    if wanted.before:
        clauses.append(
            "(answers.answered_at, answers.id) < (SELECT a.answered_at, a.id FROM answers AS a WHERE a.id = :before)"
        )
        values["before"] = wanted.before
    return " AND ".join(clauses), values


def _one_of(column: str, some: Sequence[str], values: dict[str, Any]) -> str:
    if not some:
        return "FALSE"
    names = [f"v{len(values) + place}" for place in range(len(some))]
    values.update(zip(names, some, strict=True))
    return f"{column} IN ({', '.join(f':{name}' for name in names)})"
