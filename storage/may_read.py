"""May read: of whom, and what, each role of the staff may read, as SQL, decided here and nowhere else. Whoever looks
for words asks `readable`, which finds them by these rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from storage import concerns, consents
from storage.agreed import agreed
from storage.said import CHECK_IN, FEEDBACK, KINDS, REFLECTION, STEERS, UNASKED, listed

COORDINATOR, SAFEGUARDING, LEARNING = "coordinator", "safeguarding-lead", "learning-partner"

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
KINDS_OF: Mapping[str, tuple[str, ...]] = {
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
OF_CONCERN = f"(said.part = '{UNASKED}' AND EXISTS ({_WHILE_OPEN}))"
_ASSIGNED = f"(NOT {OF_CONCERN} OR EXISTS ({_WHILE_OPEN} AND asked.owner_id = :reader))"
_WHAT: Mapping[str, str] = {
    COORDINATOR: _ASSIGNED,
    SAFEGUARDING: f"said.part IN ({listed(KINDS_OF[SAFEGUARDING])})",
    LEARNING: f"""NOT {_SEALED} AND (said.part = '{CHECK_IN}'
      OR (said.part = '{REFLECTION}' AND said.visible_to = 'learning'))""",
}
_TO_THE_TEAM = ("staff", "leader", "learning")


def unsealed(roles: Collection[str], opened: Collection[str], values: dict[str, Any]) -> str:
    """SQL over `said` that is true of what is not sealed for them, or was opened."""
    names = {f"opened{place}": person_id for place, person_id in enumerate(opened)}
    values.update(names)
    theirs = f"said.person_id IN ({', '.join(f':{name}' for name in names)})" if names else "FALSE"
    return f"({open_for(roles)} OR {theirs})"


def may(roles: Collection[str]) -> str:
    """SQL over `said` and `people` that is true of what these roles may read."""
    theirs = [f"({_OF_WHOM[role]} AND {_WHAT[role]})" for role in _OF_WHOM if role in roles]
    staff = "EXISTS (SELECT 1 FROM roles WHERE roles.person_id = people.id AND roles.role IN ('partner', 'leader'))"
    return f"""said.visible_to IN ({listed(_TO_THE_TEAM)}) AND said.question NOT IN ({listed(STEERS)})
      AND (said.part <> '{UNASKED}' OR {staff}) AND ({agreed("said", "said.talk")}) AND ({" OR ".join(theirs)})"""


def among(roles: Collection[str]) -> str:
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


def named_for(roles: Collection[str]) -> str:
    """SQL that is true where the reader gets it with the name."""
    named = [f"({_OF_WHOM[role]} AND {_WHAT[role]})" for role in (COORDINATOR, SAFEGUARDING) if role in roles]
    return f"({' OR '.join(named)})" if named else "FALSE"


def open_for(roles: Collection[str]) -> str:
    """SQL that is true where no reason is asked for: what a lead reads because of a concern is sealed, but for what
    was written to that very concern, which was said to them."""
    ways = [f"(NOT {_SEALED} AND {_ASSIGNED})"] if COORDINATOR in roles else []
    ways += [f"({_OF_WHOM[SAFEGUARDING]} AND {OF_CONCERN})"] if SAFEGUARDING in roles else []
    ways += [f"({_OF_WHOM[LEARNING]} AND {_WHAT[LEARNING]} )"] if LEARNING in roles else []
    return f"({' OR '.join(ways)})" if ways else "FALSE"
