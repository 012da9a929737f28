"""Who may do what, in one place. What is not listed nobody may; an admin runs the machine and sees nobody's words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

COORDINATOR, SAFEGUARDING = "coordinator", "safeguarding-lead"
LEARNING, ADMIN = "learning-partner", "admin"
STAFF = (COORDINATOR, SAFEGUARDING, LEARNING, ADMIN)

Right = Literal[
    "be_known",
    "be_here",
    "see_counts",
    "see_programme",
    "see_people",
    "see_every_person",
    "read_concerns",
    "work_concerns",
    "keep_rota",
    "keep_card",
    "read_answers",
    "tag",
    "set_fates",
    "quote",
    "care_for_people",
    "merge_people",
    "answer_for",
    "arrange",
    "edit_words",
    "approve_crisis_words",
    "invite",
    "invite_staff",
    "agree_to_invite",
    "see_team",
    "change_roles",
    "see_whole_log",
    "see_concern_log",
    "see_machine",
    "offer",
    "offer_to_many",
    "see_exports",
    "export_lists",
    "export_learning",
    "export_concern",
    "write_report",
    "take_report",
    "see_figures",
    "see_method",
]

RIGHTS: Mapping[Right, tuple[str, ...]] = {
    "be_known": STAFF,  # signed in by a link, before the second step
    "be_here": STAFF,
    "see_counts": (COORDINATOR, LEARNING),
    "see_programme": (COORDINATOR, SAFEGUARDING),  # pairings, groups and sessions
    "see_people": (COORDINATOR, SAFEGUARDING),
    "see_every_person": (COORDINATOR,),  # others only those of whom there is a concern
    "read_concerns": (SAFEGUARDING,),
    "work_concerns": (SAFEGUARDING, COORDINATOR),  # a coordinator: what they are on, and of others that there is one
    "keep_rota": (SAFEGUARDING,),
    "keep_card": (SAFEGUARDING,),
    "read_answers": (COORDINATOR, SAFEGUARDING, LEARNING),  # whose and which: storage.readable
    "tag": (COORDINATOR, LEARNING),
    "set_fates": (COORDINATOR, LEARNING),  # of whose words they may read: storage.readable
    "quote": (COORDINATOR, LEARNING),
    "care_for_people": (COORDINATOR,),
    "merge_people": (COORDINATOR,),
    "answer_for": (COORDINATOR,),
    "arrange": (COORDINATOR,),
    "edit_words": (COORDINATOR, ADMIN),
    "approve_crisis_words": (SAFEGUARDING,),  # what is said to somebody on a hard day
    "invite": (COORDINATOR,),
    "invite_staff": (ADMIN,),
    "agree_to_invite": (ADMIN, SAFEGUARDING),  # a lead only where there is no second admin
    "see_team": (ADMIN,),
    "change_roles": (ADMIN,),
    "see_whole_log": (ADMIN,),
    "see_concern_log": (SAFEGUARDING, ADMIN),
    "see_machine": (ADMIN, COORDINATOR),
    "offer": (COORDINATOR,),  # opportunities, and what goes to many
    "offer_to_many": (COORDINATOR,),  # to more than 100 at once
    "see_exports": (COORDINATOR, SAFEGUARDING, LEARNING),  # what they made themselves, and nothing else
    "export_lists": (COORDINATOR,),
    "export_learning": (LEARNING,),
    "export_concern": (SAFEGUARDING,),
    "write_report": (LEARNING, COORDINATOR),
    "take_report": (LEARNING, COORDINATOR),  # as a file
    "see_figures": (COORDINATOR, LEARNING, SAFEGUARDING),  # counts, never words
    "see_method": STAFF,
}

SECOND_STEP_FOR = (SAFEGUARDING, ADMIN)  # who cannot be here without one
# What cannot be taken back asks for the second step anew.
FRESH_FOR: frozenset[Right] = frozenset(
    {
        "change_roles",
        "invite_staff",
        "agree_to_invite",
        "merge_people",
        "offer_to_many",
        "export_lists",
        "export_learning",
        "export_concern",
        "take_report",
    }
)


def allows(roles: Collection[str], right: Right) -> bool:
    """Whether somebody with these roles may."""
    return any(role in RIGHTS.get(right, ()) for role in roles)


def is_staff(roles: Collection[str]) -> bool:
    """Whether the console is there for them at all."""
    return any(role in STAFF for role in roles)


def needs_second_step(roles: Collection[str]) -> bool:
    """Whether a link from the chat alone is too little for them."""
    return any(role in SECOND_STEP_FOR for role in roles)
