"""A copy of somebody's records as one page: readable in any browser, by a screen reader, and without a network."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from bot.chat.texts import Voice

TABLE = "mydata_page"
ORDER = (
    *(
        "person",
        "earlier_names",
        "roles",
        "profile",
        "access_needs",
        "interests",
        "consents",
        "answers",
        "readings",
        "openings",
        "passages",
        "audit",
        "fates",
    ),
    *("pairings", "groups", "sessions", "proposals", "commitments", "reveals", "prompts", "offered_prompts"),
    *("opportunities", "responses", "threads", "muted_topics"),
    *("quotations", "voice_notes", "transcripts", "concerns", "alerts", "nudges", "messages", "links", "copies"),
    *("doors", "email", "emails", "conversations", "invites", "erasures", "sign_ins"),
)
_LEFT_OUT = ("question", "asked_at")  # the wording and the time of the answer say it; both are in the other file
STYLE = (
    "body{font:1.1rem/1.5 sans-serif;max-width:45rem;margin:1rem auto;padding:0 1rem;color:#111;background:#fff}"
    "li{margin:0 0 1rem}dt{font-weight:bold}dd{margin:0 0 .3rem;white-space:pre-wrap;overflow-wrap:anywhere}"
)


def page(voice: Voice, held: Mapping[str, list[dict[str, Any]]]) -> str:
    """The page: a heading for each kind of record, each record as a list of names and values."""
    sections = "\n".join(_section(voice, kind, held[kind]) for kind in ORDER)
    title = _says(voice, "title")
    return f"""<!doctype html>
<html lang="{escape(voice.about.tag)}" dir="{voice.direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>{STYLE}</style></head>
<body><main><h1>{title}</h1><p>{_says(voice, "opening")}</p>
{sections}
</main></body></html>
"""


def _section(voice: Voice, kind: str, rows: list[dict[str, Any]]) -> str:
    records = "\n".join(f"<li><dl>{_record(voice, row)}</dl></li>" for row in rows)
    body = f"<ul>{records}</ul>" if rows else f"<p>{_says(voice, 'none_held')}</p>"
    return f'<section aria-labelledby="{kind}"><h2 id="{kind}">{_says(voice, kind)}</h2>{body}</section>'


def _record(voice: Voice, row: Mapping[str, Any]) -> str:
    return "".join(
        f"<dt>{_name(voice, name)}</dt><dd>{_value(voice, name, value)}</dd>"
        for name, value in row.items()
        if value not in (None, "") and name not in _LEFT_OUT
    )


def _name(voice: Voice, column: str) -> str:
    names = voice.labels(TABLE, "columns", (column,))
    return escape(names[column])


def _value(voice: Voice, column: str, value: Any) -> str:
    if column.endswith("_at"):
        return escape(f"{str(value)[:10]} {str(value)[11:16]} UTC")
    if column in ("share_with_leader", "counts", "remind_day", "remind_hour", "shared", "agreed", "took_part"):
        return escape(voice.label("yes" if value else "no"))
    if column == "contact_days":
        days = voice.labels(TABLE, "values", str(value).split(","))
        return escape(voice.words.comma.join(days.values()))
    own = f"{column}_{value}"  # where the same word means something else in another column
    known = voice.labels(TABLE, "values", (own, str(value)))
    return escape(known[own] if known[own] != own else known[str(value)])


def _says(voice: Voice, key: str) -> str:
    return escape(voice.says(TABLE, key, {}))
