"""The sessions of a week on one page, and the private address at which a calendar programme fetches them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import calendars
from bot.actions.finding import number_of
from bot.actions.listing import who_meet
from bot.actions.signing_in import CONSOLE
from bot.rules.periods import monday_of
from console import rights
from console.desk import Change, Reading, changing, desk_of, reading
from console.forms import within_reach
from console.page import back_to, page
from console.refusals import NotThere
from storage import calendar_feeds, people, sessions
from storage.database import Transaction
from storage.sessions import Session
from storage.values import moment

CALLED = "Voices sessions"
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
FED_BACK, FED_AHEAD = timedelta(days=92), timedelta(days=366)  # so far a feed goes, as its page says


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the week, with its sessions: each with who meets."""

    on: date
    is_today: bool
    sessions: list[tuple[Session, str]]


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a Monday, or `since` the day that was asked for; and since when the reader has a feed, if they
    have one."""

    since: bool
    days: list[Day]
    before: date
    after: date
    feed_since: str | None


async def week(request: Request) -> Response:
    asked = request.query_params
    since, wanted = "since" in asked, asked.get("since", asked.get("week", ""))
    found = await reading(request, "see_programme", lambda look: _week(look, wanted, since=since))
    return page(request, "sessions.html", week=found)


def _week(look: Reading, wanted: str, *, since: bool) -> Week:
    today, zone = look.scene.today, ZoneInfo(look.me.person.timezone)
    try:
        day = date.fromisoformat(wanted)
    except ValueError:
        day = today
    day = day if within_reach(day) else today
    first = day if since else monday_of(day)
    before, after = first - A_WEEK, first + A_WEEK
    found = sessions.between(look.tx, datetime.combine(first, time(), zone), datetime.combine(after, time(), zone))
    days = [first + number * A_DAY for number in range(7)]
    by_day: dict[date, list[tuple[Session, str]]] = {one: [] for one in days}
    who = who_meet(look.scene, found)
    for session in found:
        by_day[moment(session.starts_at).astimezone(zone).date()].append((session, who[session.id]))
    feed = calendar_feeds.made_on(look.tx, look.me.person.id)
    return Week(since, [Day(one, one == today, by_day[one]) for one in days], before, after, feed)


async def make_feed(request: Request) -> Response:
    """A new private address, shown once; an older one does not work any more."""
    token = await changing(request, "see_programme", _make_feed)
    return page(request, "calendar_feed.html", address=f"{desk_of(request).root}{CONSOLE}/calendar/{token}.ics")


def _make_feed(change: Change) -> str:
    change.note("calendar_feed_made", change.me.person.id)
    return calendar_feeds.make(change.tx, change.now, change.me.person.id)


async def close_feed(request: Request) -> Response:
    await changing(request, "see_programme", _close_feed)
    return back_to("/sessions", "feed_closed")


def _close_feed(change: Change) -> None:
    calendar_feeds.close(change.tx, change.me.person.id)
    change.note("calendar_feed_closed", change.me.person.id)


async def feed(request: Request) -> Response:
    """For a calendar programme, which cannot sign in: people are numbers in it, and places and groups' names are not
    in it, for it lies on others' machines."""
    desk, token = desk_of(request), request.path_params["token"]
    now = desk.clock.now()
    text = await desk.database.read(lambda tx: _feed(tx, now, token))
    return Response(text, media_type="text/calendar; charset=utf-8")


def _feed(tx: Transaction, now: datetime, token: str) -> str:
    whose = calendar_feeds.behind(tx, token)
    if whose is None or not rights.allows(people.roles_of(tx, whose), "see_programme"):
        raise NotThere
    found = sessions.between(tx, now - FED_BACK, now + FED_AHEAD)
    summaries = {one.id: _in_numbers(tx, one) for one in found}
    return calendars.feed({one.id: one for one in found}, now, CALLED, summaries)


def _in_numbers(tx: Transaction, session: Session) -> str:
    """Such as "Session P-002, P-004". Of a group its name is left out, too: it may say what its members have."""
    met = [people.by_id(tx, one) for one in sessions.expected(tx, session)]
    what = "Group session" if session.group_id is not None else "Session"
    return f"{what} " + ", ".join(number_of(one.number) for one in met if one is not None)


ROUTES = [
    Route("/sessions", week),
    Route("/calendar/make", make_feed, methods=["POST"]),
    Route("/calendar/close", close_feed, methods=["POST"]),
    Route("/calendar/{token}.ics", feed),
]
SAID = {"feed_closed": "The private address does not work any more."}
