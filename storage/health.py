"""Nothing about somebody's health is kept without their yes: whether an answer of a partner may be kept just now."""

from __future__ import annotations

from storage import consents
from storage.database import Transaction

PURPOSE = "take_part_health"
# Conversations about the data and the person's rights, which have to work without a yes; nothing is told in them.
WITHOUT_A_YES = frozenset(
    (
        *("consent", "consent_review", "consent_needed", "privacy", "kept", "mydata", "forgetme", "leave", "keep"),
        *("pause", "stop", "resume", "back_again", "help", "menu", "person", "settings", "carry_on", "welcome_back"),
        *("onboarding_partner", "why", "later", "fewer", "notnow", "another_way", "mywords", "hello_again"),
    )
)
# What has to be asked before there can be a yes.
FIRST_QUESTIONS = ("adult", "consent_")


def may_begin(tx: Transaction, person_id: str, kind: str) -> bool:
    """Whether a conversation of this kind may be had with somebody now."""
    return kind in WITHOUT_A_YES or _may_keep(tx, person_id)


def may_keep(tx: Transaction, person_id: str, question: str = "") -> bool:
    """Whether what somebody answers to this question now may be kept."""
    return question.startswith(FIRST_QUESTIONS) or _may_keep(tx, person_id)


def _may_keep(tx: Transaction, person_id: str) -> bool:
    """Leaders and staff are asked nothing about their health."""
    role = tx.one("SELECT 1 FROM roles WHERE person_id = :id AND role = 'partner'", id=person_id)
    return role is None or consents.given(tx, person_id, PURPOSE)
