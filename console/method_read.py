"""What the open page on method says of one question: how it is worded, what can be answered, who reads it, how long it
is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.asked_in import Put, questions_of
from bot.chat.texts import Voice
from bot.conversations import COMMANDS, STORIES
from console.labels import ROLES
from console.rights import COORDINATOR, LEARNING, SAFEGUARDING
from storage import health, said

READS_IT: Mapping[str, str] = {
    COORDINATOR: "Coordinators.",
    SAFEGUARDING: "A safeguarding lead, while there is a concern, who says why.",
    LEARNING: "The learning partner, without the name, if its person agreed.",
}
BY_CIRCLE = {
    "me": "Its person alone, unless they let others see it.",
    "figures": "Nobody one by one. It counts in figures of many people.",
}
# Two answers that wait for each other.
SEALED = ("reveal",)
UNTIL_SHOWN = (
    "A coordinator or, while there is a concern, a safeguarding lead, who says why; others once both are shown."
)
DOES_IT = "Nobody reads it as an answer: Voices does what was said, and the team sees what came of it."
OF_THE_TEAM = "It is work of the team itself."
KINDS = {
    "YesNo": "Yes or no",
    "Choice": "One of these",
    "Several": "Any of these",
    "Weekdays": "Days of the week",
    "Scale": "A step of a scale",
    "Text": "In their own words",
    "Name": "A name, read back to them where it does not look like one",
    "Pronouns": "One of these, read back to them where it does not look like pronouns",
    "Number": "A number",
    "Day": "A day",
    "Time": "A time of day",
    "Moment": "A day and a time",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One question as the page tells it."""

    key: str
    wording: str
    short: str
    kind: str
    options: tuple[str, ...]
    readers: str
    optional: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation that asks anything: what we call it, how it is begun, whose it is, and how much it asks."""

    story: str
    name: str
    command: str
    whose: str
    questions: int


def name_of(story: str) -> str:
    """What we call a conversation among ourselves."""
    return story.replace("_", " ").capitalize()


def talks() -> list[Talk]:
    """Every conversation that asks anything, those for everybody first."""
    commands = {story: f"/{command}" for command, story in COMMANDS.items()}
    found = [
        Talk(name, name_of(name), commands.get(name, ""), _whose(story.roles), len(questions_of(story.tell)))
        for name, story in STORIES.items()
    ]
    return sorted((one for one in found if one.questions), key=lambda one: (one.whose != "", one.name))


def _whose(roles: tuple[str, ...]) -> str:
    return ", ".join(ROLES[role] for role in roles)


def told_of(story: str, voice: Voice) -> list[Told]:
    """Each question of a conversation, in its order, as it is put in one language."""
    return [_told(story, one, voice) for one in questions_of(STORIES[story].tell)]


def needs_a_yes(story: str) -> bool:
    """Whether what a partner says in it is kept only while their yes to that stands."""
    return story in health.TOLD_IN


def _told(story: str, one: Put, voice: Voice) -> Told:
    return Told(
        key=one.key,
        wording=voice.unfilled(story, one.key),
        short=voice.short(story, one.key),
        kind=_kind(one),
        options=tuple(voice.labels(story, one.key, one.options).values()),
        readers=readers_in_words(story, one),
        optional=one.question is None or one.question.optional,
    )


def _kind(one: Put) -> str:
    told = [KINDS[one.kind]]
    if getattr(one.question, "voice", False):
        told.append("or a voice note")
    if getattr(one.question, "own_words", False):
        told.append("or in their own words")
    if one.more and one.kind in ("Choice", "Several"):
        told.append("and what there is to choose from then")
    return ", ".join(told)


def readers(story: str, one: Put) -> tuple[str, ...]:
    """The roles that may read such an answer as soon as it is given: as `storage.readable` decides, says a test."""
    if one.visible_to != "staff":
        return ()
    found = _BY_KIND.get(said.kind_of(story, one.key), ())
    return tuple(role for role in found if role != LEARNING or story not in SEALED)


_BY_KIND = {
    said.CHECK_IN: (COORDINATOR, SAFEGUARDING, LEARNING),
    said.REFLECTION: (COORDINATOR, SAFEGUARDING),
    said.FEEDBACK: (COORDINATOR,),
    said.JOINING: (COORDINATOR, SAFEGUARDING),
}


def readers_in_words(story: str, one: Put) -> str:
    """Who reads such an answer."""
    if one.visible_to in BY_CIRCLE:
        return BY_CIRCLE[one.visible_to]
    found = readers(story, one)
    if found and story in SEALED:
        return UNTIL_SHOWN
    if found:
        return " ".join(READS_IT[role] for role in found)
    return OF_THE_TEAM if _is_of_the_team(story) else DOES_IT


def _is_of_the_team(story: str) -> bool:
    roles = STORIES[story].roles
    return bool(roles) and not {"partner", "leader"} & {*roles}
