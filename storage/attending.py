"""Who comes to the sessions of a pairing or a group: whoever has said yes to it, and who does not come before they do.

Of two nobody comes before both have said yes. Whoever guides a group is not asked for a yes, and comes once they have
been told that they do. Whoever has left, or is deleted, comes to nothing that begins after that; of two the pairing
ends with it.
"""

from __future__ import annotations

from storage.database import Transaction

# Of groups: whether the note that they guide it was meant for its facilitator, and never went.
_MEANT = "SELECT 1 FROM nudges WHERE person_id = facilitator_id AND kind = 'agree_group' AND about = groups.id"
_NOT_TOLD = f"EXISTS ({_MEANT}) AND NOT EXISTS ({_MEANT} AND state = 'made')"
# The ids of the pairings and of the groups to whose sessions somebody comes, or may yet (`_AROUND`), by their :id.
PAIRINGS_AROUND = "SELECT id FROM pairings WHERE (partner_id = :id OR leader_id = :id)"
PAIRINGS_OF = f"{PAIRINGS_AROUND} AND agreed_at IS NOT NULL"
GROUPS_OF = f"""SELECT group_id FROM memberships WHERE person_id = :id AND said = 'yes'
  UNION ALL SELECT id FROM groups WHERE facilitator_id = :id AND NOT ({_NOT_TOLD})"""  # noqa: S608 - constants

# Since when somebody is gone, and whether whoever this column names is not at the moment :at.
GONE_AT = "COALESCE(people.erased_at, people.left_at)"
_IS_THERE = f"EXISTS (SELECT 1 FROM people WHERE people.id = {{}} AND ({GONE_AT} IS NULL OR {GONE_AT} > :at))"  # noqa: S608
_MEMBER_IS_THERE, _GUIDE_IS_THERE = _IS_THERE.format("person_id"), _IS_THERE.format("facilitator_id")
FROM_NOW_ON = "9999"  # as a moment: whoever is gone by now is gone then

GROUPS_AROUND = """SELECT group_id FROM memberships WHERE person_id = :id AND (said IS NULL OR said = 'yes')
  UNION ALL SELECT id FROM groups WHERE facilitator_id = :id"""


# Who meets in the group that is called so here: an id, or the row of a query around it.
_MEET = f"""
  SELECT person_id AS id FROM memberships WHERE group_id = {{group_id}} AND said = 'yes' AND {_MEMBER_IS_THERE}
  UNION SELECT facilitator_id AS id FROM groups
    WHERE id = {{group_id}} AND facilitator_id IS NOT NULL AND NOT ({_NOT_TOLD}) AND {_GUIDE_IS_THERE}"""  # noqa: S608 - constants
ALONE = f"(SELECT COUNT(*) FROM ({_MEET.format(group_id='sessions.group_id')}) AS meet) < 2"  # noqa: S608 - constants


def attendees(
    tx: Transaction, *, pairing_id: str | None = None, group_id: str | None = None, at: str = FROM_NOW_ON
) -> list[str]:
    """The ids of those who meet, `at` this moment: the partner and the leader, or the group's members and its
    facilitator."""
    if pairing_id is not None:
        return _two(tx, pairing_id, "agreed_at IS NOT NULL")
    rows = tx.all(f"{_MEET.format(group_id=':group_id')} ORDER BY 1", group_id=group_id, at=at)
    return [row["id"] for row in rows]


def not_yet(tx: Transaction, *, pairing_id: str | None = None, group_id: str | None = None) -> list[str]:
    """The ids of those who come once they have said yes, or heard that they guide it."""
    if pairing_id is not None:
        return _two(tx, pairing_id, "state = 'proposed'")
    rows = tx.all(
        f"""
        SELECT person_id AS id FROM memberships JOIN groups ON groups.id = group_id
          WHERE group_id = :group_id AND said IS NULL AND ended_at IS NULL AND {_MEMBER_IS_THERE}
        UNION SELECT facilitator_id AS id FROM groups
          WHERE id = :group_id AND facilitator_id IS NOT NULL AND ended_at IS NULL AND {_NOT_TOLD}
            AND {_GUIDE_IS_THERE}
        ORDER BY 1
        """,  # noqa: S608 - constants
        group_id=group_id,
        at=FROM_NOW_ON,
    )
    come = set(attendees(tx, group_id=group_id))
    return [row["id"] for row in rows if row["id"] not in come]


def expected(tx: Transaction, *, pairing_id: str | None = None, group_id: str | None = None) -> list[str]:
    """The ids of those who come and of those who may yet."""
    come = attendees(tx, pairing_id=pairing_id, group_id=group_id)
    return [*come, *not_yet(tx, pairing_id=pairing_id, group_id=group_id)]


def _two(tx: Transaction, pairing_id: str, only: str) -> list[str]:
    """The partner and the leader of this pairing, if it is so."""
    row = tx.one(f"SELECT partner_id, leader_id FROM pairings WHERE id = :id AND {only}", id=pairing_id)  # noqa: S608
    return [] if row is None else [row["partner_id"], row["leader_id"]]
