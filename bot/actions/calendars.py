"""A session as a file that calendars open, and change or remove again when it is sent once more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.actions.listing import is_team
from bot.actions.naming import session_of
from bot.chat.scene import Scene
from storage import sessions
from storage.sessions import Session
from storage.values import moment

if TYPE_CHECKING:
    from icalendar import Calendar, Event

FILE_NAME = "session.ics"
REFRESHED = timedelta(hours=1)
HOME = "voices"  # what stands behind the @ of each event's id, so that it is nobody else's


def send(scene: Scene) -> bool:
    """Send the session of this conversation as a file, with what is still planned of its series; False when there is
    none for this person."""
    session = session_of(scene)
    if session is None or not (is_team(scene) or scene.person.id in sessions.attendees(scene.tx, session)):
        return False
    series = sessions.of_series(scene.tx, session.series_id) if session.series_id else []
    later = [one for one in series if one.id != session.id and one.starts_at > session.starts_at]
    text = calendar([session, *later], scene.now, scene.voice.label("session_summary"))
    off = session.state == "cancelled" and not any(one.state == "planned" for one in later)
    caption = scene.voice.says("calendar", "caption_cancelled" if off else "caption", {})
    scene.post({"caption": caption}, method="sendDocument", file_name=FILE_NAME, file_text=text)
    return True


def calendar(listed: Iterable[Session], now: datetime, summary: str) -> str:
    """The file's text, each session under the `summary`. Each keeps its id and counts its changes, so that a calendar
    knows it again."""
    events = list(listed)
    all_off = bool(events) and all(one.state == "cancelled" for one in events)
    file = _file("CANCEL" if all_off else "PUBLISH")
    for session in events:
        event = _event(session, now, summary)
        if session.place:
            event.add("location", session.place)
        file.add_component(event)
    return str(file.to_ical().decode())


def feed(listed: Mapping[str, Session], now: datetime, called: str, summaries: Mapping[str, str]) -> str:
    """A calendar of this name to be fetched again and again, each session under its summary. Where they are is left
    out: whoever has a meeting link gets into the meeting."""
    file = _file("PUBLISH")
    file.add("name", called)
    file.add("x-wr-calname", called)
    file.add("refresh-interval", REFRESHED, parameters={"value": "DURATION"})
    file.add("x-published-ttl", "PT1H")
    for session_id, session in listed.items():
        file.add_component(_event(session, now, summaries[session_id]))
    return str(file.to_ical().decode())


def _file(method: str) -> Calendar:
    from icalendar import Calendar  # 50 ms and some megabytes, only for those who want a file

    file = Calendar()
    file.add("prodid", "-//Voices//EN")
    file.add("version", "2.0")
    file.add("method", method)
    return file


def _event(session: Session, now: datetime, summary: str) -> Event:
    from icalendar import Event

    begins = moment(session.starts_at)
    event = Event()
    event.add("uid", f"{session.id}@{HOME}")
    event.add("sequence", session.changes)
    event.add("dtstamp", now.replace(microsecond=0))
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(minutes=session.minutes))
    event.add("summary", summary)
    event.add("status", "CANCELLED" if session.state == "cancelled" else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event
