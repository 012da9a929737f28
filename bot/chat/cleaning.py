"""People's words made safe to store: kept as typed, less what a database or a screen cannot carry."""

import unicodedata
from typing import Final

from bot.rules.links import no_link

NAME_LENGTH: Final = 60

# PostgreSQL refuses NUL and no screen shows the other controls; newline and tab are part of what people type. What
# programs put where a line ends stays one, so that two words do not become one.
_LINE_ENDS: Final = dict.fromkeys((0x0B, 0x0C, 0x85), "\n")
_CONTROLS: Final = {**dict.fromkeys({*range(0x20), *range(0x7F, 0xA0)} - {0x09, 0x0A}), **_LINE_ENDS}

# Embeddings, overrides and isolates: in a name they turn round the words that follow it on a page.
_BIDI: Final = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])

_OVERRIDES: Final = dict.fromkeys(range(0x202A, 0x202F))
_TURNS: Final = frozenset("\u202d\u202e")  # whatever the letters are; the others only where both directions stand
_DIRECTIONS: Final = {"L": "left", "R": "right", "AL": "right"}
_OPENS: Final = frozenset("\u2066\u2067\u2068")
_CLOSES: Final = "\u2069"

# Letters and marks by category, yet nothing to see: grapheme joiner, Hangul fillers, Khmer vowels, blank Braille.
_BLANK: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def clean_words(text: str) -> str:
    """The text as typed, less control characters; line ends become a newline, a lone surrogate becomes U+FFFD."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    # Through UTF-16, so that two surrogates which belong together become the character they stand for.
    whole = lines.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.translate(_CONTROLS)


def in_its_direction(text: str) -> str:
    """The text without signs that turn round what follows them: overrides go, and isolates that are not closed."""
    plain = text.translate(_OVERRIDES)
    depth = 0
    for character in plain:
        depth += (character in _OPENS) - (character == _CLOSES)
        if depth < 0:
            break
    return plain if depth == 0 else plain.translate(_BIDI)


def for_others(text: str) -> str:
    """What one person typed, as another is shown it in our voice: no link, and nothing that turns words round."""
    return no_link(in_its_direction(text))


def reads_otherwise(text: str) -> bool:
    """Whether a reader would see another order of letters in this text with the signs that `in_its_direction` takes."""
    if text == in_its_direction(text):
        return False
    return (
        not _TURNS.isdisjoint(text)
        or len({_DIRECTIONS.get(unicodedata.bidirectional(one)) for one in text} - {None}) > 1
    )


def in_line(text: str) -> str:
    """Words for one line: no bidi overrides, single spaces."""
    return " ".join(clean_words(text).translate(_BIDI).split())


def is_empty(text: str) -> bool:
    """Whether there is nothing to see: no characters, or only spaces, controls and zero-width ones."""
    return all(map(_is_invisible, text))


def clean_name(text: str) -> str:
    """A name for one line: no bidi overrides, single spaces, at most 60 characters, "" when nothing is to be seen."""
    name = in_line(text)
    return "" if is_empty(name) else _shortened(name)


def _is_invisible(character: str) -> bool:
    if character.isspace() or character in _BLANK or "\ufe00" <= character <= "\ufe0f":
        return True
    return unicodedata.category(character) in ("Cc", "Cf") or "\U000e0100" <= character <= "\U000e01ef"


def _shortened(name: str) -> str:
    if len(name) <= NAME_LENGTH:
        return name
    import regex  # type: ignore[import-untyped]  # whole graphemes; loaded when a name is first too long

    end = 0
    for grapheme in regex.finditer(r"\X", name[: NAME_LENGTH + 1]):
        if grapheme.end() > NAME_LENGTH:
            break
        end = grapheme.end()
    return name[: end or NAME_LENGTH].rstrip()  # one endless grapheme is cut inside
