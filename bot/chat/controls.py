"""The words that work at every question (skip, back, stop, …), which count only when they are the whole message."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.chat.reading import Tokens, fold, fold_phrase, is_emoji
from bot.chat.spelling import CLOSE, closeness

# Here neither a slip of the finger nor the language must keep anybody from a person. Elsewhere only the exact words
# count: "Stan" is a name.
FOR_HELP: Final = ("person", "help_now", "help")

_LONGEST: Final = 200  # characters; a longer message is an answer, and is not searched


@dataclass(frozen=True, slots=True)
class _Folded:
    """Each phrase's control; the forgiving ones by their words' first letters, which a close spelling shares."""

    exact: Mapping[Tokens, str]
    forgiving: Mapping[str, list[tuple[str, Tokens]]]


def control_in(text: str, phrases: Mapping[str, tuple[str, ...]]) -> str | None:
    """The id of the control whose phrase the whole text is; case, accents and punctuation do not matter."""
    tokens = fold(text) if len(text) <= _LONGEST else ()
    said = tuple([token for token in tokens if not is_emoji(token)])
    if not said:
        return None
    known = _folded(tuple(phrases.items()))
    if said in known.exact:
        return known.exact[said]
    for control, phrase in known.forgiving.get(_initials(said), ()):
        if _is_close(said, phrase):
            return control
    return None


@lru_cache(maxsize=16)
def _folded(listed: tuple[tuple[str, tuple[str, ...]], ...]) -> _Folded:
    """The phrases of one language; when two controls have the same, it is the first one's."""
    exact = {fold_phrase(phrase): control for control, known in reversed(listed) for phrase in known}
    forgiving: dict[str, list[tuple[str, Tokens]]] = {}
    for control in FOR_HELP:
        for phrase in map(fold_phrase, dict(listed).get(control, ())):
            forgiving.setdefault(_initials(phrase), []).append((control, phrase))
    return _Folded(exact, forgiving)


def _initials(tokens: Tokens) -> str:
    return "".join([token[0] for token in tokens])


def _is_close(said: Tokens, phrase: Tokens) -> bool:
    """Whether each word is the phrase's word in its place, or close to it."""
    return all(
        typed == meant or (len(meant) > 3 and closeness(typed, meant) >= CLOSE)
        for typed, meant in zip(said, phrase, strict=True)
    )
