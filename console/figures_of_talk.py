"""What figures say of talk: whether people answer, and what both voices said of their sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from bot.rules.figures import FEWEST, Figure, Line, too_few
from bot.rules.periods import monday_of, month_of
from bot.rules.small_numbers import Span, few_or, in_spans, parts_of, rest_have, rounded, share
from console.figures_about import About
from console.figures_of_programme import NOTE
from storage import figures_talk
from storage.figures_talk import STRANDS, Asked, People, Said

_STRANDS = {
    "check_ins": ("Do people answer check-ins around their sessions?", "check-ins"),
    "reflections": ("Do people take up a thought to turn over?", "thoughts"),
    "feedback": ("Do leaders say what they take from their sessions?", "questions about what a session gave"),
}

_TOGETHER = (
    "{} in which nobody was asked are left out; others in which a number would be one to four are told together."
)
MOST_WEEKS = 26  # in a figure; of more time it is told by months


def _strand(about: About, strand: str, kinds: Sequence[str]) -> list[Figure]:
    tx, within, name = about.tx, about.within, f"answering_{strand}"
    title, what = _STRANDS[strand]
    people, days = figures_talk.by_day(tx, within, kinds)
    if not about.may_show(people.asked, lambda other: figures_talk.people_asked(tx, other, kinds)):
        return [too_few(name, title, people.asked)]
    weeks, by_week = _over_time(about, days)
    asked, answered = sum(one.asked for one in weeks), sum(one.answered for one in weeks)
    denominator, silence = of_people(people)
    told = Figure(
        name,
        title,
        sentence=f"{share(answered, asked).capitalize()} {what} were answered.",
        denominator=denominator,
        people=people.asked,
        silence=silence,
        columns=("Asked", "Answered"),
        lines=tuple(
            Line(_span(about, one, by_week), (rounded(one.asked), rounded(one.answered))) for one in in_spans(weeks)
        ),
        shape="columns",
        notes=(_TOGETHER.format("Weeks" if by_week else "Months"), NOTE),
    )
    return [told]


def of_people(people: People) -> tuple[str, str]:
    """How many of those who were asked answered, and who is missing."""
    answered = share(people.answered, people.asked).capitalize()
    silence = rest_have(people.answered, people.asked, "not answered")
    return f"{answered} people who were asked answered at least once.", silence


# Over time, how often people were asked and answered: check-ins, reflections, and feedback of leaders.
ANSWERING = tuple(partial(_strand, strand=name, kinds=kinds) for name, kinds in STRANDS.items())


def _over_time(about: About, days: Sequence[Asked]) -> tuple[list[Span], bool]:
    """Every week by its Monday, or every month where there are many weeks, with how often people were asked and
    answered; and whether it is by weeks."""
    weeks = [*about.period.weeks()]
    by_week = len(weeks) <= MOST_WEEKS
    begin = monday_of if by_week else month_of
    held = {begin(one): [0, 0] for one in (weeks if by_week else [about.period.first, *weeks, about.period.last])}
    for day in days:
        counts = held.setdefault(begin(date.fromisoformat(day.on)), [0, 0])
        counts[0] += day.asked
        counts[1] += day.answered
    return [Span(first, first, asked, answered) for first, (asked, answered) in sorted(held.items())], by_week


def _span(about: About, one: Span, by_week: bool) -> str:
    """Such as "2 Mar", or "2 Mar to 16 Mar" for the three weeks that begin on these days and between them."""
    first = _called(about, one.first, by_week)
    return first if one.first == one.last else f"{first} to {_called(about, one.last, by_week)}"


def _called(about: About, first: date, by_week: bool) -> str:
    month = about.voice.words.months[first.month - 1][:3]
    return f"{first.day} {month}" if by_week else f"{month} {first.year}"


_PARTNERS = ("Partners: did you feel heard?", "partners who agreed that the learning partner reads their answers")
_LEADERS = ("Leaders: did it give you something?", "leaders who were asked")


def _voice(about: About, story: str, question: str, told: tuple[str, str], *, agreed: bool) -> list[Figure]:
    tx, within, name, (title, _) = about.tx, about.within, f"voices_{story}", told
    said = figures_talk.said_to(tx, within, story, question, agreed=agreed)

    def count(other: object) -> int:
        return figures_talk.said_to(tx, about.within.of_all(), story, question, agreed=agreed).answered

    if not about.may_show(said.answered, count):
        return [_not_shown(too_few(name, title, said.answered), said, _not_counted(about, said, agreed=agreed))]
    return [
        of_voice(
            name,
            told,
            said,
            about.voice.labels(story, question, said.options),
            _not_counted(about, said, agreed=agreed),
        )
    ]


def of_voice(name: str, told: tuple[str, str], said: Said, labels: dict[str, str], not_counted: str) -> Figure:
    title, whom = told
    return Figure(
        name,
        title,
        sentence=_most(said, labels),
        denominator=f"{share(said.answered, said.asked).capitalize()} {whom}; each session is asked about anew.",
        people=said.answered,
        silence=" ".join(filter(None, (rest_have(said.answered, said.asked, "not answered"), not_counted))),
        columns=("Answers",),
        lines=tuple(_answers(said, labels)),
        notes=(NOTE,),
    )


# What partners and leaders said of their sessions, beside each other.
BOTH_VOICES = (
    partial(_voice, story="after_session", question="heard", told=_PARTNERS, agreed=True),
    partial(_voice, story="leader_feedback", question="gain", told=_LEADERS, agreed=False),
)


def _not_shown(figure: Figure, said: Said, not_counted: str) -> Figure:
    """Where nobody is counted, it is said whether anybody answered."""
    if said.answered or not said.not_agreed:
        return figure
    return replace(figure, sentence="Nobody whose answers may be counted answered in this time.", silence=not_counted)


def _not_counted(about: About, said: Said, *, agreed: bool) -> str:
    """Who answered without agreeing that it is counted here; '' where nobody has to agree, and of few of a part of the
    people."""
    if not agreed or (said.not_agreed < FEWEST and about.within.is_of_some):
        return ""
    return who_is_not_counted(said.not_agreed)


def who_is_not_counted(people: int) -> str:
    return (
        f"{few_or(people).capitalize()} people answered and are not counted: they have not agreed that the "
        "learning partner reads their answers."
    )


def _answers(said: Said, labels: dict[str, str]) -> list[Line]:
    """How often each was given; of all others neither which they are, nor whether there is any."""
    lines = [Line(labels[option], (times,)) for option, times in _shown(said)]
    return [*lines, Line("Other answers", (None,))] if lines else []


def _shown(said: Said) -> list[tuple[str, int]]:
    """The answers that may be told, the most frequent first, as far as the numbers say which."""
    shown = [(option, times) for option, times in parts_of(said.options).items() if times]
    return sorted(shown, key=lambda one: (-one[1], one[0]))


def _most(said: Said, labels: dict[str, str]) -> str:
    shown = _shown(said)
    if not shown:  # a sentence must not say what the table hides
        return "Which answers they gave is not shown, so that nobody can be made out."
    most, whole = shown[0][1], sum(said.options.values())
    names = [f"“{labels[option]}”" for option, times in shown if times == most]
    return f"Most often it was {' and '.join(names)}: {share(most, whole)}{' each' if len(names) > 1 else ''}."
