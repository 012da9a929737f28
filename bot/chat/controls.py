"""The words that work at every question (skip, back, stop, …), which count only when they are the whole message."""

from collections.abc import Mapping
from typing import Final

from bot.chat.reading import CLOSE, Tokens, closeness, fold, fold_phrase, is_emoji

# Here a slip of the finger must not keep anybody from a person. Elsewhere only the exact words count: "Stan" is a name.
_FORGIVING: Final = ("person", "help")

_LONGEST: Final = 200  # characters; a longer message is an answer, and is not searched


def control_in(text: str, phrases: Mapping[str, tuple[str, ...]]) -> str | None:
    """The id of the control whose phrase the whole text is; case, accents and punctuation do not matter."""
    tokens = fold(text) if len(text) <= _LONGEST else ()
    said = tuple(token for token in tokens if not is_emoji(token))
    if not said:
        return None
    for control, known in phrases.items():
        if any(said == fold_phrase(phrase) for phrase in known):
            return control
    for control in _FORGIVING:
        if any(_is_close(said, fold_phrase(phrase)) for phrase in phrases.get(control, ())):
            return control
    return None


def _is_close(said: Tokens, phrase: Tokens) -> bool:
    """Whether each word is the phrase's word in its place, or close to it."""
    return len(said) == len(phrase) and all(
        typed == meant or (len(meant) > 3 and closeness(typed, meant) >= CLOSE)
        for typed, meant in zip(said, phrase, strict=True)
    )
