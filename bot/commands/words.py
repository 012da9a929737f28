"""`voices words`: what each language lacks and which translations are stale; and that a translation was made."""

from __future__ import annotations

from collections.abc import Iterator

from bot.commands.finding import Finding
from config.gaps import gaps, languages_begun
from config.languages import language_files
from config.made_from import record

IN_ORDER, TO_MEND = 0, 78


def examine(language: str, *, recording: bool = False, fits: str = "") -> int:
    """Print what is missing or stale, in one language or in all; 0 when nothing is, 78 otherwise. With `recording` it
    is written down first which translations were made; those whose address begins with `fits` still fit."""
    begun = languages_begun()
    if language and language not in begun:
        print(f"There is no language {language!r}. There are: {', '.join(begun)}.")
        return TO_MEND
    if recording or fits:
        for code in [language] if language else begun:
            print(f"{code}: {record(code, fits=fits)} written down in config/texts/{code}.")
    found = {code: gaps(code) for code in ([language] if language else begun)}
    for code, lines in found.items():
        for line in lines:
            print(f"{code}: {line}")
        print(_summary(code, len(lines)))
    return TO_MEND if any(found.values()) else IN_ORDER


def findings() -> Iterator[Finding]:
    """For `voices doctor`: which languages are whole but have no native reader yet, and which are not whole."""
    known = language_files()
    for code in languages_begun():
        if code not in known:
            yield Finding("note", f"{code} is no language yet. voices words {code} says what it lacks.")
        elif known[code][1]["about"]["status"] == "draft":
            about = known[code][1]["about"]
            yield Finding(
                "note", f"{about['english_name']} ({code}) is a draft. {about['note']} Who chooses it is told so."
            )


def _summary(code: str, count: int) -> str:
    if count:
        return f"{code}: {count} to mend, in config/texts/{code} or config/prompts.{code}.toml."
    known = language_files()
    about = known[code][1]["about"]
    return f"{code}: whole. {about['name']} is {about['status']}. {about['note']}"
