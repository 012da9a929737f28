"""Who reads what comes in, and when; what follows from it: who would be told at a given time, where nobody reads, and
what bank holidays change."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.actions import crisis, rota, rota_ahead, rota_scenes
from bot.actions.naming import called
from bot.actions.rota_ahead import Course
from bot.chat.playing import Play
from bot.conversations import STORIES
from bot.rules.contact import WEEKDAYS
from bot.rules.help_card import NATIONS
from console import asked_time, who_is_told
from console.desk import Change, Reading, changing, reading
from console.forms import Form, Wrong, empty, read_form
from console.labels import ROLES
from console.page import back_to, page
from console.refusals import NotThere
from storage import people, profiles
from storage.people import Person

MIDNIGHT = time(0, 0)
SAME_TIME = (
    "From and until are the same time, which would be day and night. Type until when they read, or 00:00 in both if "
    "they do read day and night."
)
WHOLE_DAY = "The whole day"
ENDS_A_DAY = ("24:00", "24.00", "2400", "24")  # which no clock shows, and people write


@dataclass(frozen=True, slots=True)
class Member:
    """One of the team, with their hours in words, '' where there are none."""

    person: Person
    roles: list[str]
    days: str
    hours: str
    deputy: str
    nation: str
    told: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rota:
    """The whole of it: what is missing before a partner may be invited, and what follows."""

    team: list[Member]
    missing: list[str]
    course: Course
    told: list[tuple[datetime, str, str]]
    unread: list[tuple[datetime, datetime]]
    holidays: list[tuple[str, str, str]]


async def index(request: Request) -> Response:
    asked = request.query_params
    form = empty(day=asked.get("day", "")[:60], time=asked.get("time", "")[:20])
    found = await reading(request, "keep_rota", lambda look: _rota(look, form))
    return page(request, "rota.html", rota=found, form=form)


def _rota(look: Reading, form: Form) -> Rota:
    course = rota_ahead.course(look.tx, asked_time.asked(look, form))
    return Rota(
        [member(look, one) for one in team(look)],
        list(look.voice.labels("rota", "wanting", rota.missing(look.tx)).values()),
        course,
        who_is_told.told(look, course),
        rota_ahead.unread(look.tx, look.now),
        [
            (one.on.isoformat(), who_is_told.names(look, one.off), who_is_told.names(look, one.reading))
            for one in rota_ahead.holidays(look.tx, look.now)
        ],
    )


def team(look: Reading) -> list[Person]:
    """Whoever looks after what comes in, and has joined."""
    return [one for one in people.with_role(look.tx, *rota.TEAM) if one.joined_at]


def member(look: Reading, one: Person) -> Member:
    """One of them, in words."""
    told, duty = profiles.of(look.tx, one.id), rota.hours_of(look.tx, one)
    days = ", ".join(look.voice.label(day) for day in duty.days.split(",")) if duty else ""
    hours = "" if duty is None else WHOLE_DAY if duty.since == duty.until else f"{duty.since} to {duty.until}"
    deputy = called(look.scene, told["deputy_id"]) if told.get("deputy_id") else ""
    nation = look.voice.label(told.get("nation") or NATIONS[0])
    roles = [ROLES[role] for role in people.roles_of(look.tx, one.id)]
    return Member(one, roles, days, hours, deputy, nation, told)


async def show(request: Request) -> Response:
    return await _show(request, None)


async def _show(request: Request, form: Form | None, status: int = 200) -> Response:
    person_id = request.path_params["person_id"]
    one, others, days, nations = await reading(request, "keep_rota", lambda look: _choices(look, person_id))
    filled = form or _filled(one)
    return page(request, "duty.html", status=status, one=one, others=others, days=days, nations=nations, form=filled)


def _choices(look: Reading, person_id: str) -> tuple[Member, dict[str, str], dict[str, str], dict[str, str]]:
    """The member, who may stand in, and the days and nations to choose from."""
    there = {one.id: one for one in team(look)}
    if person_id not in there:
        raise NotThere
    others = {one.id: called(look.scene, one.id) for one in there.values() if one.id != person_id}
    days = {day: look.voice.label(day) for day in WEEKDAYS}
    nations = {nation: look.voice.label(nation) for nation in NATIONS}
    return member(look, there[person_id]), {"": "Nobody yet", **others}, days, nations


def _filled(one: Member) -> Form:
    told = one.told
    form = empty(
        since=told.get("contact_from") or "",
        until=told.get("contact_until") or "",
        deputy=told.get("deputy_id") or "",
        nation=told.get("nation") or NATIONS[0],
    )
    form.several["days"] = (told.get("contact_days") or "").split(",")
    return form


async def keep(request: Request) -> Response:
    person_id, form = request.path_params["person_id"], await read_form(request)
    try:
        await changing(request, "keep_rota", lambda change: _keep(change, person_id, form))
    except Wrong as wrong:
        return await _show(request, wrong.form, 422)
    return back_to("/rota", "duty_kept")


def _keep(change: Change, person_id: str, form: Form) -> None:
    one, others, _, _ = _choices(change, person_id)
    days = _days(form)
    hours = _hours(change, form) if days else {"contact_from": None, "contact_until": None}
    deputy = form.one_of("deputy", others, "Choose somebody of the team, or nobody yet.")
    nation = form.one_of("nation", NATIONS, "Choose a nation.")
    form.check()
    scene = change.scene
    Play(scene, STORIES)  # so that whoever stands in hears of it
    rota_scenes.keep_hours(scene, hours={"contact_days": ",".join(days), **hours}, of=person_id)
    crisis.live_in(change.scene_of(one.person), nation=nation)
    if deputy != (one.told.get("deputy_id") or ""):
        rota_scenes.name_deputy(scene, person_id=deputy, of=person_id)


def _days(form: Form) -> list[str]:
    """The days that were ticked. Hours without a day would be nobody's hours."""
    chosen = form.chosen("days")
    if not set(chosen) <= set(WEEKDAYS):
        form.wrong("days", "Choose days from Monday to Sunday.")
    elif not chosen and (form["since"].strip() or form["until"].strip()):
        form.wrong("days", "Choose the days on which these hours are. For no hours at all, empty both times.")
    return [day for day in WEEKDAYS if day in chosen]


def _hours(change: Change, form: Form) -> dict[str, str | None]:
    since = form.time("since", change.voice.words, "Type from when they read on those days, such as 9am.")
    if form["until"].strip() in ENDS_A_DAY:
        until: time | None = MIDNIGHT
    else:
        until = form.time("until", change.voice.words, "Type until when they read on those days, such as 5pm.")
    if since is not None and since == until and since != MIDNIGHT:
        form.wrong("until", SAME_TIME)
    return {"contact_from": f"{since:%H:%M}" if since else None, "contact_until": f"{until:%H:%M}" if until else None}


ROUTES = [
    Route("/rota", index),
    Route("/rota/{person_id}", show),
    Route("/rota/{person_id}", keep, methods=["POST"]),
]
SAID = {"duty_kept": "It is kept. What Voices tells people who ask for a person follows from it from now on."}
