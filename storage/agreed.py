"""Agreed: under which yes something was said, and whether that one stands. Each part in the programme has its own."""

from __future__ import annotations

from storage import consents, health
from storage.said import listed

_HEALTH, _LEADING = consents.TAKE_PART
# What only whoever is a leader says, and what only a partner; all else either may say.
_AS_LEADER = tuple(sorted(health.LED_IN))
_AS_PARTNER = ("onboarding_partner", "before_session", "before_more", "after_session", "say_more", "commitment_seen")


def agreed(said: str, talk: str) -> str:
    """SQL over `people` that is true while their yes stands to keeping what was `said`, in that `talk`: the yes of the
    part in which they said it. What they take on or lay down later changes nothing about earlier words."""
    return f"""CASE WHEN {talk} IN ({listed(_AS_LEADER)}) THEN {consents.stands("people.id", _LEADING)}
      WHEN {talk} IN ({listed(_AS_PARTNER)}) OR {_stood(f"{said}.answered_at")}
        THEN {consents.stands("people.id", _HEALTH)}
      ELSE {consents.stands("people.id", *consents.TAKE_PART)} END"""


def _stood(at: str) -> str:
    """SQL over `people` that is true where what they had last decided by then about words on their health was a yes."""
    return f"""EXISTS (SELECT 1 FROM consents AS earlier
      WHERE earlier.person_id = people.id AND earlier.purpose = '{_HEALTH}' AND earlier.decision = 'given'
        AND earlier.decided_at <= {at}
        AND NOT EXISTS (SELECT 1 FROM consents AS since
          WHERE since.person_id = people.id AND since.purpose = earlier.purpose AND since.id > earlier.id
            AND since.decided_at < {at}))"""  # noqa: S608 - constants
