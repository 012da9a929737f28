"""Write docs/retention.md, what is kept and how long, from the data map: python -m bot.commands.map_docs."""

from __future__ import annotations

from pathlib import Path

from bot.actions import kept
from bot.chat.texts import Texts, Voice
from config.languages import language_files
from storage import data_map, terms

PAGE = Path(__file__).parents[2] / "docs" / "retention.md"
_HEAD = """# What is kept, why, and how long

Written by `python -m bot.commands.map_docs` from the data map (`storage/data_map/`), the texts of `/privacy` and the
defaults in `storage/terms.py`. Do not edit: a test compares it. A column
that nobody has put on the map fails the build.

Another term is chosen with `VOICES_KEEP`, such as `VOICES_KEEP=answers=365, voice_notes=30` (in days). A job deletes
once a day and writes to the audit log how much it was.

| what | why, who sees it and how long | tables |
|---|---|---|
"""
# What is nobody's in particular, or is not told in the chat.
OTHERS = {
    "program": "The program's own notes: which version made the database, counts without names, the ledger of what was "
    "erased or withdrawn, under salted hashes. They stay.",
    "guesses": "How often a wrong code was tried within an hour, under a keyed hash. It goes after a day.",
    "presses": "That a form of the team was sent and done, under a hash, and the page to which it led: so that it is "
    "done once. It goes after a day.",
    "reports": "Learning reports as the team writes them: the period, the parts, and the team's own words. Quotations "
    "are fetched anew each time and only while their yes stands. They stay until the team removes them.",
    "notices": "What the team should look at, by number and without words. It goes 90 days after it was seen.",
}
_PEOPLE = """
## What people look after

No program can delete these for you: copies for safety (`voices backup`) older than {backups} days, folders made by
`voices export` older than {exports} days, and log files older than {logs} days.

## The terms

| name in `VOICES_KEEP` | days | from | to |
|---|--:|--:|--:|
"""


def page() -> str:
    """The whole page."""
    voice = Texts(language_files()).voice("en")
    days = {name: term.days for name, term in terms.TERMS.items()}
    rows = [_row(voice, kind, days) for kind in (*kept.CLASSES, *OTHERS)]
    chosen = [f"| `{name}` | {term.days} | {term.least} | {term.most} |" for name, term in terms.TERMS.items()]
    return _HEAD + "\n".join(rows) + "\n" + _PEOPLE.format(**terms.BY_PEOPLE) + "\n".join(chosen) + "\n" + _columns()


def _row(voice: Voice, kind: str, days: dict[str, int]) -> str:
    tables = ", ".join(f"`{each.table}`" for each in data_map.TABLES if each.kind == kind)
    if kind in OTHERS:
        return f"| {kind} | {OTHERS[kind]} | {tables} |"
    return f"| {voice.short(kept.TABLE, kind)} | {kept.told(voice, kind, days)} | {tables} |"


def _columns() -> str:
    lines = [
        "",
        "## Every column",
        "",
        "| table | in the copy of `/mydata` | inner | left after erasure |",
        "|---|---|---|---|",
    ]
    for each in data_map.TABLES:
        left = "about nobody" if each.nobody else ", ".join(each.left_columns) or "nothing"
        lines.append(f"| `{each.table}` | {', '.join(each.given) or '-'} | {', '.join(each.inner) or '-'} | {left} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
