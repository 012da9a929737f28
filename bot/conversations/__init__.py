"""Every conversation that can be had, and the commands and words that begin one."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.story import Stories, Story
from bot.conversations import (
    access,
    agreeing,
    alerts,
    answering_offers,
    arranging_sessions,
    away,
    between_two,
    broadcasts,
    checking_in,
    concerns,
    console,
    deciding,
    doors,
    ending,
    feedback,
    fit,
    group_chats,
    groups,
    hard_day,
    help,
    help_card,
    importing,
    inviting,
    leader,
    leaving,
    mywords,
    notes,
    onboarding,
    opportunities,
    opportunity_notes,
    outcomes,
    pairing,
    people,
    person,
    privacy,
    prompts,
    reflection,
    rota,
    second_person,
    sending_to_many,
    session_notes,
    sessions,
    staff,
    team,
    threads,
    topics,
)

_AREAS = (
    onboarding,
    access,
    leader,
    staff,
    person,
    help,
    privacy,
    leaving,
    people,
    pairing,
    agreeing,
    ending,
    fit,
    groups,
    sessions,
    arranging_sessions,
    importing,
    session_notes,
    notes,
    opportunity_notes,
    broadcasts,
    answering_offers,
    threads,
    outcomes,
    deciding,
    opportunities,
    sending_to_many,
    second_person,
    group_chats,
    topics,
    away,
    team,
    concerns,
    alerts,
    rota,
    hard_day,
    help_card,
    console,
    reflection,
    mywords,
    prompts,
    checking_in,
    feedback,
    between_two,
    doors,
    inviting,
)


def _all() -> Stories:
    told: dict[str, Story] = {}
    for area in _AREAS:
        assert not told.keys() & area.STORIES.keys(), area.__name__
        told.update(area.STORIES)
    return told


STORIES: Stories = _all()

COMMANDS: Mapping[str, str] = {
    "menu": "menu",
    "help": "help",
    "person": "person",
    "helpnow": "help_now",
    "plan": "plan",
    "reflect": "reflect",
    "mywords": "mywords",
    "settings": "settings",
    "access": "access",
    "language": "language",
    "consent": "consent",
    "privacy": "privacy",
    "mydata": "mydata",
    "forgetme": "forgetme",
    "pause": "pause",
    "notnow": "notnow",
    "resume": "resume",
    "stop": "stop",
    "people": "people",
    "sessions": "sessions",
    "import": "importing",
    "pair": "pair",
    "groups": "groups",
    "today": "today",
    "concerns": "concerns",
    "rota": "rota",
    "card": "card",
    "console": "console",
    "prompts": "prompts",
    "broadcasts": "broadcasts",
    "page": "page",
    "lock": "lock",
    "email": "email",
    "invite": "inviting",
    "opportunities": "opportunities",
    "opportunity": "new_opportunity",
    "announce": "announce",
    "topics": "topics",
}

WORDS: Mapping[str, str] = {
    "help": "help",
    "menu": "menu",
    "pause": "pause",
    "stop": "stop",
    "person": "person",
    "help_now": "help_now",
    "heavy": "offer_person",  # what somebody wrote sounds heavy
    "undo": "resume",
    "later": "later",
    "why": "why",
    "notnow": "notnow",
    "access": "access",
    "language": "language",
    "speak": "speak",  # of a language, by what it calls itself
    "away": "hello_again",  # any other word of somebody who was away
    "back_again": "back_again",  # the same, where a question has waited meanwhile
}

ONBOARDING: Mapping[str, str] = {
    "partner": "onboarding_partner",
    "leader": "onboarding_leader",
    "coordinator": "onboarding_coordinator",
    "safeguarding-lead": "onboarding_staff",
    "learning-partner": "onboarding_staff",
    "admin": "onboarding_staff",
}
