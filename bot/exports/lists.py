"""Lists for coordinators: people, pairings and sessions. What people said is in none of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from bot.actions.finding import number_of
from bot.actions.joining import REGIONS
from bot.chat.scene import Scene
from bot.chat.texts import Texts, Voice
from bot.exports.book import LIST_BREAK, Column, Sheet, Value
from storage import rosters
from storage.values import moment

Row = dict[str, Any]
TEST_PEOPLE = "Test people are left out."
OWN_WORDS = "something in their own words"

PEOPLE = (
    Column("number", "Number", means="How the team knows somebody, such as P-007."),
    Column("name", "Name"),
    Column("pronouns", "Pronouns"),
    Column("part", "Part", means="Their parts in the programme."),
    Column("organisation", "Organisation"),
    Column("language", "Language"),
    Column("nation", "Nation"),
    Column("region", "Region"),
    Column("joined_on", "Joined on", means="A day, as 2026-03-02."),
    Column(
        "may_we_write", "May we write", means="yes, paused, stopped, left, said no to keeping answers, or out of reach."
    ),
    Column("contact_days", "Days to write"),
    Column("contact_from", "From"),
    Column("contact_until", "Until"),
    Column("needs", "What makes it easier", means="As chosen from our list; own words are only named as such."),
    Column("is_paired", "In a pairing", "yes or no"),
)
PAIRINGS = (
    Column("partner_number", "Number of the partner"),
    Column("partner", "Partner"),
    Column("leader_number", "Number of the leader"),
    Column("leader", "Leader"),
    Column("state", "State", means="proposed, agreed, declined or ended."),
    Column("from_on", "First day"),
    Column("until_on", "Last day"),
    Column("agreed_on", "Agreed on"),
    Column("ended_on", "Ended on"),
    Column("partner_said", "Partner said"),
    Column("leader_said", "Leader said"),
    Column("held", "Sessions held", "number"),
    Column("planned", "Sessions planned", "number"),
)
SESSIONS = (
    Column("on", "Day", means="A day, as 2026-03-02, in the time zone of the session."),
    Column("at", "Time"),
    Column("time_zone", "Time zone"),
    Column("minutes", "Minutes", "number"),
    Column("who", "Who meets", means="Both people of a pairing, or a group."),
    Column("numbers", "Numbers"),
    Column("state", "State", means="planned, held, missed or cancelled."),
    Column("changes", "Times moved or cancelled", "number"),
)


@dataclass(frozen=True, slots=True)
class List:
    """One list, as `bot.exports.kinds` wants it."""

    title: str
    holds: str
    columns: tuple[Column, ...]
    count: Callable[[Scene, str], int]
    some: Callable[[Scene, str], list[Row]]
    sheets: Callable[[Any, list[Row]], tuple[tuple[Sheet, ...], tuple[str, ...]]]


def begin(scene: Scene, about: str) -> Texts:
    """Nothing is read beforehand; what is needed is how things are called."""
    return scene.texts


def _count(kind: str, scene: Scene, about: str) -> int:
    return rosters.how_many(scene.tx, kind)


def _person(texts: Texts, row: Row) -> tuple[Value, ...]:
    voice = texts.first
    days = [voice.label(one) for one in (row["contact_days"] or "").split(",") if one]
    return (
        *(number_of(row["number"]), row["name"], row["pronouns"]),
        LIST_BREAK.join(one.replace("-", " ").capitalize() for one in row["roles"]),
        *(row["organisation"] or "", texts.voice(row["language"]).about.english_name),
        *(_one(voice, "nation", row["nation"]), _one(voice, "region", row["region"], REGIONS)),
        *(row["joined_at"][:10], _may_we_write(row), LIST_BREAK.join(days)),
        *(row["contact_from"] or "", row["contact_until"] or "", _needs(voice, row["needs"]), bool(row["paired"])),
    )


def _one(voice: Voice, question: str, option: str | None, known: tuple[str, ...] = ()) -> str:
    """An option in the words in which it stood on its button; what is none of ours is somebody's own words."""
    if not option:
        return ""
    if known and option not in known:
        return OWN_WORDS
    return voice.labels("onboarding_partner", question, (option,))[option]


def _needs(voice: Voice, needs: list[str]) -> str:
    labels = voice.labels("onboarding_partner", "access_needs", needs)
    told = [labels[one] for one in needs if labels[one] != one]
    return LIST_BREAK.join([*told, *([OWN_WORDS] if len(told) < len(needs) else [])])


def _may_we_write(row: Row) -> str:
    quiet = "said no to keeping answers" if row["said_no"] else "paused"
    ways = (("left_at", "left"), ("stopped_at", "stopped"), ("paused_at", quiet), ("unreachable_at", "out of reach"))
    for column, said in ways:
        if row[column]:
            return said
    return "yes"


def _pairing(texts: Texts, row: Row) -> tuple[Value, ...]:
    return (
        *_both(row),
        *(row["state"], row["from_on"], row["until_on"] or "", _day(row["agreed_at"]), _day(row["ended_at"])),
        *(row["partner_said"] or "", row["leader_said"] or "", int(row["held"]), int(row["planned"])),
    )


def _both(row: Row) -> tuple[str, str, str, str]:
    return number_of(row["partner_number"]), row["partner"], number_of(row["leader_number"]), row["leader"]


def _day(at: str | None) -> str:
    return (at or "")[:10]


def _session(texts: Texts, row: Row) -> tuple[Value, ...]:
    begins = moment(row["starts_at"]).astimezone(ZoneInfo(row["timezone"]))
    if row["circle"] is not None:
        who, numbers = row["circle"], ""
    else:
        partner_number, partner, leader_number, leader = _both(row)
        who = f"{partner or partner_number} and {leader or leader_number}"
        numbers = LIST_BREAK.join((partner_number, leader_number))
    return (
        *(begins.date().isoformat(), f"{begins:%H:%M}", row["timezone"], int(row["minutes"]), who, numbers),
        *(row["state"], int(row["changes"])),
    )


Told = Callable[[Texts, Row], tuple[Value, ...]]


def _sheets(
    name: str, title: str, columns: tuple[Column, ...], told: Told, texts: Texts, rows: list[Row]
) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    return (Sheet(name, title, columns, [told(texts, row) for row in rows]),), (TEST_PEOPLE,)


def _list(name: str, title: str, holds: str, columns: tuple[Column, ...], told: Told) -> List:
    read = {"people": rosters.people, "pairings": rosters.pairings, "sessions": rosters.sessions}[name]
    return List(
        title,
        holds,
        columns,
        partial(_count, name),
        lambda scene, after: read(scene.tx, after),
        partial(_sheets, name, title, columns, told),
    )


LISTS: Mapping[str, List] = {
    "people": _list(
        "people",
        "People",
        "Everybody who has joined: name, part, organisation, when and how to write, and what makes it easier for them.",
        PEOPLE,
        _person,
    ),
    "pairings": _list(
        "pairings", "Pairings", "Who works with whom, since when, and how often they have met.", PAIRINGS, _pairing
    ),
    "sessions": _list(
        "sessions", "Sessions", "When each pairing and group meets, and what became of it.", SESSIONS, _session
    ),
}
