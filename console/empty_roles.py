"""Roles on which something depends: who else is there with one, and what nobody can do while nobody is."""

from __future__ import annotations

from bot.actions import rota
from bot.actions.naming import called
from console.desk import Reading
from console.labels import ROLES
from console.rights import COORDINATOR, LEARNING
from console.todo import Section, Todo, section
from storage import people

# Of the other two the last one stays, see `console.team`.
DEPENDS = {
    COORDINATOR: "invite partners and leaders, arrange pairings, groups and sessions, answer what people ask the team, "
    "or send anything to many",
    LEARNING: "make a learning export",
}


def is_alone(look: Reading, person_id: str, role: str) -> bool:
    """Whether nobody else is there with this role, who has joined, can be reached and tries nothing out."""
    return not any(one != person_id for one in _there(look, role))


def _there(look: Reading, role: str) -> list[str]:
    return [one.id for one in people.with_role(look.tx, role) if one.joined_at is not None and not one.is_test]


def missed(look: Reading) -> list[str]:
    """For each role that nobody has, in a sentence, what nobody can do meanwhile."""
    return [
        f"Nobody is there as {ROLES[role].lower()}. So nobody can {what}."
        for role, what in DEPENDS.items()
        if not _there(look, role)
    ]


def stands_in(look: Reading, person_id: str, role: str) -> list[str]:
    """What it means on the rota that somebody loses this role, in sentences; nothing where they stand in for nobody, or
    have another role with which they do."""
    for_whom = rota.whose_deputy(look.tx, person_id)
    if role not in rota.TEAM or ({*people.roles_of(look.tx, person_id)} - {role}) & {*rota.TEAM} or not for_whom:
        return []
    whom = " and ".join(called(look.scene, one.id) for one in for_whom)
    told = [f"They stand in for {whom} on the safeguarding rota, and do so no more then."]
    if "deputy" in {*rota.missing(look.tx, person_id)} - {*rota.missing(look.tx)}:
        told.append("Nobody else stands in for a safeguarding lead, so no partner can be invited until somebody does.")
    return [*told, "Ask a safeguarding lead to choose somebody else on the rota first."]


def to_fill(look: Reading) -> Section | None:
    """The same on the first page of an admin."""
    rows = [Todo(sentence, "/team", "Open the team") for sentence in missed(look)]
    return section("Missing in the team", rows, "") if rows else None
