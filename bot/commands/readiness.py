"""Whether a programme may begin: nobody is invited to tell us of hard days while nobody is named to answer."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime

from bot.actions import keeping_card, rota
from bot.commands.finding import Finding
from bot.commands.refused import CannotGoOn
from config import checks
from config.settings import Settings
from storage.database import Transaction

_WANTING = {
    "lead": "a safeguarding lead who has joined",
    "hours": "the hours in which they read",
    "deputy": "somebody of the team who stands in for them",
}
_NOT_YET = "No partner can be invited yet: "
_HOW = "Invite one with voices invite safeguarding-lead; they set their hours and name who stands in with /rota."


def wanting(tx: Transaction) -> str:
    """One line of what is missing before a partner may be invited, and how to mend it; '' when nothing is."""
    missing = rota.missing(tx)
    if not missing:
        return ""
    named = ", ".join(_WANTING[one] for one in missing)
    return f"{_NOT_YET}whoever asks for a person must be answered. Still missing: {named}. {_HOW}"


def is_practice(settings: Settings) -> bool:
    """Whether nobody real can come in: there is no token yet, or the Bot API is one on this machine."""
    return settings.telegram_token is None or checks.is_local(settings.telegram_api_url)


def is_only_for_practice(wanting: str, settings: Settings) -> bool:
    """Whether a partner who comes in now is marked as a test person, and says so: something is `wanting` for others.
    Raises CannotGoOn, where it is not for practice."""
    if not wanting:
        return False
    if not is_practice(settings):
        raise CannotGoOn(wanting)
    still = f"Before anybody real can come in, {wanting.removeprefix(_NOT_YET)}"
    print(f"For practice only: whoever comes in by it is marked as a test person. {still}", file=sys.stderr)
    return True


def findings(tx: Transaction, now: datetime) -> Iterator[Finding]:
    """What the doctor says of it: wrong as soon as there is a partner."""
    begun = _has_partner(tx)
    if line := wanting(tx):
        yield Finding("wrong" if begun else "warning", line)
    else:
        yield Finding("ok", "A safeguarding lead, their hours and who stands in for them are named.")
    if nations := keeping_card.unchecked(tx, now):
        named = ", ".join(one.replace("_", " ").title() for one in nations)
        yield Finding(
            "warning" if begun else "note", f"The help numbers want checking: {named}. A safeguarding lead: /card"
        )
    else:
        yield Finding("ok", "The help numbers were checked in the last three months.")


def _has_partner(tx: Transaction) -> bool:
    row = tx.one(
        """
        SELECT people.id FROM people JOIN roles ON roles.person_id = people.id
        WHERE role = 'partner' AND is_test = :no AND erased_at IS NULL LIMIT 1
        """,
        no=False,
    )
    return row is not None
