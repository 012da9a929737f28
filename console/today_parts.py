"""What stands on the first page.

A noun that has something to do adds a function to PARTS, which gives a section, or None where there is nothing to say;
one that has figures adds a function to FIGURES.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.actions import keeping_card, noticing, rota
from bot.actions.being_in_touch import told_of
from bot.actions.finding import number_of
from bot.actions.listing import both, who_meets
from bot.actions.naming import called, when
from bot.rules import anonymity
from bot.wording.standing import Book
from console import team_invites
from console.desk import Reading
from console.rights import Right
from storage import (
    audit,
    broadcasts,
    concerns,
    directory,
    figures,
    groups,
    machine,
    notices,
    pairings,
    sessions,
    unanswered,
)
from storage.concerns import Concern
from storage.readable import Readable
from storage.values import moment

LONG_AGO = timedelta(days=60)
A_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)
SWEEP = {  # on a new machine nothing is past its term
    "failed": "What is past its term could not be deleted last night. The log of the machine says why.",
    "long_ago": "What is past its term has not been deleted for more than two days.",
}
NOTHING_WAITS = "Of what you may read, everything has an answer."
AT_ONCE = 10  # lines of one section
LONGEST_WAITING = 5
OLD_BACKUP = timedelta(days=2)
LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Todo:
    """One line: what there is, since or at what time, by when it is `due`, and its one button: a page to go to, or with
    `sends` a form."""

    what: str
    path: str
    label: str
    at: str = ""
    sends: dict[str, str] | None = None
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """What there is of one kind. `first` are those in front of which nothing comes; `more` were left out."""

    title: str
    rows: list[Todo]
    nothing: str
    first: bool = False
    more: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is shown, what it counts, and the page behind it, or ''."""

    number: str
    what: str
    path: str = ""


def section(title: str, rows: list[Todo], nothing: str, *, first: bool = False) -> Section:
    """A section with as many lines as fit."""
    return Section(title, rows[:AT_ONCE], nothing, first, max(0, len(rows) - AT_ONCE))


def _asked_for_a_person(look: Reading) -> Section:
    """Whoever waits to hear from a person, those first to whom somebody has to answer first, and who is on it."""
    waiting = [one for one in concerns.still_open(look.tx) if one.person_id != look.me.person.id]
    rows = [_waits(look, one) for one in waiting]
    in_order = sorted(rows, key=lambda row: (row.due or LATEST, row.at))
    return section("Waiting to hear from a person", in_order, "Nobody is waiting.", first=True)


def _waits(look: Reading, one: Concern) -> Todo:
    told, due = told_of(look.scene, one), rota.due(one, rota.duties(look.tx))
    what = f"{told['who']}. {told['on_it']}"
    handed = audit.about(look.tx, one.id, "concern_handed", limit=1)
    if handed and handed[0].detail == look.me.person.id and one.owner_id != look.me.person.id:
        what = f"{what} {called(look.scene, handed[0].actor)} asks you to take it over."
    return Todo(what, f"/concerns/{one.id}", "Look", one.raised_at, due=due)


def _holds(look: Reading) -> Section | None:
    """It is closed, and until somebody says so nothing that we begin goes to the person."""
    rows = [
        Todo(f"{told['who']}. {told['on_it']}", f"/concerns/{one.id}", "Decide", one.closed_at or "")
        for one in concerns.still_held(look.tx)
        if one.person_id != look.me.person.id
        for told in (told_of(look.scene, one),)
    ]
    return section("May Voices write to them first again?", rows, "") if rows else None


def _rota_gaps(look: Reading) -> Section | None:
    missing = look.voice.labels("rota", "wanting", rota.missing(look.tx)).values()
    rows = [Todo(f"The programme needs {one}.", "/rota", "Set it") for one in missing]
    return section("Missing before a partner is invited", rows, "") if rows else None


def rota_warnings(look: Reading) -> list[str]:
    """That nobody is named who answers whoever asks for a person: for those who can bring somebody in, or tell them."""
    if not (look.me.may("invite_staff") or look.me.may("invite")):
        return []
    missing = rota.missing(look.tx)
    named = ", ".join(look.voice.labels("rota", "wanting", missing).values())
    return [f"The programme has to have {named}. Until then no partner can be invited."] if missing else []


def _cards(look: Reading) -> Section | None:
    """Cards that nobody has checked for a quarter of a year, on one line."""
    late = keeping_card.unchecked(look.tx, look.now)
    named = ", ".join(look.voice.label(nation) for nation in late)
    rows = [Todo(f"Not checked for three months: {named}", "/help-cards", "Check them")] if late else []
    return section("Help numbers", rows, "") if rows else None


def _new(look: Reading) -> Section:
    """Notices that nobody has looked at, a line for each kind."""
    new = [one for one in notices.to_look_at(look.tx) if one.kind != "contact_me"]
    by_kind: dict[str, list[str]] = {}
    for one in new:
        by_kind.setdefault(one.kind, []).append(one.id)
    rows = []
    for kind, ids in by_kind.items():
        of_kind = [one for one in new if one.kind == kind]
        what = "; ".join(noticing.in_words(look.scene, of_kind))
        rows.append(Todo(what, "/today/seen", "Mark as seen", of_kind[0].noted_at, {"notices": " ".join(ids)}))
    return section("New", rows, "Nothing is new.")


def _sessions_today(look: Reading) -> Section:
    rows = [
        Todo(
            f"{moment(one.starts_at).astimezone(_zone(look)):%H:%M} {who_meets(look.scene, one)}", _path(one.id), "Open"
        )
        for one in sessions.planned_between(look.tx, *_today(look))
    ]
    return section("Sessions today", rows, "No session is planned for today.")


