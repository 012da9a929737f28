"""Whom a conversation is for, and which buttons it carries for them."""

from __future__ import annotations

from collections.abc import Mapping

COORDINATORS = ("coordinator",)
WHO_SENDS = (*COORDINATORS, "admin")  # or agrees to what is sent to many
WHO_LOOKS_AFTER = (*COORDINATORS, "safeguarding-lead")
STAFF = (*WHO_LOOKS_AFTER, "learning-partner", "admin")
WHO_MEETS = ("partner", "leader")
WHO_HAS_SESSIONS = (*WHO_MEETS, *COORDINATORS)
WHO_KEEPS_THE_CARD = ("safeguarding-lead",)
STAFF_CONTROLS = ("skip", "back")  # they are the person to talk to
# The story in which somebody begins each part.
ONBOARDING: Mapping[str, str] = {
    "partner": "onboarding_partner",
    "leader": "onboarding_leader",
    "coordinator": "onboarding_coordinator",
    "safeguarding-lead": "onboarding_staff",
    "learning-partner": "onboarding_learning_partner",
    "admin": "onboarding_admin",
}
