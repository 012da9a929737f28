"""Every kind of note that we write of our own accord. The open list: a note that is not in it is never sent."""

from __future__ import annotations

from collections.abc import Mapping

from bot.rules.notes import Kind

BEING_ASKED, WANTED = "being_asked", "wanted"  # how to reach them, at that moment; by whoever does it

KINDS: Mapping[str, Kind] = {
    # about a session that was agreed
    "reminder_hour": Kind("session_reminder", 0, counts=False, agreed=True, fact=True),
    "session_planned": Kind("session_planned", 0, counts=False, agreed=True, by_hand=True, fact=True),
    "session_changed": Kind("session_changed", 0, counts=False, agreed=True, urgent=True, by_hand=True, fact=True),
    "session_before": Kind("before_session", 1, counts=False, agreed=True),
    "reminder_day": Kind("session_reminder", 1, counts=False, agreed=True, fact=True),
    "proposal": Kind("another_time", 1, counts=False, agreed=True),
    # what somebody is asked or told because of what they are part of
    "agree_pairing": Kind("agree_pairing", 2, counts=False, patient=True),
    "agree_group": Kind("agree_group", 2, counts=False, patient=True),
    "pairing_news": Kind("pairing_news", 2, counts=False, fact=True),
    # it tells that no session takes place as well, so it goes before the note that one is cancelled, where it can
    "pairing_ended": Kind("pairing_ended", 0, counts=False, by_hand=True, fact=True),
    "group_ended": Kind("group_ended", 0, counts=False, by_hand=True, fact=True),
    # somebody was in touch with them, as the team says
    "concern_closed": Kind("concern_closed", 1, counts=False, patient=True, opens=True, at_once=(BEING_ASKED, WANTED)),
    # what the team did for them: answers that they gave elsewhere were written down, two accounts are one
    "written_down": Kind("written_down", 2, counts=False, patient=True),
    "permission_recorded": Kind("permission_recorded", 2, counts=False, patient=True, fact=True),
    "answers_go": Kind("permission_recorded", 0, counts=False, urgent=True, warns=True),
    "accounts_joined": Kind("accounts_joined", 1, counts=False, patient=True, urgent=True),
    # what became of an answer to an opportunity
    "outcome": Kind("opportunity_outcome", 1, counts=False, patient=True),
    "waiting_over": Kind("waiting_over", 2, counts=False, patient=True),
    "called_off": Kind("opportunity_called_off", 1, counts=False, patient=True),
    # what somebody wanted to be asked again
    "again": Kind("again", 2, counts=False),
    # what somebody agreed to a year ago or in other words, and whether we shall go on keeping what is theirs
    "consent_review": Kind("consent_review", 5, counts=False, patient=True, renews=True),
    "still_here": Kind("still_here", 7, counts=False),
    # the notes that are counted
    "session_after": Kind("after_session", 3, counts=True),
    "feedback": Kind("leader_feedback", 3, counts=True),
    "thanks": Kind("thanks_for_you", 4, counts=True),
    "reveal": Kind("reveal", 4, counts=True),
    "revealed": Kind("revealed", 4, counts=True),
    "commitment": Kind("commitment_later", 4, counts=True),
    "seen": Kind("commitment_seen", 5, counts=True),
    "fit": Kind("fit", 5, counts=True, in_turn=True),
    # what a coordinator sends to many; planned in `recipients`, not among the nudges
    "announcement": Kind("announcement_note", 4, counts=True),
    "opportunity": Kind("opportunity_note", 5, counts=True),
    # what became of what somebody said, and a sentence of theirs that the team would like to use
    "became": Kind("became", 4, counts=True, patient=True, rises=True, owed=True),
    "quotation": Kind("quotation", 5, counts=True, patient=True, rises=True, in_turn=True),
    "reflection": Kind("reflection_note", 6, counts=True),
    "silence": Kind("silence_note", 7, counts=True),
    # what came to somebody has been taken back
    "correction": Kind("correction_note", 1, counts=False, patient=True),
    # for the team
    "agree_broadcast": Kind("agree_broadcast", 2, counts=False),
    "part_taken": Kind("part_taken", 1, counts=False, urgent=True, patient=True),
    "second_said": Kind("second_said", 2, counts=False),
    "broadcast_over": Kind("broadcast_over", 1, counts=False),
    "at_once": Kind("at_once", 1, counts=False),
    "session_hold": Kind("session_hold", 1, counts=False),
    "digest": Kind("digest", 3, counts=False, quiet=True),
    "fit_change": Kind("fit_change", 2, counts=False),
    "concerns_open": Kind("concerns_open", 1, counts=False),
    "card_check": Kind("card_check", 4, counts=False),
    "to_decide": Kind("to_decide", 2, counts=False),
    "place_free": Kind("place_free", 2, counts=False),
    "place_unanswered": Kind("place_unanswered", 3, counts=False),
}
# Why a message was written, by what the rule asks of those of the last week.
COUNTED = frozenset((*(f"nudge_{name}" for name, kind in KINDS.items() if kind.counts), "nudge_unanswered"))
# The stories whose question decides whether somebody stays, and what is kept of them: nothing else is begun on top.
WEIGHTY = frozenset(("leave", "forgetme", "consent", "consent_review"))
OPENS = tuple(name for name, kind in KINDS.items() if kind.opens)
IN_TURN = frozenset(kind.story for kind in KINDS.values() if kind.in_turn)  # the stories of such questions
REMINDERS = frozenset(f"nudge_{name}" for name, kind in KINDS.items() if kind.agreed)
RESTS = COUNTED | {"absence"}  # after one of these nothing that counts follows within a day
