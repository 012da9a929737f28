"""Signing in to the staff console: the button that opens it, the notice that somebody did, and *that was not me*."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.actions import shutting_out, team_changes
from bot.actions.naming import when
from bot.chat.scene import Scene
from storage import audit, facts, links, people, sign_in_links, sign_ins
from storage.people import Person
from storage.values import moment
from storage.web_chats import is_web

CONSOLE = "/console"
URL = "console_url"  # the fact under which the program notes where its pages are
STORY = "console"
TEAM = ("coordinator", "safeguarding-lead", "learning-partner", "admin")
A_WEEK = timedelta(days=7)
A_MINUTE, MOMENT = timedelta(minutes=1), timedelta(microseconds=1)


def offer(scene: Scene) -> dict[str, Any]:
    """Send a button that opens the console once, within ten minutes, and a code to type instead: "sent"; for somebody
    who has had five lately "too_many", or "use_the_newest" where that works `until` then, and from when `at` they may
    have another; "no_address" before the program has noted where its pages are.

    It is sent and not handed back: what an action returns is kept, and this opens a door.
    """
    tx, now, person, root = scene.tx, scene.now, scene.person, facts.fact(scene.tx, URL)
    if root is None:
        return {"how": "no_address", "told": {}}
    if (at := sign_in_links.next_at(tx, now, person.id)) is not None:
        return _had_enough(scene, at)
    token, code = sign_in_links.make(tx, now, person.id)
    audit.note(tx, now, actor=person.id, action="sign_in_link_made", about=person.id)
    place = f"{root.rstrip('/')}{CONSOLE}/sign-in"
    told = {"place": place, "code": f"{code[:4]}-{code[4:]}"}
    payload: dict[str, object] = {
        "text": scene.voice.says(STORY, "here_it_is", told),
        "link_preview_options": {"is_disabled": True},
    }
    if "." in (urlsplit(root).hostname or ""):  # Telegram refuses a button that leads to a name without a dot
        button = {"text": scene.voice.label("open_console"), "url": f"{place}#{token}"}
        payload["reply_markup"] = {"inline_keyboard": [[button]]}
    scene.post(payload, fleeting=True)
    return {"how": "sent", "told": {}}


def _had_enough(scene: Scene, at: datetime) -> dict[str, Any]:
    zone = ZoneInfo(scene.person.timezone)
    until = sign_in_links.works_until(scene.tx, scene.now, scene.person.id)
    told = {"at": f"{(at + A_MINUTE - MOMENT).astimezone(zone):%H:%M}"}
    if until is None:
        return {"how": "too_many", "told": told}
    return {"how": "use_the_newest", "told": {**told, "until": f"{until.astimezone(zone):%H:%M}"}}


def told(scene: Scene) -> dict[str, str]:
    """`when` somebody signed in with this person's link, and in which `browser`; '' when that is not known any more."""
    about = scene.conversation.about if scene.conversation else None
    found = sign_ins.by_id(scene.tx, about) if about else None
    if found is None:
        return {"when": "", "browser": ""}
    return {"when": when(scene, moment(found.signed_in_at)), "browser": found.browser}


def not_me(scene: Scene) -> str:
    """It was somebody else: nobody is signed in as this person any more, no link works, what was opened during that
    sign-in is closed, and the admins hear of it. What was closed, in words; '' for nothing."""
    tx, now, person = scene.tx, scene.now, scene.person
    theirs = sign_ins.by_id(tx, scene.conversation.about or "") if scene.conversation else None
    closed = shutting_out.end_ways(tx, now, person.id, "not_me")
    if person.telegram_id is not None and not is_web(person.telegram_id):  # else they read on by such a link
        links.shut(tx, now, person.id)
    if theirs is not None and theirs.person_id == person.id:  # it is forgotten after three months, as what was opened
        closed += shutting_out.close_what_lasts(tx, now, theirs)
    audit.note(tx, now, actor=person.id, action="signed_out_everywhere", about=person.id, detail="not_me")
    for admin in people.with_role(tx, "admin"):
        if admin.id != person.id:
            team_changes.tell(scene, admin.id, team_changes.NOT_THEM, person.id)
    return ", ".join(scene.voice.labels("not_me", "closed_too", closed).values())


def not_them_lately(scene: Scene) -> list[tuple[Person, str]]:
    """Who of the team said so in the last week, and when."""
    found = []
    for one in people.with_role(scene.tx, *TEAM):
        said = audit.about(scene.tx, one.id, "signed_out_everywhere", limit=1)
        if said and said[0].detail == "not_me" and scene.now - moment(said[0].done_at) < A_WEEK:
            found.append((one, said[0].done_at))
    return found
