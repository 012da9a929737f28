"""Handles: what stands in an address in place of the id of an answer, for those who may not learn when it was given.

An id tells the microsecond in which it was made. A handle tells nothing, and leads back to the id with a key that stays
in the database: the id and six empty bytes, sent through four rounds of a Feistel network.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime

from storage import facts
from storage.database import Transaction

KEY = "handles_key"
ID, HALF, ROUNDS = 10, 8, 4  # bytes of an id and of half a handle
_EMPTY = bytes(2 * HALF - ID)
LENGTH = 4 * HALF  # letters of a handle


def of(tx: Transaction, now: datetime, made_id: str) -> str:
    """The handle of an id, always the same; '' of none. The first one makes the key."""
    key = facts.fact(tx, KEY)
    if key is None:
        key = secrets.token_hex(32)
        facts.note(tx, now, KEY, key)
    return _through(key, bytes.fromhex(made_id) + _EMPTY, range(ROUNDS)).hex() if made_id else ""


def behind(tx: Transaction, typed: str) -> str:
    """The id behind a handle; '' where it is none of ours, such as an id itself."""
    key = facts.fact(tx, KEY)
    try:
        handle = bytes.fromhex(typed)
    except ValueError:
        return ""
    if key is None or len(typed) != LENGTH or len(handle) != 2 * HALF:
        return ""
    found = _swapped(_through(key, _swapped(handle), range(ROUNDS)[::-1]))
    return found[:ID].hex() if found[ID:] == _EMPTY else ""


def _through(key: str, block: bytes, rounds: range) -> bytes:
    left, right = block[:HALF], block[HALF:]
    for number in rounds:
        mixed = hmac.digest(key.encode(), bytes([number]) + right, hashlib.sha256)[:HALF]
        left, right = right, bytes(one ^ other for one, other in zip(left, mixed, strict=True))
    return left + right


def _swapped(block: bytes) -> bytes:
    return block[HALF:] + block[:HALF]
