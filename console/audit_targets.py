"""Who did something, and what more there is to say of it, as the log tells it: nobody's own words, no ids."""

from __future__ import annotations

from bot.actions import channels, recording
from bot.actions.finding import number_of
from bot.actions.naming import when
from bot.actions.scheduling import MOVED, TO
from console.audit_counted import counted
from console.audit_named import named, tag_name
from console.audit_texts import OF_TEXT
from console.audit_words import LOOKS, REFUSED
from console.desk import Reading
from console.fates import FATES
from console.labels import ROLES
from console.report_meanwhile import ORDER
from console.rights import STAFF
from storage import people
from storage.audit import Entry
from storage.values import moment

# Whoever did it and is nobody with an account.
PROGRAMS = {
    "retention": "Voices, by itself at night",
    "command line": "Somebody at the machine, by a command",
    "": "Voices, by itself",
}
WHY = {
    "not_me": "they said that it was not they who signed in",
    "wrong_codes": "after too many wrong codes",
    "spoken": "they spoke with the person",
    "told": "the person heard so at once",
    ORDER: "the order of its parts",
}


def who(look: Reading, actor: str) -> str:
    """The team by name and number, with what they are; whoever takes part by number and what they are; what is nobody
    by what did it."""
    person = people.by_id(look.tx, actor)
    if person is None:
        return PROGRAMS.get(actor, "Somebody who is deleted" if len(actor) == 20 else actor)
    roles = people.roles_of(look.tx, person.id)
    name = [person.name] if person.name and set(roles) & set(STAFF) else []
    parts = [ROLES[one].lower() for one in roles if one in ROLES] or ["no part now"]
    return ", ".join([*name, number_of(person.number), " and ".join(parts)])


def more(look: Reading, one: Entry) -> str:
    """What more there is to say of it, in words; '' for nothing."""
    if one.action == REFUSED:
        return f"for those who may {one.detail.replace('_', ' ')}"
    if one.action in ("concerns_listed", "notices_seen"):
        many = len((one.detail if one.action == "concerns_listed" else one.about).split())
        return f"{many} of them" if many else ""
    if one.action.startswith(("words_", "prompt_")):
        found = OF_TEXT.fullmatch(one.detail)
        return (
            f"in {look.texts.voice(found[2]).about.english_name}" if found and found[2] in look.texts.languages else ""
        )
    if one.action == "card_changed":
        return f"the line: {look.voice.labels('card', 'which_line', (one.detail,)).get(one.detail, one.detail)}"
    if one.action == MOVED:
        to = one.detail.partition(TO)[2]
        return f"to {when(look.scene, moment(to))}" if to else ""
    if one.action == "duty_changed":
        return hours_in_words(look, one.detail)
    if one.action.endswith(tuple(each.strip("%") for each in LOOKS)) and one.detail in ROLES:
        return f"as {ROLES[one.detail].lower()}"
    if one.detail.startswith("fate="):
        return FATES.get(one.detail.removeprefix("fate="), "")
    if one.action.startswith("broadcast_") and one.detail.isdigit():
        return f"{one.detail} {'person' if one.detail == '1' else 'people'}"
    if one.action in ("opportunity_kept", "response_decided", "decision_kept"):
        return one.detail.replace(",", ", ").replace("_", " ")
    if one.action == recording.WRITTEN:
        return _written_down(look, one.detail)
    if one.action == "consent_recorded":
        purpose = one.detail.removeprefix("for=")
        return f"for: {look.voice.texts['shared']['labels'].get(purpose, purpose.replace('_', ' '))}"
    if one.action in ("passage_tagged", "tags_merged"):
        return tag_name(look, one.detail)
    if one.action.startswith("export_"):
        return one.detail.replace("_", " ")
    return WHY.get(one.detail) or ROLES.get(one.detail) or counted(named(look, one.detail).words)


def _written_down(look: Reading, detail: str) -> str:
    """What it is about and how it was said ("say_more phone"), as the person is told it."""
    kind, _, channel = detail.partition(" ")
    how = channels.in_words(look.scene, channel) if channel in channels.CHANNELS else ""
    return ", ".join(each for each in (recording.kind_in_words(look.voice, kind), how) if each)


def hours_in_words(look: Reading, detail: str) -> str:
    """Hours before and after ("mon,tue 09:00-17:00 > mon 10:00-12:00"), as they were put on record."""
    before, sign, now = detail.partition(" > ")
    return f"before: {_hours(look, before)}; now: {_hours(look, now)}" if sign else ""


def _hours(look: Reading, told: str) -> str:
    days, _, hours = told.partition(" ")
    if not days or not hours:
        return "none"
    since, _, until = hours.partition("-")
    return f"{', '.join(look.voice.label(day) for day in days.split(','))}, {since} to {until}"
