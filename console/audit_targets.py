"""To what something was done, and what more there is to say of it, as the log tells it: nobody's own words, no ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.actions.finding import number_of
from bot.chat.addresses import THOUGHT
from bot.rules.help_card import NATIONS
from bot.wording.standing import came_with
from console.audit_counted import counted
from console.audit_words import LOOKS, REFUSED
from console.desk import Reading
from console.fates import FATES
from console.labels import ROLES
from console.rights import STAFF
from storage import (
    broadcasts,
    concern_lists,
    opportunities,
    pairings,
    people,
    prompts,
    reports,
    text_versions,
)
from storage.audit import Entry

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\S+Z")
_TEXT = re.compile(r"(\S+) \((\w+)\)")
LONGEST = 80  # letters of a thought
# Whoever did it and is nobody with an account.
PROGRAMS = {
    "retention": "Voices, by itself at night",
    "command line": "Somebody at the machine, by a command",
    "": "Voices, by itself",
}
WHY = {
    "not_me": "they said that it was not they who signed in",
    "wrong_codes": "after too many wrong codes",
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


def about(look: Reading, one: Entry) -> str:
    """To whom or what it was done, in words; '' where that has no name."""
    if one.action == REFUSED:  # the names of a page and of a right are those of the program
        return ""
    for beginning, name in _NAMED.items():
        if one.action.startswith(beginning):
            return name(look, one)
    return _name(look, one.about)


def more(look: Reading, one: Entry) -> str:
    """What more there is to say of it, in words; '' for nothing."""
    if one.action == REFUSED:
        return f"for those who may {one.detail.replace('_', ' ')}"
    if one.action in ("concerns_listed", "notices_seen"):
        many = len((one.detail or one.about).split())
        return f"{many} of them" if many else ""
    if one.action.startswith(("words_", "prompt_")):
        found = _TEXT.fullmatch(one.detail)
        return (
            f"in {look.texts.voice(found[2]).about.english_name}" if found and found[2] in look.texts.languages else ""
        )
    if one.action == "card_changed":
        return f"the line: {look.voice.labels('card', 'which_line', (one.detail,)).get(one.detail, one.detail)}"
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
    return WHY.get(one.detail) or ROLES.get(one.detail) or counted(_name(look, one.detail))


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


def _text(look: Reading, one: Entry) -> str:
    found = _TEXT.fullmatch(one.detail)
    version = None if found else text_versions.by_id(look.tx, one.about)
    address = found[1] if found else version.address if version else ""
    if address.startswith(THOUGHT):
        return _thought_of(look, address.removeprefix(THOUGHT))
    return f"the text {address}" if address else ""


def _thought(look: Reading, one: Entry) -> str:
    return _thought_of(look, one.about)


def _thought_of(look: Reading, prompt_id: str) -> str:
    """A thought that the team or the program brought by its words; one that somebody suggested is theirs."""
    kept = prompts.by_id(look.tx, prompt_id)
    if kept is not None and kept.suggested_by:
        return "a thought that somebody suggested"
    words = kept.words if kept is not None and kept.words else ""
    words = words or came_with(look.voice.language).get(f"{THOUGHT}{prompt_id}", "")
    return f"“{words[:LONGEST]}{'…' if len(words) > LONGEST else ''}”" if words else ""


def _nation(look: Reading, one: Entry) -> str:
    return look.voice.label(one.about) if one.about in NATIONS else _name(look, one.about)


def _pairing(look: Reading, one: Entry) -> str:
    found = pairings.by_id(look.tx, one.about)
    both = [people.by_id(look.tx, each) for each in (found.partner_id, found.leader_id)] if found else []
    return " and ".join(number_of(each.number) for each in both if each)


def _offer(look: Reading, one: Entry) -> str:
    """An opportunity by its title; of a message, which may be of one, that too."""
    sent = broadcasts.by_id(look.tx, one.about)
    found = opportunities.by_id(look.tx, (sent.opportunity_id if sent else one.about) or "")
    return found.title if found else _name(look, one.about)


def _part(look: Reading, one: Entry) -> str:
    return ROLES.get(one.about) or _name(look, one.about)


def _nothing(look: Reading, one: Entry) -> str:
    return ""


_NAMED: Mapping[str, Callable[[Reading, Entry], str]] = {
    "words_": _text,
    "prompt_": _thought,
    "card_ch": _nation,
    "pairing_": _pairing,
    "opportunity_": _offer,
    "broadcast_": _offer,
    "invite_": _part,
    "concerns_listed": _nothing,
    "notices_seen": _nothing,
}


def _name(look: Reading, about: str) -> str:
    """A person by number, a concern by the number of whose it is, a report by its title; of anything else its id is of
    no use here, nor is a moment."""
    report = reports.by_id(look.tx, about) if about else None
    if report is not None:
        return report.title
    person = people.by_id(look.tx, concern_lists.person_of(look.tx, about) or about) if about else None
    if person is not None:
        return number_of(person.number)
    return "" if (len(about) == 20 and about.isalnum()) or INSTANT.fullmatch(about) else about
