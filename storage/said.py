"""What is looked for among everything that was said: by kind, person, question and time, as SQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.values import instant

CHECK_IN, REFLECTION, FEEDBACK, JOINING, UNASKED = "check_in", "reflection", "feedback", "joining", "unasked"
KINDS = (CHECK_IN, REFLECTION, FEEDBACK, JOINING, UNASKED)

TALKS = {
    CHECK_IN: ("before_session", "before_more", "after_session", "say_more", "reveal", "fit", "commitment_seen"),
    FEEDBACK: ("leader_feedback", "commitment_later", "thanks"),
}
REFLECTING = "reflect"
MEANING = "meaning"  # what somebody says that their reflection was about
JOINING_TALKS = ("onboarding_partner", "onboarding_leader")
# What somebody tells of themselves when they join. All else that they choose there is on their page, not here.
TOLD_AT_THE_START = ("experience", "hope_to_learn", "promise")
# How a talk is steered, and what stands beside an answer: nobody reads these as something that was said.
STEERS = ("who_may_see", "agree", "tell_host", "which_day", "send", MEANING)


def listed(names: Collection[str]) -> str:
    """Constants as SQL has them."""
    return ", ".join(f"'{one}'" for one in names)


# Words that came when nothing was asked, or nothing any more, are replaced in the moment in which they are kept.
UNASKED_SQL = "(answers.replaced_at = answers.answered_at)"
STANDS = f"((answers.replaced_at IS NULL AND answers.counts = TRUE) OR {UNASKED_SQL})"
# What was said to a question of joining, and could not be taken as its answer, still belongs to joining.
KIND_SQL = f"""CASE WHEN {UNASKED_SQL} AND conversations.kind IN ({listed(JOINING_TALKS)}) THEN '{JOINING}'
  WHEN {UNASKED_SQL} THEN '{UNASKED}'
  WHEN conversations.kind IN ({listed(TALKS[CHECK_IN])}) THEN '{CHECK_IN}'
  WHEN conversations.kind = '{REFLECTING}' THEN '{REFLECTION}'
  WHEN conversations.kind IN ({listed(TALKS[FEEDBACK])}) THEN '{FEEDBACK}'
  WHEN conversations.kind IN ({listed(JOINING_TALKS)}) AND answers.question IN ({listed(TOLD_AT_THE_START)})
    THEN '{JOINING}'
  ELSE '' END"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: everything of it narrows. `people` are ids, `ids` those of answers, `wordings` those of
    reflections, `about` what a talk was about, and a `tag` is one that is on some of it. `before` is the id of an
    answer, from which on older ones are wanted."""

    people: Collection[str] | None = None
    ids: Collection[str] | None = None
    kinds: Collection[str] = KINDS
    talk: str = ""
    questions: Collection[str] | None = None
    wordings: Collection[str] | None = None
    about: Collection[str] | None = None
    since: datetime | None = None
    until: datetime | None = None
    tag: str = ""
    before: str = ""


def narrowed(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    """What is looked for as SQL over `answers` and `conversations`, with its values."""
    clauses, values = ["TRUE"], dict[str, Any]()
    for column, some in (
        ("answers.id", wanted.ids),
        ("answers.person_id", wanted.people),
        ("conversations.about", wanted.about),
        # not as it stands in an index: by question and time there are fewer to look through than by talk
        ("conversations.kind || ''", (wanted.talk,) if wanted.talk else None),
        ("answers.question", wanted.questions),
        ("answers.wording", wanted.wordings),
        (f"({KIND_SQL})", None if set(wanted.kinds) >= set(KINDS) else wanted.kinds),
    ):
        if some is not None:
            clauses.append(_one_of(column, list(some), values))
    if wanted.since:
        clauses.append("answers.answered_at >= :since")
        values["since"] = instant(wanted.since)
    if wanted.until:
        clauses.append("answers.answered_at < :until")
        values["until"] = instant(wanted.until)
    if wanted.tag:
        clauses.append("answers.id IN (SELECT answer_id FROM passages WHERE tag_id = :tag)")
        values["tag"] = wanted.tag
    if wanted.before:
        clauses.append(
            "(answers.answered_at, answers.id) < (SELECT a.answered_at, a.id FROM answers AS a WHERE a.id = :before)"
        )
        values["before"] = wanted.before
    return " AND ".join([*clauses, *_hints(wanted)]), values


def _hints(wanted: Wanted) -> list[str]:
    """What follows from what is looked for, in words by which a database sees which index leads there."""
    kinds, hints = set(wanted.kinds), list[str]()
    if kinds == {UNASKED}:
        hints.append(UNASKED_SQL)
    if kinds == {JOINING}:
        hints.append(f"(answers.question IN ({listed(TOLD_AT_THE_START)}) OR {UNASKED_SQL})")
    if kinds == {REFLECTION} or wanted.wordings is not None:
        hints.append("substr(answers.question, 1, 7) = 'prompt_' AND answers.visible_to <> 'me'")
    return hints


def _one_of(column: str, some: Sequence[str], values: dict[str, Any]) -> str:
    if not some:
        return "FALSE"
    names = [f"v{len(values) + place}" for place in range(len(some))]
    values.update(zip(names, some, strict=True))
    return f"{column} IN ({', '.join(f':{name}' for name in names)})"


def kind_of(talk: str, question: str) -> str:
    """The kind of an answer to this question of a talk, as `KIND_SQL` has it of one that was asked; '' of none, and
    of what only says where the talk goes."""
    if question in STEERS:
        return ""
    told = next((kind for kind, talks in TALKS.items() if talk in talks), "")
    if talk == REFLECTING:
        return REFLECTION
    return JOINING if talk in JOINING_TALKS and question in TOLD_AT_THE_START else told
