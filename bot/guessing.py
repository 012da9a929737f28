"""Codes that somebody types: how often they may guess, and what is behind a good one."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime

from storage import (
    facts,
    guesses,
    invites,
    moves,
    notices,
    people,
)
from storage.database import Transaction
from storage.invites import Invite
from storage.people import Person

GUESS_KEY = "guess_key"


def hidden(tx: Transaction, now: datetime, who: object) -> str:
    """A name to count guesses under from which nobody can tell who it was."""
    key = facts.fact(tx, GUESS_KEY)
    if key is None:
        key = secrets.token_hex(32)
        facts.note(tx, now, GUESS_KEY, key)
    return hmac.new(key.encode(), str(who).encode(), hashlib.sha256).hexdigest()


def behind(tx: Transaction, now: datetime, who: object, code: str) -> Invite | None:
    """The invite behind a code, not used yet. Wrong, used up and expired look the same; after too many no code is
    looked up."""
    counted = hidden(tx, now, who)
    if not guesses.may(tx, now, counted):
        return None
    invite = invites.behind(tx, now, code=code)
    if invite is None and guesses.note(tx, now, counted):
        notices.note(tx, now, "many_wrong_codes", "")
    return invite


def too_many(tx: Transaction, now: datetime, who: object) -> bool:
    """Whether no code of theirs is looked up within this hour any more, be it right or wrong."""
    return not guesses.may(tx, now, hidden(tx, now, who))


def redeem(tx: Transaction, now: datetime, who: object, code: str) -> Invite | None:
    """The same, used once."""
    invite = behind(tx, now, who, code)
    return invite if invite is not None and invites.use(tx, now, invite.id) else None


def who_moves(tx: Transaction, now: datetime, chat_id: int, code: str) -> Person | None:
    """Whose conversation moves to this account by the code that was typed."""
    if not guesses.may(tx, now, hidden(tx, now, chat_id)):
        return None
    person_id = moves.whose(tx, now, code)
    return None if person_id is None else people.by_id(tx, person_id)
