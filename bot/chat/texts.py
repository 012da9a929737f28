"""What the bot says, by story, key and language. Wording comes from the language files, and from what staff published
over them; nothing is worded here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any

from bot.chat import addresses
from bot.chat.bidi import with_addresses
from bot.chat.label import Label
from bot.chat.places import MissingWording, fill, named
from bot.chat.questions import Words
from bot.chat.reading import fold
from bot.chat.told import About, about_of, controls_of, for_help, heavy_of, in_every, of_all, tongues_of
from bot.rules.heavy_words import Phrases, said_straight_out, sounds_heavy
from bot.rules.reflecting import Prompt

SHARED = "shared"
SPEAK = "speak_"  # before a language's code: the control that asks us to speak it
_NUMBER = re.compile(r"(_[0-9]+)+$")  # which a loop puts behind a key: prompt_2 is worded as prompt


@dataclass(frozen=True, slots=True)
class Voice:
    """One language: what is said in it, what is understood, and the prompts for reflection that come with it. `names`
    says what each language calls itself, and `tags` what a browser knows it by."""

    language: str
    about: About
    texts: Mapping[str, Mapping[str, Any]]
    words: Words
    controls: Mapping[str, tuple[str, ...]]
    commands: Mapping[str, Any] = field(default_factory=dict)
    prompts: tuple[Prompt, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    heavy: tuple[Phrases, ...] = ()  # in every language, its own first
    for_help: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # in this language alone
    tags: Mapping[str, str] = field(default_factory=dict)
    added: Mapping[str, str] = field(default_factory=dict)  # the words here of prompts that staff added elsewhere

    def sounds_heavy(self, text: str) -> bool:
        """Whether what somebody wrote sounds heavy enough to ask if they would like a person."""
        said = fold(text)
        return any(sounds_heavy(said, known) for known in self.heavy)

    def says_it_straight_out(self, text: str) -> bool:
        """Whether it needs no reading between the lines."""
        said = fold(text)
        return any(said_straight_out(said, known) for known in self.heavy)

    @property
    def direction(self) -> str:
        """The way its writing runs: ltr or rtl."""
        return self.about.direction

    def says(self, story: str, key: str, values: Mapping[str, object]) -> str:
        """The text under `story` and `key`, else the shared one, with its `{places}` filled; a Label in this language.

        Raises MissingWording when there is none, or when a place has no value.
        """
        text = with_addresses(self._entry(story, key)["says"], self.direction)
        told = {name: self._told(value) for name, value in values.items()}
        return fill(text, told, self.direction)

    def _told(self, value: object) -> object:
        if not isinstance(value, Label):
            return value
        return self.labels(value.story, value.key, (value.option,))[value.option]

    def unfilled(self, story: str, key: str) -> str:
        """The text before anybody is asked, with what stands in its places named, such as [when]."""
        return named(str(self._entry(story, key)["says"]))

    def short(self, story: str, key: str) -> str:
        """A few words for a question, for summaries and buttons."""
        return str(self._entry(story, key).get("short", key))

    def version(self, story: str, key: str) -> str:
        """The version of a wording that people agree to; a new one means something else and asks them again."""
        return str(self._entry(story, key).get("version", "1"))

    def labels(self, story: str, key: str, options: Iterable[str]) -> dict[str, str]:
        """Each option's words on a button: the question's own, else the shared ones, else the option itself."""
        ranked = (self._entry(story, key).get("options", {}), self.texts[SHARED]["labels"], self.names)
        return {option: str(next((words[option] for words in ranked if option in words), option)) for option in options}

    def own_label(self, story: str, key: str, option: str) -> str | None:
        """The words that the question itself has for an option, or None."""
        words = self._entry(story, key).get("options", {}).get(option)
        return None if words is None else str(words)

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
        entry = self._named(story, key)
        return self._named(story, _NUMBER.sub("", key)) if entry is None else entry

    def _named(self, story: str, name: str) -> str | Mapping[str, Any] | None:
        for section in (story, SHARED):
            entry = self.texts.get(section, {}).get(name)
            if isinstance(entry, str | Mapping):
                return entry
        return None


class Texts:
    """Every language there is. Asking for one that does not exist gives the first, which is English.

    What staff publish is said from the next turn on: `publish` puts whole new voices in place of the old ones, in one
    go, and a turn that has begun goes on in the voice it has.
    """

    def __init__(
        self,
        files: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]],
        *,
        prompts: Mapping[str, Sequence[Mapping[str, str]]] | None = None,
        first: str = "en",
    ) -> None:
        library = {code: tuple(Prompt(**one) for one in each) for code, each in (prompts or {}).items()}
        heavy = {code: heavy_of(words["heavy"]) for code, (_, words) in files.items() if "heavy" in words}
        about = {code: about_of(words["about"]) for code, (_, words) in files.items()}
        everywhere = {f"{SPEAK}{code}": one.asked_for for code, one in about.items()}
        helping = {code: for_help(words) for code, (_, words) in files.items()}
        first_words, every = files[first][1], in_every(helping.values())
        said = {code: Words.from_mapping(words["words"]) for code, (_, words) in files.items()}
        naming_nothing = tuple(dict.fromkeys(phrase for one in said.values() for phrase in one.naming_nothing))
        names = tuple(dict.fromkeys(name for one in said.values() for name in one.names))
        tongues = tongues_of(about)
        self._first = first
        self.as_of = 0  # how many steps of what staff changed are in it
        self._shipped = {
            code: Voice(
                code,
                about[code],
                texts,
                # thanks are thanks in any language, and so is a name a name
                replace(said[code], courtesies=naming_nothing, names=names, tongues=tongues),
                controls_of(words, first_words, every) | everywhere,
                dict(texts.get("commands", {})),
                library.get(code, ()),
                {other: one.name for other, one in about.items()},
                of_all(heavy, code),
                helping[code],
                {other: one.tag for other, one in about.items()},
            )
            for code, (texts, words) in files.items()
        }
        self._voices = self._shipped

    def publish(self, changed: Mapping[str, Mapping[str, str]], as_of: int = 0) -> None:
        """From now on these words are said in place of those that came with the program, by language and address; all
        others are said as they came."""
        self._voices = {code: _changed(voice, changed.get(code, {})) for code, voice in self._shipped.items()}
        self.as_of = as_of

    def trying(self, changed: Mapping[str, Mapping[str, str]]) -> Texts:
        """The same as it would be with these published; this one stays as it is."""
        other = copy(self)
        other.publish(changed)
        return other

    def voice(self, language: str) -> Voice:
        """How we speak to somebody who chose `language`."""
        return self._voices.get(language, self._voices[self._first])

    @property
    def first(self) -> Voice:
        """The language that everybody may type, too."""
        return self._voices[self._first]

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of all languages there are."""
        return tuple(self._voices)


def _changed(voice: Voice, changed: Mapping[str, str]) -> Voice:
    """A voice with other words at these addresses."""
    if not changed:
        return voice
    texts = addresses.with_words(voice.texts, changed)
    known = {one.id for one in voice.prompts}
    thoughts = addresses.thoughts(changed)
    return replace(
        voice,
        texts=texts,
        commands=dict(texts.get("commands", {})),
        prompts=tuple(replace(one, words=thoughts.get(one.id, one.words)) for one in voice.prompts),
        added={name: words for name, words in thoughts.items() if name not in known},
    )
