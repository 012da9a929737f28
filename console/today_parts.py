"""What stands on the first page, in its order, and who may see it.

A noun that has something to do adds a function to PARTS, which gives a section, or None where there is nothing to say;
one that has figures adds a function to FIGURES in `console.today_figures`.
"""

from __future__ import annotations

from collections.abc import Callable
from textwrap import shorten

from bot.wording.standing import Book
from console import (
    accounts_today,
    coming,
    empty_roles,
    missed_promises,
    offers_today,
    team_invites,
    today_care,
    today_new,
    today_programme,
    today_reports,
)
from console.desk import Reading
from console.rights import Right
from console.todo import Section, Todo, section
from storage.text_versions import Version
from storage.values import moment

WORDS_SHOWN = 80  # letters of new words, as they begin


def _invites_to_agree_to(look: Reading) -> Section | None:
    rows = [
        Todo(f"{one.role}, invited by {one.by}.", "/invites/team/waiting", "Look", due=moment(one.one.expires_at))
        for one in team_invites.waiting(look)
    ]
    return section("Invites that wait for a second person", rows, "") if rows else None


def _words_to_agree_to(look: Reading) -> Section | None:
    waiting = [one for one in Book(look.tx).open if one.state == "asked"]
    rows = [Todo(_in_short(look, one), f"/approvals/{one.id}", "Read", one.made_at) for one in waiting]
    return section("Words that wait for your yes", rows, "") if rows else None


def _in_short(look: Reading, one: Version) -> str:
    """How the new words begin, and in which language they are."""
    words = shorten(one.words, WORDS_SHOWN, placeholder=" …")
    return f"“{words}”, in {look.texts.voice(one.language).about.english_name}"


PARTS: tuple[tuple[Right, Callable[[Reading], Section | None]], ...] = (
    ("work_concerns", today_care.asked_for_a_person),
    ("work_concerns", today_care.holds),
    ("see_team", missed_promises.missed),
    ("see_team", accounts_today.not_them),
    ("see_team", empty_roles.to_fill),
    ("read_concerns", accounts_today.to_agree_to),
    ("merge_people", accounts_today.agreed),
    ("keep_rota", today_care.rota_gaps),
    ("keep_card", today_care.cards),
    ("see_programme", today_programme.sessions_today),
    ("arrange", today_programme.changed_and_not_told),
    ("arrange", today_programme.planned_and_not_told),
    ("arrange", coming.too_few),
    ("arrange", today_programme.no_word_of),
    ("arrange", today_programme.waiting_for_a_yes),
    ("set_fates", today_programme.nothing_heard_back),
    ("write_report", today_reports.gaps),
    ("quote", today_reports.elsewhere),
    ("care_for_people", today_care.unreachable),
    ("care_for_people", today_new.new),
    ("approve_crisis_words", _words_to_agree_to),
    ("agree_to_invite", _invites_to_agree_to),
    *offers_today.PARTS,
)
