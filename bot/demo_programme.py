"""The small programme that the demo begins with: people with phones, most of whom have joined already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot import demo_others
from bot.actions import menus
from bot.chat.accepting import Accepting
from bot.chat.answering import Sent
from bot.chat.playing import Play
from bot.chat.questions import Said
from bot.chat.scene import Scene
from bot.chat.texts import Texts
from bot.conversations import ONBOARDING, STORIES
from bot.demo_history import Past, live_through
from bot.demo_offer import offer
from bot.demo_others import Other
from bot.rules.help_card import NATIONS
from storage import askings, facts, help_card, invites, organisations, people, profiles
from storage.database import Transaction
from storage.people import Person

ORGANISATION = "Northfield Voices"
JOINED_AGO = timedelta(days=91)
CHECKED_AGO = timedelta(days=12)
TIMEZONE = "Europe/London"


@dataclass(frozen=True, slots=True)
class Cast:
    """Somebody in the demo. Whoever `told` us something has joined; the others have an invite on their phone."""

    telegram_id: int
    name: str
    role: str
    note: str
    told: Mapping[str, str] = field(default_factory=dict)  # by question; every other question was skipped

    @property
    def joined(self) -> bool:
        return bool(self.told)


CONSENTED = {"adult": "yes", "consent_take_part": "yes", "language": "English", "about_you_now": "no"}
WEEKDAYS = "Monday, Tuesday, Wednesday, Thursday, Friday"
HOURS = {"contact_days": WEEKDAYS, "contact_from": "10", "contact_until": "4 pm"}
ON_DUTY = {"duty_days": WEEKDAYS, "duty_from": "9", "duty_until": "5 pm"}
DUTY = {**ON_DUTY, "at_once": "somebody new"}
BRYN = {
    **{"preferred_name": "Bryn", "pronouns": "he/him", "nation": "Wales", "interests": "disability, research"},
    **{"access_needs": "I use a screen reader, voice messages, no emoji", "tell_leader": "I use a screen reader"},
    **{"nudge_limit": "2", "silence_means": "leave me be", "availability": "now", "payment": "payment"},
    **{"consent_quotes": "yes", "consent_share_learning": "no"},
}
CARYS = {
    **{
        "preferred_name": "Carys",
        "pronouns": "they/them",
        "nation": "England",
        "region": "North West",
        "interests": "learning groups",
    },
    **{"access_needs": "easy read, one thing at a time, more time", "tell_leader": "easy read, more time"},
    **{"nudge_limit": "1", "silence_means": "a gentle note", "availability": "not now", "payment": "voucher"},
    **{"consent_quotes": "no", "consent_share_learning": "yes"},
}
PRIYA = {
    **{"consent_leader": "yes", "preferred_name": "Priya", "job": "Chief nurse"},
    **{"hope_to_learn": "What waiting for us is like.", "promise": "I listen first, and I tell you what I did."},
}
CAST = (
    Cast(1001, "Amina", "partner", "New partner, tires easily and needs breaks"),
    Cast(1002, "Bryn", "partner", "Partner, uses a screen reader", {**CONSENTED, **HOURS, **BRYN}),
    Cast(1003, "Carys", "partner", "Partner, likes easy read, one thing at a time", {**CONSENTED, **HOURS, **CARYS}),
    Cast(1004, "Priya", "leader", "Leader of a hospital trust", {**HOURS, **PRIYA}),
    Cast(1005, "Tom", "leader", "New leader of a mental health trust"),
    Cast(1006, "Rachel", "coordinator", "Coordinator, on duty on weekdays", {**DUTY, "preferred_name": "Rachel"}),
    Cast(
        1007, "Sol", "safeguarding-lead", "Safeguarding lead, on duty on weekdays", {**ON_DUTY, "preferred_name": "Sol"}
    ),
    Cast(1008, "Lewis", "learning-partner", "Learning partner", {"preferred_name": "Lewis"}),
    Cast(1009, "Noor", "admin", "Admin, looks after the machine", {"preferred_name": "Noor"}),
)


def seed(tx: Transaction, now: datetime, texts: Texts) -> dict[int, str]:
    """Put the programme into an empty database; the invite code for each phone whose person has not joined."""
    if facts.fact(tx, "demo_seeded") is not None:
        return {}
    facts.note(tx, now, "demo_seeded", "yes")
    organisation = organisations.named(tx, now, ORGANISATION)
    joined = {one.name: _join(tx, now - JOINED_AGO, texts, one, organisation) for one in CAST if one.joined}
    _stand_in(tx, now, joined["Sol"], joined["Rachel"])
    others = _join_others(tx, now - JOINED_AGO, texts)
    past = Past(tx, texts, TIMEZONE, {name: person.id for name, person in {**joined, **others}.items()})
    offer(past, now)
    demo_others.live_through(past, now)
    live_through(past, now)
    for person in joined.values():
        _greet(tx, now, texts, person)
    return {
        one.telegram_id: invites.make(tx, now, role=one.role, organisation_id=organisation)
        for one in CAST
        if not one.joined
    }


def _stand_in(tx: Transaction, now: datetime, lead: Person, deputy: Person) -> None:
    """Somebody answers whoever asks for a person, and the help numbers were checked."""
    profiles.keep(tx, lead.id, {"deputy_id": deputy.id})
    for nation in NATIONS:
        help_card.checked(tx, now - CHECKED_AGO, nation, lead.id)


def _greet(tx: Transaction, now: datetime, texts: Texts, person: Person) -> None:
    """What stands on their phone as the demo begins: the menu, for what came before is not sent again."""
    scene = Scene(tx, now, person, texts.voice(person.language), texts)
    play = Play(scene, STORIES)
    menus.offer(scene)
    play.begin("menu")
    people.seen(tx, now, person)


def _join_others(tx: Transaction, now: datetime, texts: Texts) -> dict[str, Person]:
    organisation, found = organisations.named(tx, now, demo_others.ORGANISATION), {}
    for one in demo_others.OTHERS:
        person = people.meet_without_telegram(tx, now, timezone=TIMEZONE, organisation_id=organisation)
        found[one.name] = _welcome(tx, now, texts, one, person)
    return found


def _join(tx: Transaction, now: datetime, texts: Texts, one: Cast, organisation: str) -> Person:
    person = people.meet(tx, now, telegram_id=one.telegram_id, timezone=TIMEZONE, organisation_id=organisation)
    return _welcome(tx, now, texts, one, person)


def _welcome(tx: Transaction, now: datetime, texts: Texts, one: Cast | Other, person: Person) -> Person:
    """They went through the product's own welcome."""
    people.give_role(tx, now, person.id, one.role)
    scene = Scene(tx, now, person, texts.voice(person.language), texts)
    play = Play(scene, STORIES)
    play.begin(ONBOARDING[one.role])
    told = {**one.told, "summary": "that is right"}
    while (waiting := play.waiting()) is not None and (question := waiting.pending) is not None:
        words = told.get(question, "")
        asked = askings.by_handle(tx, waiting.asked_id or "")
        sent = Sent(Said(text=words), None if words else "skip", asked=asked)
        if Accepting(scene, play, waiting).answer(question, sent) != "taken":
            raise ValueError(f"{one.name} cannot answer {question} with {words!r}")
    return person
