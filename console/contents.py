"""The table of contents: every page of the console, by noun.

A new noun is a module with ROUTES, and SAID where it says something after a form, and one line here; with a label it
has its place in a group of `console.navigation`, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType

from starlette.routing import Route

from console import (
    announcements,
    answer,
    answers,
    answers_of_pairing,
    answers_of_person,
    answers_to_question,
    approvals,
    audiences,
    audit_log,
    broadcasts,
    calendar,
    concern,
    concern_acts,
    concern_lifting,
    concerns,
    confirming,
    export_new,
    exports,
    fates,
    figures,
    following,
    fortnight,
    going_on,
    group_ending,
    groups,
    help_cards,
    interested,
    invite_list,
    invites,
    locked_phones,
    machine,
    merging,
    method,
    my_sign_ins,
    open_questions,
    opportunities,
    opportunity,
    opportunity_form,
    organisation_removing,
    organisations,
    pairing,
    pairings,
    people,
    permissions,
    person,
    proving,
    quotation_new,
    quotations,
    reach,
    recording,
    report,
    report_deleting,
    report_files,
    report_made,
    report_part,
    reports,
    roles_back,
    rota,
    second_person,
    second_step,
    sending,
    session_cancelling,
    session_moving,
    session_new,
    sessions,
    signing_in,
    tags,
    team,
    team_invites,
    text,
    text_change,
    text_looks,
    thought_new,
    thoughts,
    today,
    told_by_hand,
    words,
)
from console.rights import Right


@dataclass(frozen=True, slots=True)
class Area:
    """The pages of one noun. With a `label` they are in the navigation of whoever `may`, under `path`."""

    pages: ModuleType
    label: str = ""
    path: str = ""
    may: Right = "be_here"


CONTENTS = (
    Area(signing_in),
    Area(proving),
    Area(second_step),
    Area(going_on),
    Area(today, "Today", "/"),
    Area(concerns, "Concerns", "/concerns", "work_concerns"),
    Area(concern),
    Area(concern_acts),
    Area(concern_lifting),
    Area(people, "People", "/people", "see_people"),
    Area(person),
    Area(locked_phones),
    Area(fortnight),
    Area(merging),
    Area(recording),
    Area(permissions),
    Area(answers, "Answers", "/answers", "read_answers"),
    Area(answers_of_person),
    Area(answers_of_pairing),
    Area(answers_to_question),
    Area(answer),
    Area(tags),
    Area(fates, "What came of it", "/fates", "set_fates"),
    Area(quotation_new),
    Area(quotations, "Quotations", "/quotations", "quote"),
    Area(pairings, "Pairings", "/pairings", "see_programme"),
    Area(pairing),
    Area(groups, "Groups", "/groups", "see_programme"),
    Area(group_ending),
    Area(calendar, "Sessions", "/sessions", "see_programme"),
    Area(session_new),
    Area(sessions),
    Area(session_moving),
    Area(session_cancelling),
    Area(told_by_hand),
    Area(opportunity_form),
    Area(opportunities, "Opportunities", "/opportunities", "offer"),
    Area(opportunity),
    Area(interested),
    Area(broadcasts),
    Area(following),
    Area(announcements),
    Area(audiences),
    Area(sending),
    Area(confirming),
    Area(second_person),
    Area(open_questions),
    Area(reach),
    Area(words, "Words", "/words", "edit_words"),
    Area(text),
    Area(text_change),
    Area(text_looks),
    Area(thoughts, "Thoughts", "/thoughts", "edit_words"),
    Area(thought_new),
    Area(approvals, "Words to agree to", "/approvals", "approve_crisis_words"),
    Area(figures, "Figures", "/figures", "see_figures"),
    Area(invites, "Invites", "/invites", "invite"),
    Area(invite_list),
    Area(organisations, "Organisations", "/organisations", "arrange"),
    Area(organisation_removing),
    Area(rota, "On duty", "/rota", "keep_rota"),
    Area(help_cards, "Help numbers", "/help-cards", "keep_card"),
    Area(team, "Team", "/team", "see_team"),
    Area(roles_back),
    Area(team_invites),
    Area(reports, "Reports", "/reports", "write_report"),
    Area(report),
    Area(report_deleting),
    Area(report_part),
    Area(report_made),
    Area(report_files),
    Area(exports, "Exports", "/exports", "see_exports"),
    Area(export_new),
    Area(audit_log, "Log", "/log", "see_concern_log"),
    Area(machine, "Is it working?", "/machine", "see_machine"),
    Area(method, "Method", "/method", "see_method"),
    Area(my_sign_ins),
)


def routes() -> list[Route]:
    """Every page."""
    return [route for area in CONTENTS for route in area.pages.ROUTES]


def said() -> dict[str, str]:
    """What can be said at the top of a page after a form, by its name."""
    return {name: words for area in CONTENTS for name, words in _said_by(area).items()}


def _said_by(area: Area) -> Mapping[str, str]:
    return getattr(area.pages, "SAID", {})
