"""The impact log of a learning report as a workbook: what people said led to what, in rows that other forms ask for.

The columns of the second sheet are those of the PIRIT Tracking Tool (Marie Curie Research Centre and Wales Cancer
Research Centre, Cardiff University), as its authors describe it. What a program cannot know people fill in.
"""

from __future__ import annotations

from bot.actions.finding import number_of
from bot.chat.days import moment_in_words
from bot.exports.book import LIST_BREAK, Book, Column, Mark, Sheet, Value
from bot.rules.figures import FEWEST
from console.desk import Reading
from console.figures_by_month import months_of
from console.report_content import Whole
from console.report_parts import about, at_least
from storage import impact
from storage.impact import Outcome

_FATES = {
    "led_to": "It led to a change",
    "used": "It was used",
    "cannot_change": "It could not be changed",
}
_HOW = {
    **dict.fromkeys(
        ("before_session", "before_more", "after_session", "say_more", "fit"), "a check-in around a session"
    ),
    **dict.fromkeys(("reflect", "suggest"), "a reflection"),
    **dict.fromkeys(("leader_feedback", "commitment_later"), "feedback of a leader"),
    **dict.fromkeys(("onboarding_partner", "onboarding_leader"), "what they told us when they joined"),
    "commitment_seen": "what they saw of a leader's promise",
    "reveal": "two voices on one session",
}
_OTHERWISE = "a conversation"
_TO_FILL_IN = ""
_STANDARDS = (
    *("Inclusive opportunities", "Working together", "Support and learning", "Communications", "Impact", "Governance"),
)
_LOG = (
    Column("from_on", "Said from"),
    Column("until_on", "Said until"),
    Column("how", "How it was said"),
    Column(
        "answers", "Things said", means="fewer than 5 where it is of fewer than five people, or else to the five below."
    ),
    Column("outcome", "Outcome"),
    Column("told", "What people were told came of it"),
    Column("told_on", "Told on"),
)
_PIRIT = (
    Column("when", "When the public contributed"),
    Column("how", "How the public contributed"),
    Column("hoped", "What they hoped to influence"),
    Column("changed", "What changed (if anything)"),
    Column("matters", "Why it matters"),
    Column("standards", "Related UK Standards for Public Involvement"),
)
_STANDARD = (Column("standard", "UK Standards for Public Involvement, to choose from"),)


def book(look: Reading, whole: Whole, purpose: str) -> Book:
    """The rows of what was decided and told in each month of the report; the `purpose` stands in it."""
    months = months_of(about(look, whole.report))
    found = [one for each in months for one in impact.outcomes(look.tx, each.within) if one.note]
    sheets = (
        Sheet("log", "Impact log", _LOG, [_logged(one) for one in found]),
        Sheet("pirit", "PIRIT tracking", _PIRIT, [_tracked(one) for one in found]),
        Sheet("standards", "UK Standards", _STANDARD, [(one,) for one in _STANDARDS]),
    )
    return Book("impact", f"Impact log: {whole.report.title}", _mark(look, whole, purpose), sheets)


def _logged(one: Outcome) -> tuple[Value, ...]:
    few = one.people < FEWEST
    times = f"fewer than {FEWEST}" if few else f"at least {at_least(one.answers)}"
    return (one.first[:7], one.last[:7], _how(one), times, _FATES[one.fate], one.note, one.told_on)


def _tracked(one: Outcome) -> tuple[Value, ...]:
    first, last = one.first[:7], one.last[:7]
    when = first if first == last else f"{first} to {last}"
    changed = f"Nothing: {one.note}" if one.fate == "cannot_change" else one.note
    return (when, _how(one), _TO_FILL_IN, changed, _TO_FILL_IN, _TO_FILL_IN)


def _how(one: Outcome) -> str:
    return LIST_BREAK.join(dict.fromkeys(_HOW.get(talk, _OTHERWISE) for talk in one.talks))


def _mark(look: Reading, whole: Whole, purpose: str) -> Mark:
    me = look.me.person
    return Mark(
        who=f"{me.name}, {number_of(me.number)}" if me.name else number_of(me.number),
        when=f"{moment_in_words(look.scene.here, whole.voice.words)} ({me.timezone})",
        at=f"{look.now:%Y-%m-%dT%H:%M:%SZ}",
        why=purpose,
        until="",
        left_out=(
            "What was decided and not yet told to whoever said it.",
            "Read the texts for names before you hand this on: they are in the words of the team.",
            "What people hoped for, why it matters and the standards are for people to fill in, best together.",
        ),
    )
