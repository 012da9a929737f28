"""The name of a thing in the log, by its id, and the page of it for whoever may go there: people are numbers here."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.actions.finding import number_of
from console.desk import Reading
from storage import concern_lists, people, reports, tags

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\S+Z")


@dataclass(frozen=True, slots=True)
class Named:
    """What a row is about, '' where that has no name, and the path of its page, '' where whoever looks has none."""

    words: str = ""
    path: str = ""


def named(look: Reading, about: str) -> Named:
    """A person by number, a concern by the number of whose it is, a report by its title; of anything else its id is of
    no use here, nor is a moment."""
    report = reports.by_id(look.tx, about) if about else None
    if report is not None:
        return Named(report.title, f"/reports/{about}" if look.me.may("write_report") else "")
    whose = concern_lists.person_of(look.tx, about) if about else ""
    if whose:
        return Named(person(look, whose).words, f"/concerns/{about}" if look.me.may("read_concerns") else "")
    found = person(look, about)
    return found if found.words else Named("" if _is_id(about) or INSTANT.fullmatch(about) else about)


def _is_id(about: str) -> bool:
    return len(about) == 20 and about.isalnum()


def person(look: Reading, person_id: str | None) -> Named:
    """Somebody by number."""
    found = people.by_id(look.tx, person_id) if person_id else None
    if found is None:
        return Named()
    has_page = look.me.may("see_every_person") and found.telegram_id is not None
    return Named(number_of(found.number), f"/people/{person_id}" if has_page else "")


def tag_name(look: Reading, tag_id: str) -> str:
    """What a tag says is of somebody's words, and is for those who tag."""
    known = tags.all_of(look.tx) if tag_id and look.me.may("tag") else []
    return next((f"“{each.name}”" for each in known if each.id == tag_id), "")
