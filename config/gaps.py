"""What a language lacks, compared with the English files. Nothing falls back: a language is whole or not there."""

from __future__ import annotations

import re

from config.languages import FIRST, FOLDER, WORDS, flat, read_toml, texts_in
from config.made_from import stale
from config.prompts import prompt_files

SHORTEST = 30  # letters that a question's short form may have: it stands on a button
_PLACE = re.compile(r"\{(\w+)\}")


def languages_begun() -> list[str]:
    """The codes of all languages that there is a folder of, finished or not, but English."""
    return sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir() and folder.name != FIRST)


def gaps(code: str) -> list[str]:
    """What is missing, left over or wrong, a line each; none when the language is whole."""
    english, own = (dict(flat(texts_in(FOLDER / one))) for one in (FIRST, code))
    found = [f"missing: {address} = {english[address]!r}" for address in english if address not in own]
    found += [f"not in English: {address}" for address in own if address not in english]
    found += [
        f"other places: {address} has {_places(own[address])}, English {_places(english[address])}"
        for address in own
        if address in english and set(_places(own[address])) != set(_places(english[address]))
    ]
    found += [f"too long for a button: {one}" for one in own if one.endswith(".short") and len(own[one]) > SHORTEST]
    found += [f"empty: {one}" for one in own if not own[one].strip() and english.get(one, " ").strip()]
    return found + _gaps_in_words(code) + _gaps_in_prompts(code) + stale(code)


def _gaps_in_words(code: str) -> list[str]:
    """Phrases of control that nobody wrote down, or all of them."""
    path = FOLDER / code / WORDS
    if not path.exists():
        return [f"missing: {WORDS}"]
    own, english = read_toml(path), read_toml(FOLDER / FIRST / WORDS)
    if "typed_as" in own["about"]:
        return []
    return [
        f"missing: {WORDS} [{table}] {key}"
        for table in ("words", "controls", "typing")
        for key in english[table]
        if key not in own.get(table, {})
    ]


def _gaps_in_prompts(code: str) -> list[str]:
    """Thoughts to turn over: the same ids, themes and stages, in the same order."""
    wanted, own = ({one["id"]: one for one in prompt_files().get(each, ())} for each in (FIRST, code))
    found = [f"missing: prompt {one} = {wanted[one]['words']!r}" for one in wanted if one not in own]
    found += [f"not in English: prompt {one}" for one in own if one not in wanted]
    kept = [one for one in own if one in wanted]
    return found + [
        f"other theme or stage: prompt {one}"
        for one in kept
        if (own[one]["theme"], own[one]["stage"]) != (wanted[one]["theme"], wanted[one]["stage"])
    ]


def _places(text: str) -> list[str]:
    return _PLACE.findall(text)
