"""What the bot says, by story, key and language. Wording comes from the language files; nothing is worded here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.chat.questions import Words
from bot.rules.reflecting import Prompt

SHARED = "shared"
_PLACE = re.compile(r"\{(\w+)\}")
_NUMBER = re.compile(r"(_[0-9]+)+$")  # which a loop puts behind a key: prompt_2 is worded as prompt


class MissingWording(LookupError):
    """A text that a story needs is not in the language file."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One language: what is said in it, what is understood, and the prompts for reflection that come with it."""

    language: str
    texts: Mapping[str, Mapping[str, Any]]
    words: Words
    controls: Mapping[str, tuple[str, ...]]
    commands: Mapping[str, Any] = field(default_factory=dict)
    prompts: tuple[Prompt, ...] = ()

    def says(self, story: str, key: str, values: Mapping[str, object]) -> str:
        """The text under `story` and `key`, else the shared one, with its `{places}` filled.

        Raises MissingWording when there is none, or when a place has no value.
        """
        return fill(self._entry(story, key)["says"], values)

    def short(self, story: str, key: str) -> str:
        """A few words for a question, for summaries and buttons."""
        return str(self._entry(story, key).get("short", key))

    def version(self, story: str, key: str) -> str:
        """The version of a wording that people agree to; a new one means something else and asks them again."""
        return str(self._entry(story, key).get("version", "1"))

    def labels(self, story: str, key: str, options: Iterable[str]) -> dict[str, str]:
        """Each option's words on a button: the question's own, else the shared ones, else the option itself."""
        own = self._entry(story, key).get("options", {})
        shared = self.texts[SHARED]["labels"]
        return {option: str(own.get(option, shared.get(option, option))) for option in options}

    def label(self, option: str) -> str:
        """The shared words for a button that every question has."""
        return str(self.texts[SHARED]["labels"][option])

    def menu(self, roles: Iterable[str] = ()) -> dict[str, str]:
        """The commands to show to somebody with these roles, with their descriptions: those of everybody last."""
        own = {name: text for role in roles for name, text in self.commands.get(role, {}).items()}
        return own | {name: text for name, text in self.commands.items() if isinstance(text, str)}

    def has(self, story: str, key: str) -> bool:
        """Whether there is a wording for this key."""
        return self._found(story, key) is not None

    def _entry(self, story: str, key: str) -> Mapping[str, Any]:
        found = self._found(story, key)
        if found is None:
            raise MissingWording(f"no wording for {story}.{key} in {self.language}")
        return {"says": found} if isinstance(found, str) else found

    def _found(self, story: str, key: str) -> str | Mapping[str, Any] | None:
        """The entry under the key itself, else under the key without the number that a loop put behind it."""
        for name in dict.fromkeys((key, _NUMBER.sub("", key))):
            for section in (story, SHARED):
                entry = self.texts.get(section, {}).get(name)
                if isinstance(entry, str | Mapping):
                    return entry
        return None


def fill(text: str, values: Mapping[str, object]) -> str:
    """`text` with each `{place}` replaced by its value, literally. Raises MissingWording for a place without one."""

    def value(place: re.Match[str]) -> str:
        if place[1] not in values:
            raise MissingWording(f"no value for {{{place[1]}}}")
        return str(values[place[1]])

    return _PLACE.sub(value, text)


class Texts:
    """Every language there is. Asking for one that does not exist gives the first, which is English."""

    def __init__(
        self,
        files: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]],
        *,
        prompts: Mapping[str, Sequence[Mapping[str, str]]] | None = None,
        first: str = "en",
    ) -> None:
        library = {code: tuple(Prompt(**one) for one in each) for code, each in (prompts or {}).items()}
        self._voices = {
            code: _voice(code, texts, words, library.get(code, library.get(first, ())))
            for code, (texts, words) in files.items()
        }
        self._first = first

    def voice(self, language: str) -> Voice:
        """How we speak to somebody who chose `language`."""
        return self._voices.get(language, self._voices[self._first])

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of all languages there are."""
        return tuple(self._voices)


def _voice(code: str, texts: Mapping[str, Any], words: Mapping[str, Any], prompts: tuple[Prompt, ...]) -> Voice:
    controls = {name: tuple(phrases) for name, phrases in words["controls"].items()}
    return Voice(code, texts, Words.from_mapping(words["words"]), controls, dict(texts.get("commands", {})), prompts)
