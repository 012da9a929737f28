"""Every conversation that can be had, and the commands and words that begin one."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.story import Story
from bot.conversations.help import carry_on, help_, menu, settings, welcome_back
from bot.conversations.leader import onboarding_leader
from bot.conversations.leaving import forgetme, keep, pause, resume, stop
from bot.conversations.onboarding import onboarding_partner
from bot.conversations.people import people
from bot.conversations.person import another_way, person
from bot.conversations.privacy import consent, mydata, privacy
from bot.conversations.staff import onboarding_coordinator, onboarding_staff

COORDINATORS = ("coordinator",)
STAFF_CONTROLS = ("skip", "back")  # they are the person to talk to

STORIES: Mapping[str, Story] = {
    "onboarding_partner": Story(onboarding_partner),
    "onboarding_leader": Story(onboarding_leader),
    "onboarding_coordinator": Story(onboarding_coordinator),
    "onboarding_staff": Story(onboarding_staff),
    "another_way": Story(another_way, gives_way=False),
    "person": Story(person, controls=("skip", "back"), gives_way=False),
    "help": Story(help_),
    "menu": Story(menu),
    "settings": Story(settings),
    "carry_on": Story(carry_on),
    "answer_now": Story(carry_on),
    "welcome_back": Story(welcome_back, controls=("person",), gives_way=False),
    "privacy": Story(privacy),
    "mydata": Story(mydata, controls=("person",)),
    "consent": Story(consent, controls=("skip", "back", "person")),
    "forgetme": Story(forgetme, controls=("person",), gives_way=False),
    "pause": Story(pause, gives_way=False),
    "stop": Story(stop, gives_way=False),
    "keep": Story(keep, gives_way=False),
    "resume": Story(resume),
    "people": Story(people, STAFF_CONTROLS, roles=COORDINATORS),
}

COMMANDS: Mapping[str, str] = {
    "menu": "menu",
    "help": "help",
    "person": "person",
    "settings": "settings",
    "consent": "consent",
    "privacy": "privacy",
    "mydata": "mydata",
    "forgetme": "forgetme",
    "pause": "pause",
    "resume": "resume",
    "stop": "stop",
    "people": "people",
}

WORDS: Mapping[str, str] = {
    "help": "help",
    "menu": "menu",
    "pause": "pause",
    "stop": "stop",
    "person": "person",
    "undo": "resume",
}

ONBOARDING: Mapping[str, str] = {
    "partner": "onboarding_partner",
    "leader": "onboarding_leader",
    "coordinator": "onboarding_coordinator",
    "safeguarding-lead": "onboarding_staff",
    "learning-partner": "onboarding_staff",
    "admin": "onboarding_staff",
}
