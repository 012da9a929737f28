"""The texts and thoughts of which the log tells, by how they begin."""

from __future__ import annotations

import re
from textwrap import shorten

from bot.chat.addresses import THOUGHT
from bot.wording.standing import came_with
from console.audit_named import Named
from console.desk import Reading
from storage import prompts, text_versions
from storage.audit import Entry

OF_TEXT = re.compile(r"(\S+) \((\w+)\)")
LONGEST = 80  # letters of a thought or a text


def text(look: Reading, one: Entry) -> Named:
    """A text by how it came with the program, in English."""
    found = OF_TEXT.fullmatch(one.detail)
    version = None if found else text_versions.by_id(look.tx, one.about)
    address = found[1] if found else version.address if version else ""
    path = f"/words/{address}" if look.me.may("edit_words") else ""
    if address.startswith(THOUGHT):
        return Named(_thought_of(look, address.removeprefix(THOUGHT)), path)
    words = came_with(look.texts.languages[0]).get(address, "")
    if not words:
        return Named(f"the text {address}" if address else "")
    return Named(f"the text {_quoted(words)}", path)


def thought(look: Reading, one: Entry) -> Named:
    """A thought by its words."""
    return Named(_thought_of(look, one.about))


def _thought_of(look: Reading, prompt_id: str) -> str:
    """A thought that the team or the program brought by its words; one that somebody suggested is theirs."""
    kept = prompts.by_id(look.tx, prompt_id)
    if kept is not None and kept.suggested_by:
        return "a thought that somebody suggested"
    words = kept.words if kept is not None and kept.words else ""
    words = words or next((each.words for each in look.voice.prompts if each.id == prompt_id), "")
    return _quoted(words) if words else ""


def _quoted(words: str) -> str:
    return f"“{shorten(words, LONGEST, placeholder=' …')}”"
