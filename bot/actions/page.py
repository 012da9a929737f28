"""A copy of somebody's records as one page: readable in any browser, by a screen reader, and without a network."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from bot.chat.days import day_in_words, moment_in_words
from bot.chat.texts import Voice
from storage.values import moment

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
# The wording and the time of the answer say it, or it is a word of our program's; all are in the other file.
_LEFT_OUT = ("question", "asked_at", "why")
_OWN_WORDS = (  # of theirs or of others to them: never taken for a code of ours
    *("name", "pronouns", "wording", "answer", "draft", "words", "changed_to", "place", "goals", "note", "title"),
    *("statement", "thanks"),
)
_YES_OR_NO = ("share_with_leader", "counts", "remind_day", "remind_hour", "shared", "agreed", "took_part")
_DAYS, _MOMENTS = ("available_from", "from_on", "until_on", "by_on", "review_on"), ("useful_until", "since")
# Where the words for a code stand, of those that have them elsewhere: mostly the question that they were an answer to.
_WORDS_OF = {
    "payment": ("onboarding_partner", "payment"),
    "region": ("onboarding_partner", "region"),
    "topic": ("onboarding_partner", "interests"),
    "need": ("onboarding_partner", "access_needs"),
    "away_means": ("when_away", "away_means"),
    "role": ("people", "card"),
    "kind": ("why", "because"),
    "reason": ("why", "because"),
}
_IN_ITS_LANGUAGE = {"answers": ("wording", "answer"), "messages": ("words",)}  # of these kinds of record, these columns
_UNASKED = "nudge_"  # before the kind of a note, as the reason of its message
STYLE = (
    "body{font:1.1rem/1.5 sans-serif;max-width:45rem;margin:1rem auto;padding:0 1rem;color:#111;background:#fff}"
    "li{margin:0 0 1rem}dt{font-weight:bold}dd{margin:0 0 .3rem;white-space:pre-wrap;overflow-wrap:anywhere}"
)


def page(voice: Voice, held: Mapping[str, list[dict[str, Any]]]) -> str:
    """The page: a heading for each kind of record, each record as a list of names and values. Times are those of where
    they live."""
    zone = held["person"][0]["timezone"]
    sections = "\n".join(_section(voice, ZoneInfo(zone), kind, held[kind]) for kind in ORDER)
    title = _says(voice, "title")
    return f"""<!doctype html>
<html lang="{escape(voice.about.tag)}" dir="{voice.direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>{STYLE}</style></head>
<body><main><h1>{title}</h1><p>{_says(voice, "opening", zone=zone)}</p>
{sections}
</main></body></html>
"""


def _section(voice: Voice, zone: ZoneInfo, kind: str, rows: list[dict[str, Any]]) -> str:
    records = "\n".join(f"<li><dl>{_record(voice, zone, kind, row)}</dl></li>" for row in rows)
    body = f"<ul>{records}</ul>" if rows else f"<p>{_says(voice, 'none_held')}</p>"
    return f'<section aria-labelledby="{kind}"><h2 id="{kind}">{_says(voice, kind)}</h2>{body}</section>'


def _record(voice: Voice, zone: ZoneInfo, kind: str, row: Mapping[str, Any]) -> str:
    told = _IN_ITS_LANGUAGE.get(kind, ())
    left_out = (*_LEFT_OUT, "language") if told else _LEFT_OUT  # which a screen reader needs, and nobody else
    said_in = _language(voice, str(row.get("language") or "")) if told else ""
    return "".join(
        f"<dt>{_name(voice, name)}</dt><dd{said_in if name in told else ''}>"
        f"{escape(_value(voice, zone, name, value))}</dd>"
        for name, value in row.items()
        if value not in (None, "") and name not in left_out
    )


def _language(voice: Voice, code: str) -> str:
    """What says that a passage is in another language than the page."""
    tag = voice.tags.get(code, "")
    return f' lang="{escape(tag)}" dir="auto"' if tag and tag != voice.about.tag else ""


def _name(voice: Voice, column: str) -> str:
    names = voice.labels(TABLE, "columns", (column,))
    return escape(names[column])


def _value(voice: Voice, zone: ZoneInfo, column: str, value: Any) -> str:
    if column in _OWN_WORDS:
        return str(value)
    if column.endswith("_at") or column in (*_MOMENTS, *_DAYS):
        return _when(voice, zone, column, str(value))
    if column in _YES_OR_NO:
        return voice.label("yes" if value else "no")
    if column == "contact_days":
        days = voice.labels(TABLE, "values", str(value).split(","))
        return voice.words.comma.join(days.values())
    return _in_words(voice, column, str(value))


def _when(voice: Voice, zone: ZoneInfo, column: str, value: str) -> str:
    """A day or a moment; as it stands where it is neither, for nobody goes without their copy because of one value."""
    try:
        if column in _DAYS:
            return day_in_words(date.fromisoformat(value), voice.words)
        return moment_in_words(moment(value).astimezone(zone), voice.words)
    except ValueError:
        return value


def _in_words(voice: Voice, column: str, code: str) -> str:
    """What a code means; as it stands where we have no words for it. The same code can mean something else in another
    column."""
    if column == "prompt_id":
        return next((one.words for one in voice.prompts if one.id == code), code)
    looked_up = [(TABLE, "values", f"{column}_{code}"), (TABLE, "values", code)]
    if column in _WORDS_OF:
        looked_up.append((*_WORDS_OF[column], code.removeprefix(_UNASKED)))
    known = next(filter(None, (voice.own_label(*each) for each in looked_up)), None)
    return known or voice.labels(TABLE, "values", (code,))[code]


def _says(voice: Voice, key: str, **values: str) -> str:
    return escape(voice.says(TABLE, key, values))
