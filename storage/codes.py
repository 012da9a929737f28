"""Codes that people type or paste: 26 letters of five bits each, forgiven case, spaces, hyphens and misread figures."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
import unicodedata
from functools import reduce

LETTERS = 26  # 130 bits
_CODE = re.compile(rf"[a-z2-7]{{{LETTERS}}}")
_IN_A_LINK = re.compile(r"[?&]start(?:app|group)?=([^&#\s]*)|/join/([^/?&#\s]*)")
_COMMAND = re.compile(r"/start(?:@\w+)?\s+")
_BETWEEN = re.compile(r"[\s\u002d\u2010-\u2015\u2212\u00ad\u200b-\u200d\u2060\ufeff.,;:'\"`]+")
_MISREAD = str.maketrans("018", "olb")  # figures that no code has, for the letters they look like
# One code of two hundred has no figure; words as long have none, and numbers as long no letter.
_FIGURE, _LETTER = re.compile(r"\d"), re.compile("[a-z]", re.IGNORECASE)
_LONGEST = 500  # letters of a message that are looked at
_APART = re.compile(r"[\s,;:!?=()\[\]<>{}|*\"“”„«»]+")  # what words stand between
_GROUP = re.compile(r"(\S+)( ?)")
_MOST = 3  # candidates in one message


def new() -> str:
    """A code that nobody can guess."""
    return base64.b32encode(secrets.token_bytes(17)).decode().lower()[:LETTERS]


def normalise(text: str) -> str | None:
    """The code in what somebody typed: in any case, spaced, hyphenated or in a link. None when it cannot be one."""
    typed = unicodedata.normalize("NFKC", text[:_LONGEST]).lower()
    if link := _IN_A_LINK.search(typed):
        typed = link[1] or link[2] or ""
    typed = _BETWEEN.sub("", _COMMAND.sub("", typed.strip(), count=1)).translate(_MISREAD)
    return typed if _CODE.fullmatch(typed) else None


def among_words(text: str) -> str | None:
    """The code in a message of somebody whose words count, where it can hardly be anything else: in a link; or of
    letters and figures without a space in it, or in groups as long as each other. A word or a sentence of as many
    letters is none."""
    typed = text[:_LONGEST]
    whole, groups = normalise(typed), typed.split()
    if whole and (_IN_A_LINK.search(typed) or (_is_mixed(typed) and (len(groups) == 1 or _evenly(groups)))):
        return whole
    return next((code for one in _APART.split(text) if _is_mixed(one) and (code := normalise(one))), None)


def without(text: str, code: str) -> str:
    """What stands around this code in a message, as it was typed; the link that it stands in goes with it."""
    rest = _GROUP.sub(lambda group: f"{less}{group[2]}" if (less := _less(group[1], code)) else "", text)
    if rest == text:  # in groups, which are the whole of it
        return "" if normalise(text) == code else text
    return rest.strip()


def _less(group: str, code: str) -> str:
    if _IN_A_LINK.search(group.lower()) and normalise(group) == code:
        return ""
    parts = _APART.split(group)
    return reduce(lambda left, one: left.replace(one, ""), (one for one in parts if normalise(one) == code), group)


def candidates(text: str) -> list[str]:
    """What may be a code in a message of somebody who is not in yet: all of it, a word as long as one, or groups of
    letters and figures that are as long as each other. A few at most."""
    if whole := normalise(text):
        return [whole]
    groups = _APART.split(text[:_LONGEST])
    found = [code for one in groups if (code := normalise(one))]
    for first in range(len(groups)):
        for last in range(first + 3, len(groups) + 1):
            some = groups[first:last]
            together = "".join(some)
            if len(together) > 2 * LETTERS:
                break
            if _is_mixed(together) and _evenly(some) and (code := normalise(together)):
                found.append(code)
    return list(dict.fromkeys(found))[:_MOST]


def _is_mixed(typed: str) -> bool:
    return bool(_FIGURE.search(typed) and _LETTER.search(typed))


def _evenly(groups: list[str]) -> bool:
    return len(groups) > 2 and len({len(one) for one in groups[:-1]}) == 1 and len(groups[-1]) <= len(groups[0])


def hashed(code: str) -> str:
    """What is stored of a code."""
    return hashlib.sha256(code.encode()).hexdigest()
