"""The organisation that is typed for somebody: before one is made that is spelt nearly like another, it is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.chat.reading import fold
from bot.chat.spelling import CLOSE, closeness
from bot.rules.invite_lines import Guest
from bot.rules.names import has_a_letter
from console.desk import Reading
from console.forms import Form
from storage import organisations

FIELD, CHOSEN, NEW = "organisation", "organisation_id", "new"
LONGEST = 120
NO_NAME = "This has no letter in it. Type what the organisation is called, or leave it out."


def home(look: Reading, form: Form) -> str:
    """What it is called, or ''. Where only others are there that are spelt like it, they are to choose from, and so is
    a new one of this name; for the same words it is whichever was chosen."""
    words = " ".join(form.text(FIELD, most=LONGEST, links=False).split())
    if words and not has_a_letter(words):
        form.wrong(FIELD, NO_NAME)
    known = organisations.names(look.tx)
    if not words or FIELD in form.errors or words in known.values():
        return words
    near, anew = alike(words, known), f"{NEW} {words}"
    if not near or form[CHOSEN] == anew:
        return words
    if form[CHOSEN] in near:
        form.values[FIELD] = near[form[CHOSEN]]
        return near[form[CHOSEN]]
    form.choices[FIELD] = {**near, anew: f"A new organisation: {words}"}
    form.wrong(FIELD, "Voices knows an organisation that is spelt nearly like this. Choose which one is meant.")
    return ""


def as_known(look: Reading, guests: Sequence[Guest]) -> list[Guest]:
    """Each of them at the organisation as Voices has it, or the list has it first, where it is the same but for case
    and accents."""
    known = organisations.names(look.tx).values()
    spelt = {fold(name): name for name in known}
    found = []
    for one in guests:
        words, name = fold(one.organisation), one.organisation
        found.append(replace(one, organisation=name if name in known or not words else spelt.setdefault(words, name)))
    return found


def alike(words: str, known: Mapping[str, str]) -> dict[str, str]:
    """Those that may be meant by a name that is none of theirs: the same but for case, accents and spaces, or for a
    slip of the finger."""
    return {one: name for one, name in known.items() if _is_like(words, name)}


def _is_like(words: str, name: str) -> bool:
    typed, meant = fold(words), fold(name)
    if len(typed) == len(meant) and all(closeness(*both) >= CLOSE for both in zip(typed, meant, strict=True)):
        return bool(typed)
    return "".join(typed) == "".join(meant) != ""
