"""Nothing about somebody's health is kept without their yes: whether an answer of a partner may be kept just now."""

from __future__ import annotations

from storage import consents
from storage.database import Transaction

PURPOSE = "take_part_health"
# SQL that is true where an access need may be read: its person has not taken back that we keep it.
MAY_READ = consents.not_taken_back("access_needs.person_id", PURPOSE)
# Conversations in which a partner may say things about their health; a test asks about each new one.
TOLD_IN = frozenset(
    (
        *("onboarding_partner", "before_session", "before_more", "after_session", "say_more", "reveal", "fit"),
        *("reflect", "meaning", "suggest", "commitment_seen", "mywords", "when_away", "access", "plan"),
        *("interested", "ask_about", "thread_reply", "quotation", "decline_place", "pairing_ended", "thanks"),
        "readback",
    )
)
# And those in which they are asked other things: about their rights, for a person, or what was arranged.
ASKED_OTHERWISE = frozenset(
    (
        *("agree_group", "agree_pairing", "another_way", "commitment_later", "consent", "consent_review", "forgetme"),
        "another_part",
        *("hello_again", "later", "leader_feedback", "leave", "mydata", "onboarding_coordinator", "onboarding_leader"),
        *("onboarding_staff", "pairing_news", "pause", "person", "prompts", "reflection_note"),
        *(
            "rhythm",
            "welcome_back",
            "email",
            "language",
            "lock",
            "my_opportunities",
            "nation",
            "offer_person",
            "offer_person_again",
        ),
        *("all_kept", "opportunities", "page", "myquotes", "written_down"),
    )
)
# What has to be asked before there can be a yes.
_FIRST_QUESTIONS = ("adult", "consent_")
# What is passed over without a yes, in conversations that go on without it.
SPARED = frozenset((("leave", "why"), ("agree_pairing", "goals"), ("pairing_news", "goals")))
# What they choose there only says what is to be done: with what is theirs already, with a meeting, or that they would
# like a person. It works without a yes, too.
STEERING = frozenset(
    (
        *("summary", "what_now", "which", "sure", "who_may_see", "to_whom"),
        *("still_good", "met", "contact", "a_person", "away_means"),
    )
)
# A partner, and whether their yes stands: one question of the database, and one that each turn asks several times.
_PARTNER = f"""
  SELECT {consents.stands("roles.person_id", PURPOSE)} AS agreed FROM roles WHERE person_id = :id AND role = 'partner'
"""  # noqa: S608 - constants


def may_keep(tx: Transaction, person_id: str, conversation_id: str | None = None, question: str = "") -> bool:
    """Whether what somebody answers to this question, or says without one, may be kept now.

    Leaders and staff are asked nothing about their health.
    """
    if question.startswith(_FIRST_QUESTIONS):
        return True
    partner = tx.again(_PARTNER, id=person_id)
    if partner is None or partner["agreed"]:
        return True
    if conversation_id and question.rstrip("0123456789").rstrip("_") in STEERING:
        return True
    talk = tx.one("SELECT kind FROM conversations WHERE id = :id", id=conversation_id) if conversation_id else None
    return talk is not None and talk["kind"] not in TOLD_IN and (talk["kind"], question) not in SPARED
