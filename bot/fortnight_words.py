"""A fortnight as somebody of the team reads it: what each note is called, why it comes, and why one was held back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.actions import reaching
from bot.chat.texts import Voice
from bot.foreseen import Foreseen
from bot.rules.kinds import KINDS
from bot.rules.nudging import keeps_back
from storage.database import Transaction
from storage.people import Person

CALLED: Mapping[str, str] = {
    "reminder_hour": "Reminder, shortly before a session",
    "reminder_day": "Reminder, the day before a session",
    "session_planned": "A session was planned",
    "session_changed": "A session was changed",
    "session_before": "Check-in before a session",
    "session_after": "Check-in after a session",
    "session_hold": "Somebody asked to put a session off",
    "proposal": "Another time was asked for",
    "agree_pairing": "Question: work with somebody",
    "agree_group": "Question: join a learning group",
    "pairing_news": "News about whom they work with",
    "pairing_ended": "Their work with somebody is over",
    "group_ended": "Their learning group is over",
    "concern_closed": "Somebody was in touch with them",
    "outcome": "What became of an offer",
    "waiting_over": "The waiting list is over",
    "called_off": "An offer does not take place",
    "again": "A question that they wanted again",
    "consent_review": "Question: does a yes still hold",
    "still_here": "Question: go on keeping what is theirs",
    "feedback": "A leader's feedback",
    "thanks": "Thanks from somebody",
    "reveal": "Two questions for both",
    "revealed": "What both answered",
    "commitment": "What they set out to do",
    "seen": "What the leader set out to do",
    "fit": "How working together is",
    "announcement": "Announcement",
    "opportunity": "Opportunity",
    "reflection": "Something to think about",
    "silence": "A gentle note after a long silence",
    "correction": "A correction",
    "became": "What became of what they said",
    "quotation": "Question: use a sentence of theirs",
    "written_down": "What was written down for them",
    "permission_recorded": "A permission that was written down",
    "answers_go": "What they told is about to be deleted",
    "accounts_joined": "Two accounts that became one",
    "unanswered": "Reminder of a question that waits",
    "agree_broadcast": "Question: agree to a message to many",
    "part_taken": "An invite that they made was used",
    "second_said": "What a second person said",
    "broadcast_over": "A message to many is over",
    "at_once": "News for the team",
    "digest": "Summary for the team",
    "fit_change": "Somebody says that it does not fit",
    "concerns_open": "Who waits for a person",
    "card_check": "The help numbers want checking",
    "to_decide": "It is time to decide",
    "place_free": "A place is free",
    "place_unanswered": "An answer about a place is missing",
}
# Why one was held back, by the word of the rule.
BECAUSE: Mapping[str, str] = {
    "their_hours": "it is outside the days and hours that they chose, or a bank holiday",
    "one_a_day": "no two of these come within a day",
    "week_is_full": "they have had as many notes this week as they want",
    "we_were_away": "we were away, and do not make up for it all at once",
    "in_talk": "a question was just put to them",
    "another_first": "another note goes first",
    "asked": "another question of ours waits for their answer",
    "weighing": "a question about leaving, deleting or what they agreed to waits for them",
    "paused": "they have paused",
    "said_no": "they said no to keeping their answers, so nothing is asked of them until they say yes",
    "open_concern": "they asked for a person, and nobody of the team has let us write first again",
    "left": "they have left",
    "stopped": "they asked us not to write",
    "unreachable": "Telegram cannot reach them",
    "leaving": "they are leaving",
    "deleting": "they asked for their data to be deleted",
    "erased": "they are gone",
    "not_agreed": "they have not agreed to it",
    "taken_back": "they took back their yes to keeping what they say, and may give it again",
    "outdated": "what they agreed to has new words, and they have not been asked about those yet",
    "wants_no_notes": "they want no notes of this sort",
    "too_late": "its time is over",
    "no_room": "there is no room for it before it is of no more use",
    "outside_their_hours": "its time is over before the hours that they chose begin",
    "after_downtime": "we were away when it was due",
    "another_was_more_useful": "another note is more useful, and it cannot wait",
    "no_such_story": "there is nothing of this sort any more",
    "no_point_any_more": "there is nothing to say when its time comes",
    "failed": "it could not be made; it would be tried again, and the team told",
    "muted_topic": "they want to hear no more about this topic",
    "wants_no_opportunities": "they want to hear of no opportunities",
}


def called(kind: str) -> str:
    """What a note of this kind is called."""
    return CALLED.get(kind, kind.replace("_", " "))


def barred(tx: Transaction, person: Person) -> str:
    """Why nothing goes to somebody of our own accord as they stand now, or ''."""
    return BECAUSE.get(reaching.barred(tx, person), "")


def barred_besides(tx: Transaction, person: Person) -> str:
    """The same, but for a concern of theirs."""
    return BECAUSE.get(reaching.barred_besides(tx, person), "")


def kept_from(tx: Transaction, now: datetime, person: Person, kind: str) -> str:
    """Why notes of this kind do not go to somebody as they stand now, or ''."""
    why = reaching.standing_of(tx, now, person).barred
    return BECAUSE.get(why, why.replace("_", " ")) if keeps_back(KINDS[kind], why) else ""


def reason(voice: Voice, one: Foreseen) -> str:
    """Why it comes, as they are told below it; or why it was held back."""
    if one.what in ("waits", "lapses", "stays"):
        return BECAUSE.get(one.why, one.why.replace("_", " "))
    return voice.labels("why", "because", (one.kind,))[one.kind] if one.what == "goes" else ""
