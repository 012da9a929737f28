"""Which words of an answer may be asked for: as they stand in it, whole, and not those of a hard day."""

from __future__ import annotations

from collections.abc import Sequence

from console.desk import Reading
from console.forms import Form
from storage.people import Person
from storage.whole_words import beginning, whole

LONGEST = 500
FEWEST_LETTERS = 2
HEAVY = (
    "These words sound as if they come from a hard day, so I do not put them before somebody in a message. Speak with "
    "them first, or choose other words."
)
CUT = (
    "These words began or ended inside another word. They stand in the field with whole words now. Look whether these "
    "are the ones that you mean."
)


def offered(words: str) -> str:
    """What the form begins with: the whole answer, or as much of it as may be asked for."""
    return beginning(words, LONGEST)


def chosen(look: Reading, form: Form, value: object, author: Person) -> str:
    """The words that were chosen, on one line; what is wrong with them stands in the form."""
    words = _on_a_line(form.text("words", "Choose the words that you would like to use.", most=LONGEST))
    found = [one for part in _typed(value) if (one := whole(words, _on_a_line(part)))]
    if words and not found:
        form.wrong("words", "Take the words as they stand in the answer. Only its author can change them.")
    elif words and sum(letter.isalnum() for letter in words) < FEWEST_LETTERS:
        form.wrong("words", "Choose a word or more: one letter, or a mark alone, says nothing to whoever reads it.")
    elif words and words not in found:
        form.values["words"] = found[0]
        form.wrong("words", CUT)
    if look.scene_of(author).voice.sounds_heavy(words):
        form.wrong("words", HEAVY)
    return words


def _on_a_line(words: str) -> str:
    return " ".join(words.split())


def _typed(value: object) -> Sequence[str]:
    """What of an answer is written: a voice note cannot stand in a report."""
    if isinstance(value, dict):
        return [one for one in value.get("parts", ()) if isinstance(one, str)]
    return [value] if isinstance(value, str) else []
