"""Which English each translation was made from: a mark of both is written down beside the texts when one is made.

So a translation whose English was changed afterwards is known to be stale, however small the change was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

from config.languages import FIRST, FOLDER, flat, language_files, texts_in
from config.prompts import prompt_files

FILE = "made_from.txt"
THOUGHT = "thought."  # before the id of a thought to turn over
LETTERS = 10  # of a mark: a clash is less likely than a misprint
_HEAD = "# Written by voices words --record: a text, the mark of the English that it was made from, its own mark.\n"


@dataclass(frozen=True, slots=True)
class Made:
    """The marks of a translation and of the English that it was made from."""

    english: str
    own: str


@lru_cache(maxsize=20_000)
def mark(text: str) -> str:
    """A few letters that change whenever the text does."""
    return sha256(text.encode()).hexdigest()[:LETTERS]


@cache
def shipped_texts(code: str) -> Mapping[str, str]:
    """Every text and every thought of one language, by address."""
    thoughts = {f"{THOUGHT}{one['id']}": one["words"] for one in prompt_files().get(code, ())}
    texts = language_files()[code][0] if code in language_files() else texts_in(FOLDER / code)
    return dict(flat(texts)) | thoughts


@cache
def recorded(code: str) -> Mapping[str, Made]:
    """What is written down for one language, by address."""
    path = FOLDER / code / FILE
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    told = [line.split() for line in lines if line and not line.startswith("#")]
    return {address: Made(english, own) for address, english, own in told}


def stale(code: str) -> list[str]:
    """Translations that are not known to say what the English says now, a line each."""
    return out_of_date(shipped_texts(FIRST), shipped_texts(code), recorded(code))


def out_of_date(english: Mapping[str, str], own: Mapping[str, str], known: Mapping[str, Made]) -> list[str]:
    """The same of any texts, by address."""
    found = []
    for address in (one for one in english if one in own):
        made = known.get(address)
        if made is None:
            found.append(f"not recorded: {address} (voices words --record)")
        elif made.english != mark(english[address]):
            found.append(f"stale: {address}, its English is now {english[address]!r}")
    return found + [
        f"recorded, and there is no such text: {one} (voices words --record)" for one in known if one not in own
    ]


def record(code: str, *, fits: str = "") -> int:
    """Write down each translation that is new, or was changed since its English was; how many."""
    known = recorded(code)
    made = brought_up(shipped_texts(FIRST), shipped_texts(code), known, fits)
    _write(FOLDER / code / FILE, made)
    return sum(1 for address, one in made.items() if known.get(address) != one)


def brought_up(
    english: Mapping[str, str], own: Mapping[str, str], known: Mapping[str, Made], fits: str = ""
) -> dict[str, Made]:
    """What is to be written down. A translation that nobody touched stays stale, unless its address begins with `fits`:
    then it still says what the English says."""
    made: dict[str, Made] = {}
    for address in sorted(english.keys() & own.keys()):
        now, before = Made(mark(english[address]), mark(own[address])), known.get(address)
        untouched = before is not None and before.own == now.own
        still_fits = bool(fits) and address.startswith(fits)
        made[address] = before if before is not None and untouched and not still_fits else now
    return made


def _write(path: Path, made: Mapping[str, Made]) -> None:
    lines = [f"{address} {one.english} {one.own}\n" for address, one in made.items()]
    path.write_text(_HEAD + "".join(lines), encoding="utf-8")
    recorded.cache_clear()