def _no_word_of(look: Reading) -> Section | None:
    """Sessions that should have been, and nobody has said whether they were."""
    found = sessions.planned_between(look.tx, look.now - LONG_AGO, look.now - A_DAY)
    rows = [
        Todo(
            f"{when(look.scene, moment(one.starts_at))}, {who_meets(look.scene, one)}",
            _path(one.id),
            "Say what happened",
        )
        for one in found
    ]
    return section("Nobody has said whether these took place", rows, "") if rows else None


def _waiting_for_a_yes(look: Reading) -> Section | None:
    rows = [
        Todo(both(look.scene, one.partner_id, one.leader_id), f"/pairings/{one.id}", "Open", at=one.made_at)
        for one in pairings.standing(look.tx)
        if one.state == "proposed"
    ]
    return section("Pairings that wait for a yes", rows, "") if rows else None


def _nothing_heard_back(look: Reading) -> Section:
    """Whoever has said something and waits longest to hear what came of it; none of their words."""
    found, _ = unanswered.readable_to(look.tx, look.me.roles, LONGEST_WAITING)
    rows = [
        # what has no name has no address here either: an id tells when it was given
        Todo(_said_and_waits(look, one), f"/fates/{one.id}" if one.is_named else "/fates", "Look")
        for one in found
    ]
    return section("Said, and nothing heard back", rows, NOTHING_WAITS)


def _said_and_waits(look: Reading, one: Readable) -> str:
    if not one.is_named:
        return "Somebody, without a name: nothing heard back"
    days = (look.now - moment(one.said_at)).days
    when_said = "today" if days == 0 else "a day ago" if days == 1 else f"{days} days ago"
    return f"{one.name or 'Somebody'}, {number_of(one.number)}: said {when_said}, nothing heard back"


def _unreachable(look: Reading) -> Section | None:
    rows = [
        Todo(f"{name or 'Somebody'}, {number_of(number)}", f"/people/{person_id}", "Open", at=since)
        for person_id, number, name, since in directory.unreachable(look.tx)
    ]
    return section("Telegram cannot reach them", rows, "") if rows else None


def _invites_to_agree_to(look: Reading) -> Section | None:
    rows = [
        Todo(f"{one.role}, invited by {one.by}", "/invites/team/waiting", "Look", one.one.made_at)
        for one in team_invites.waiting(look)
    ]
    return section("Invites that wait for a second person", rows, "") if rows else None


def _words_to_agree_to(look: Reading) -> Section | None:
    waiting = [one for one in Book(look.tx).open if one.state == "asked"]
    rows = [Todo(f"{one.address} ({one.language})", f"/approvals/{one.id}", "Read", one.made_at) for one in waiting]
    return section("Words that wait for your yes", rows, "") if rows else None


def _counts(look: Reading) -> list[Figure]:
    coming = sessions.planned_between(look.tx, look.now, look.now + A_WEEK)
    standing = [one for one in pairings.standing(look.tx) if one.state == "agreed"]
    # who does not see the programme gets its figures as all others: a small one would tell of somebody
    told = str if look.me.may("see_programme") else anonymity.about
    held = figures.sessions_held(look.tx, look.now - A_WEEK, look.now)
    return [
        Figure(told(len(standing)).capitalize(), "Pairings that stand", "/pairings"),
        Figure(told(len(groups.standing(look.tx))).capitalize(), "Learning groups", "/groups"),
        Figure(told(held).capitalize(), "Sessions held, last 7 days", "/sessions"),
        Figure(told(len(coming)).capitalize(), "Sessions planned, next 7 days", "/sessions"),
    ]


def _notes(look: Reading) -> list[Figure]:
    return [
        Figure(str(machine.notes_due(look.tx, look.now + A_DAY)), "Notes meant for the next 24 hours"),
        Figure(str(len(broadcasts.running(look.tx))), "Broadcasts running"),
    ]


def warnings(look: Reading) -> list[str]:
    """What is wrong with the machine, in a line each, for those who look after it."""
    if not look.me.may("see_machine"):
        return []
    found = machine.health(look.tx, look.now)
    old = found.backup_at is None or look.now - moment(found.backup_at) > OLD_BACKUP
    trouble = machine.sweep_trouble(look.tx, look.now)
    return [
        *(["No copy of the data has been made for more than two days."] if old else []),
        *([SWEEP[trouble]] if trouble in SWEEP else []),
    ]


def _today(look: Reading) -> tuple[datetime, datetime]:
    begin = datetime.combine(look.scene.today, time(), _zone(look))
    return begin, datetime.combine(look.scene.today + A_DAY, time(), _zone(look))


def _zone(look: Reading) -> ZoneInfo:
    return ZoneInfo(look.me.person.timezone)


def _path(session_id: str) -> str:
    return f"/sessions/{session_id}"


PARTS: tuple[tuple[Right, Callable[[Reading], Section | None]], ...] = (
    ("work_concerns", _asked_for_a_person),
    ("work_concerns", _holds),
    ("keep_rota", _rota_gaps),
    ("keep_card", _cards),
    ("see_programme", _sessions_today),
    ("arrange", _no_word_of),
    ("arrange", _waiting_for_a_yes),
    ("set_fates", _nothing_heard_back),
    ("care_for_people", _unreachable),
    ("care_for_people", _new),
    ("approve_crisis_words", _words_to_agree_to),
    ("agree_to_invite", _invites_to_agree_to),
)
FIGURES: tuple[tuple[Right, Callable[[Reading], list[Figure]]], ...] = (
    ("see_counts", _counts),
    ("care_for_people", _notes),
)
