"""Every conversation that can be had, and the commands and words that begin one."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.story import Story
from bot.conversations.agreeing import agree_pairing, pairing_news
from bot.conversations.arranging_sessions import (
    cancel_session,
    change_place,
    move_session,
    plan_session,
    session_saved,
    undo_session,
)
from bot.conversations.away import hello_again, notnow, session_hold, when_away
from bot.conversations.between_two import reveal, revealed, thanks, thanks_for_you
from bot.conversations.checking_in import after_session, before_more, before_session, say_more
from bot.conversations.concerns import concern_closed, concerns
from bot.conversations.ending import pairing_ended
from bot.conversations.feedback import commitment_later, commitment_seen, leader_feedback
from bot.conversations.fit import fit, fit_change
from bot.conversations.groups import (
    add_to_group,
    agree_group,
    end_group,
    group_card,
    group_ended,
    group_made,
    groups,
    undo_group,
)
from bot.conversations.help import carry_on, help_, menu, settings, welcome_back
from bot.conversations.importing import import_made, importing, undo_import
from bot.conversations.leader import onboarding_leader
from bot.conversations.leaving import back_again, forgetme, keep, pause, resume, stop
from bot.conversations.mywords import mywords
from bot.conversations.notes import again, fewer, later, later_today, not_this_one, silence_note, why
from bot.conversations.onboarding import onboarding_partner
from bot.conversations.pairing import end_pairing, pair, pair_made, pairing, undo_pairing
from bot.conversations.people import people
from bot.conversations.person import another_way, person
from bot.conversations.privacy import consent, mydata, privacy
from bot.conversations.prompts import prompts
from bot.conversations.reflection import reflect, reflection_note, rhythm, suggest
from bot.conversations.session_notes import another_time, session_changed, session_planned, session_reminder
from bot.conversations.sessions import calendar, cannot_come, missed, reminders, session, sessions
from bot.conversations.staff import onboarding_coordinator, onboarding_staff
from bot.conversations.team import at_once, digest, seen, today

COORDINATORS = ("coordinator",)
WHO_LOOKS_AFTER = (*COORDINATORS, "safeguarding-lead")
WHO_MEETS = ("partner", "leader")
WHO_HAS_SESSIONS = (*WHO_MEETS, *COORDINATORS)
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
    "pause": Story(pause, controls=("skip", "person"), gives_way=False, passing=True),
    "stop": Story(stop, gives_way=False),
    "keep": Story(keep, gives_way=False),
    "resume": Story(resume),
    "back_again": Story(back_again, gives_way=False),
    "people": Story(people, STAFF_CONTROLS, roles=COORDINATORS),
    "pair": Story(pair, STAFF_CONTROLS, roles=COORDINATORS),
    "pair_made": Story(pair_made, STAFF_CONTROLS, about=True, roles=COORDINATORS),
    "undo_pairing": Story(undo_pairing, STAFF_CONTROLS, about=True, roles=COORDINATORS),
    "pairing": Story(pairing, STAFF_CONTROLS, about=True, roles=COORDINATORS),
    "end_pairing": Story(end_pairing, STAFF_CONTROLS, about=True, roles=COORDINATORS),
    "agree_pairing": Story(agree_pairing, about=True, speaks_again=True),
    "pairing_news": Story(pairing_news, about=True),
    "pairing_ended": Story(pairing_ended, about=True),
    "fit": Story(fit, about=True, speaks_again=True),
    "fit_change": Story(fit_change, STAFF_CONTROLS, about=True, roles=COORDINATORS),
    "groups": Story(groups, STAFF_CONTROLS, roles=COORDINATORS),
    "group_made": Story(group_made, STAFF_CONTROLS, about=True, roles=COORDINATORS),
    "undo_group": Story(undo_group, STAFF_CONTROLS, about=True, roles=COORDINATORS),
    "group_card": Story(group_card, STAFF_CONTROLS, about=True, roles=COORDINATORS),
    "add_to_group": Story(add_to_group, STAFF_CONTROLS, about=True, roles=COORDINATORS),
    "end_group": Story(end_group, STAFF_CONTROLS, about=True, roles=COORDINATORS),
    "agree_group": Story(agree_group, about=True, speaks_again=True),
    "group_ended": Story(group_ended, about=True),
    "sessions": Story(sessions, roles=WHO_HAS_SESSIONS, passing=True),
    "session": Story(session, about=True, roles=WHO_HAS_SESSIONS),
    "plan_session": Story(plan_session, about=True, roles=WHO_HAS_SESSIONS),
    "session_saved": Story(session_saved, about=True, roles=WHO_HAS_SESSIONS),
    "undo_session": Story(undo_session, about=True, roles=WHO_HAS_SESSIONS),
    "move_session": Story(move_session, STAFF_CONTROLS, about=True, roles=COORDINATORS),
    "change_place": Story(change_place, STAFF_CONTROLS, about=True, roles=COORDINATORS),
    "cancel_session": Story(cancel_session, STAFF_CONTROLS, about=True, roles=COORDINATORS),
    "cannot_come": Story(cannot_come, about=True, roles=WHO_HAS_SESSIONS, passing=True),
    "missed": Story(missed, about=True, roles=WHO_HAS_SESSIONS, passing=True),
    "calendar": Story(calendar, about=True, roles=WHO_HAS_SESSIONS),
    "reminders": Story(reminders, roles=WHO_HAS_SESSIONS, passing=True),
    "importing": Story(importing, STAFF_CONTROLS, roles=COORDINATORS),
    "import_made": Story(import_made, STAFF_CONTROLS, about=True, roles=COORDINATORS),
    "undo_import": Story(undo_import, STAFF_CONTROLS, about=True, roles=COORDINATORS),
    "session_reminder": Story(session_reminder, about=True),
    "session_planned": Story(session_planned, about=True),
    "session_changed": Story(session_changed, about=True),
    "another_time": Story(another_time, about=True, roles=WHO_HAS_SESSIONS),
    # what can be said to a note of ours
    "later": Story(later, controls=("person",), gives_way=False),
    "later_today": Story(later_today, gives_way=False),
    "not_this_one": Story(not_this_one, gives_way=False),
    "again": Story(again, gives_way=False),
    "why": Story(why, gives_way=False),
    "fewer": Story(fewer, gives_way=False),
    "silence_note": Story(silence_note),
    # away for a while
    "notnow": Story(notnow, gives_way=False),
    "when_away": Story(when_away, gives_way=False, passing=True),
    "hello_again": Story(hello_again, controls=("person",), passing=True),
    "session_hold": Story(session_hold, about=True),
    # for the team
    "digest": Story(digest),
    "at_once": Story(at_once),
    "today": Story(today, roles=COORDINATORS),
    "seen": Story(seen, roles=COORDINATORS),
    "concerns": Story(concerns, STAFF_CONTROLS, roles=WHO_LOOKS_AFTER),
    "concern_closed": Story(concern_closed, about=True),
    "reflect": Story(reflect, controls=("back", "person")),
    "rhythm": Story(rhythm),
    "reflection_note": Story(reflection_note, controls=("person",)),
    "suggest": Story(suggest),
    "mywords": Story(mywords, controls=("person",)),
    "prompts": Story(prompts, controls=("skip", "back")),
    "before_session": Story(before_session, about=True),
    "before_more": Story(before_more, about=True),
    "after_session": Story(after_session, about=True),
    "say_more": Story(say_more, about=True),
    "leader_feedback": Story(leader_feedback, about=True),
    "commitment_later": Story(commitment_later, about=True),
    "commitment_seen": Story(commitment_seen, about=True),
    "thanks": Story(thanks, about=True),
    "thanks_for_you": Story(thanks_for_you, about=True, gives_way=False),
    "reveal": Story(reveal, about=True),
    "revealed": Story(revealed, about=True, gives_way=False),
}

COMMANDS: Mapping[str, str] = {
    "menu": "menu",
    "help": "help",
    "person": "person",
    "reflect": "reflect",
    "mywords": "mywords",
    "settings": "settings",
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
    "prompts": "prompts",
}

WORDS: Mapping[str, str] = {
    "help": "help",
    "menu": "menu",
    "pause": "pause",
    "stop": "stop",
    "person": "person",
    "undo": "resume",
    "later": "later",
    "why": "why",
    "notnow": "notnow",
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
