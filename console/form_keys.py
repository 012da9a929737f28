"""The keys that our forms carry: they belong to a sign-in, so that no other site can send one."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Any

KEY, KEY_LENGTH = "key", 32
SHOWN = "shown"  # a field: the newest row of the audit log that there was when the page of the form was drawn
WROTE = "wrote"  # a field: when whoever the page is about had written last when it was drawn
SECRET = (KEY, "code", "token", "password")  # fields of which nothing is kept or shown again
OURS = (KEY, SHOWN, WROTE)  # fields that nobody typed


def form_key(token: str) -> str:
    """What a form carries that belongs to this sign-in, and no other site can know."""
    return hmac.new(token.encode(), b"console form", hashlib.sha256).hexdigest()[:KEY_LENGTH]


def page_key(token: str) -> str:
    """The same with an end of its own, by which a form of this page that is sent twice is known."""
    return form_key(token) + secrets.token_hex(8)


def has_key(token: str, key: Any) -> bool:
    theirs = str(key).encode("ascii", "replace").decode()[:KEY_LENGTH]
    return bool(token) and hmac.compare_digest(form_key(token), theirs)
