"""Nothing that somebody says is kept without their yes, least of all about their health: whether it may be just now."""

from __future__ import annotations

from storage import consents
from storage.database import Transaction

PURPOSE = "take_part_health"


def may_read(person: str) -> str:
    """SQL that is true where what somebody told us may be read: they have not taken back that we keep it. `person` is
    the SQL of their id."""
    return consents.not_taken_back(person, PURPOSE)


# The same of an access need.
MAY_READ = may_read("access_needs.person_id")
# Conversations in which somebody may say things about their health; a test asks about each new one.
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
        *("onboarding_staff", "onboarding_admin", "onboarding_learning_partner"),
        *("pairing_news", "pause", "person", "prompts", "reflection_note"),
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
# What only a leader is asked, under the yes of a leader.
LED_IN = frozenset(("onboarding_leader", "leader_feedback", "commitment_later"))
# Whether the yes stands of each part that somebody has, NULL where they do not have it: one question of the database,
# and one that each turn asks several times.
_AGREED = f"""
  SELECT (SELECT {consents.stands("roles.person_id", PURPOSE)} FROM roles
      WHERE person_id = :id AND role = 'partner') AS partner,
    (SELECT {consents.stands("roles.person_id", "take_part")} FROM roles
      WHERE person_id = :id AND role = 'leader') AS leader
"""  # noqa: S608 - constants


def may_keep(tx: Transaction, person_id: str, conversation_id: str | None = None, question: str = "") -> bool:
    """Whether what somebody answers to this question, or says without one, may be kept now.

    A partner's words need the yes of a partner, and a leader's that of a leader; whoever is both says as a partner
    what is not asked of leaders alone. What the team is asked is their work, and needs none.
    """
    if question.startswith(_FIRST_QUESTIONS):
        return True
    agreed = tx.again(_AGREED, id=person_id)
    partner, leader = (agreed["partner"], agreed["leader"]) if agreed is not None else (None, None)
    if all(one is None or one for one in (partner, leader)):
        return True
    if conversation_id and question.rstrip("0123456789").rstrip("_") in STEERING:
        return True
    talk = tx.one("SELECT kind FROM conversations WHERE id = :id", id=conversation_id) if conversation_id else None
    kind = talk["kind"] if talk is not None else ""
    asked_as_leader = kind in LED_IN and leader is not None
    stands = leader if partner is None or asked_as_leader else partner
    if stands is None or stands:
        return True
    return bool(kind) and kind not in TOLD_IN and not asked_as_leader and (kind, question) not in SPARED
