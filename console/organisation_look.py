"""The name of an organisation before anybody is shown it: where it will be read, and which others it resembles."""

from __future__ import annotations

from dataclasses import dataclass

from bot.wording.phone import Preview
from console import homes
from console.desk import Reading
from storage import directory, organisations

WELCOME = ("onboarding_partner", "hello")


class NotLookedAt(Exception):
    """There is no organisation of this name yet: where people will read it is looked at first."""


@dataclass(frozen=True, slots=True)
class Sight:
    """`before` is what it was called until now, '' for a new one; `welcome` the first message with it, as it arrives;
    `near` the others that are spelt nearly like it; `people` how many belong to it already."""

    name: str
    before: str
    welcome: Preview
    near: list[str]
    people: int


def sight(look: Reading, name: str, organisation_id: str = "") -> Sight:
    """A name that nobody has been shown yet, of a new one or of this one."""
    here = {one: (called, count) for one, called, count in directory.organisations_with_people(look.tx)}
    before, people = here.get(organisation_id, ("", 0))
    others = {one: called for one, (called, _) in here.items() if one != organisation_id}
    voice = look.voice
    welcome = Preview(voice.says(*WELCOME, {"organisation": name}), (), voice.direction, voice.about.tag)
    return Sight(name, before, welcome, list(homes.alike(name, others).values()), people)


def is_new(look: Reading, name: str) -> bool:
    """Whether there would be an organisation of this name only from now on."""
    return bool(name) and name not in organisations.names(look.tx).values()
