"""What the team needs to know of somebody at a glance. Nothing that they answered is quoted."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.actions import looking, naming, ways_in
from bot.actions.finding import number_of
from bot.actions.naming import called
from bot.chat.days import day_in_words
from bot.chat.scene import Scene
from storage import (
    concerns,
    conversations,
    directory,
    groups,
    links,
    notices,
    pairings,
    people,
    profiles,
    quiet,
    sessions,
)
from storage.people import Person
from storage.values import moment
from storage.web_chats import is_web

STORY = "people"
AHEAD = timedelta(days=366)


def show(scene: Scene, *, person_id: str) -> bool:
    """Send the card, and put on record that it was looked at; False when there is nobody of that id any more.

    It is sent and not handed back: what an action returns is kept, and would outlive the person in it.
    """
    person = people.by_id(scene.tx, person_id)
    if person is None or (person.joined_at is None and not _is_looked_for(scene, person_id)):
        return False
    looking.note(scene, "card_looked_at", person_id)
    told = {**_who(scene, person), **_contact(scene, person), **_work(scene, person)}
    lines = {key: value for key, value in told.items() if value}
    labels = scene.voice.labels(STORY, "card", lines)
    shown = "\n".join(f"{label}: {lines[key]}" for key, label in labels.items())
    scene.post({"text": scene.voice.says(STORY, "card", {"lines": shown})})
    return True


def _is_looked_for(scene: Scene, person_id: str) -> bool:
    """Somebody who has not joined yet waits for a person, or for a way in."""
    return concerns.is_open(scene.tx, person_id) or notices.ever_noted(scene.tx, "chat_locked", person_id)


def _who(scene: Scene, person: Person) -> dict[str, str]:
    roles = scene.voice.labels(STORY, "card", people.roles_of(scene.tx, person.id))
    test = f" ({scene.voice.label('test_person')})" if person.is_test else ""
    return {
        "card_name": f"{called(scene, person.id)}, {number_of(person.number)}{test}",
        "card_pronouns": people.pronouns_of(scene.tx, person.id),
        "card_roles": scene.voice.words.comma.join(roles.values()),
        "card_organisation": people.organisation_of(scene.tx, person.id),
        "card_door": ways_in.door_of(scene, person),
        "card_joined": _day(scene, person.joined_at),
    }


def _contact(scene: Scene, person: Person) -> dict[str, str]:
    told = profiles.of(scene.tx, person.id)
    days = [day for day in (told.get("contact_days") or "").split(",") if day]
    hours = scene.voice.says(STORY, "from_until", told) if told.get("contact_from") else ""
    written = scene.voice.words.comma.join(scene.voice.label(day) for day in days)
    needs = scene.voice.labels("shared", "access_needs", directory.needs_of(scene.tx, person.id))
    reach = _reach(scene, person)
    return {
        "card_reach": scene.voice.labels(STORY, "card", (reach,))[reach],
        "card_contact": scene.voice.words.comma.join(part for part in (written, hours) if part),
        "card_needs": scene.voice.words.comma.join(needs.values()),
    }


def _reach(scene: Scene, person: Person) -> str:
    if person.left_at is not None:
        return "reach_left"
    if person.stopped_at is not None:
        return "reach_stopped"
    if person.telegram_id is None or person.unreachable_at is not None:
        return "reach_not"
    if is_web(person.telegram_id) and not links.works(scene.tx, scene.now, person.id):
        return "reach_no_link"
    if person.paused_at is None:
        return "reach_yes"
    return "reach_said_no" if quiet.is_by_a_no(scene.tx, person.id) else "reach_paused"


def _work(scene: Scene, person: Person) -> dict[str, str]:
    tx = scene.tx
    with_whom = [naming.called(scene, one.counterpart_of(person.id)) for one in pairings.standing_of(tx, person.id)]
    coming = sessions.of_person(tx, person.id, scene.now, scene.now + AHEAD)
    first = next((one for one in coming if one.state == "planned"), None)
    waiting = conversations.in_attention(tx, person.id)
    open_since = waiting.attention_at if waiting is not None and waiting.pending is not None else None
    return {
        "card_pairings": scene.voice.words.comma.join(with_whom),
        "card_groups": scene.voice.words.comma.join(one.name for one in groups.of_person(tx, person.id)),
        "card_session": naming.when(scene, moment(first.starts_at)) if first else "",
        "card_question": _day(scene, open_since),
    }


def _day(scene: Scene, at: str | None) -> str:
    if at is None:
        return ""
    local: datetime = moment(at).astimezone(ZoneInfo(scene.person.timezone))
    return day_in_words(local.date(), scene.voice.words)
