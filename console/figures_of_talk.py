"""What figures say of talk: whether people answer, and what both voices said of their sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from bot.rules.figures import Figure, Line, too_few
from bot.rules.periods import monday_of, month_of
from bot.rules.small_numbers import Span, amount, have, in_spans, is_small, left_of, parts_of, rounded, share
from console.figures_about import About
from console.figures_of_programme import NOTE
from storage import figures_talk
from storage.figures_talk import STRANDS, Asked, Said

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
    of_people = share(people.answered, people.asked).capitalize()
    told = Figure(
        name,
        title,
        sentence=f"{share(answered, asked).capitalize()} {what} were answered.",
        denominator=f"{of_people} people who were asked answered at least once.",
        people=people.asked,
        silence=have(left_of(people.answered, people.asked), "not answered"),
        columns=("Asked", "Answered"),
        lines=tuple(
            Line(_span(about, one, by_week), (rounded(one.asked), rounded(one.answered))) for one in in_spans(weeks)
        ),
        shape="columns",
        notes=(_TOGETHER.format("Weeks" if by_week else "Months"), NOTE),
    )
    return [told]


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
    tx, within, name, (title, whom) = about.tx, about.within, f"voices_{story}", told
    said = figures_talk.said_to(tx, within, story, question, agreed=agreed)

    def count(other: object) -> int:
        return figures_talk.said_to(tx, about.within.of_all(), story, question, agreed=agreed).answered

    if not about.may_show(said.answered, count):
        return [_not_shown(about, too_few(name, title, said.answered), said)]
    labels = about.voice.labels(story, question, said.options)
    figure = Figure(
        name,
        title,
        sentence=_most(said, labels),
        denominator=f"{share(said.answered, said.asked).capitalize()} {whom}; each session is asked about anew.",
        people=said.answered,
        silence=" ".join(
            filter(None, (have(left_of(said.answered, said.asked), "not answered"), _not_counted(about, said)))
        ),
        columns=("Answers",),
        lines=tuple(_answers(said, labels)),
        notes=(NOTE,),
    )
    return [figure]


# What partners and leaders said of their sessions, beside each other.
BOTH_VOICES = (
    partial(_voice, story="after_session", question="heard", told=_PARTNERS, agreed=True),
    partial(_voice, story="leader_feedback", question="gain", told=_LEADERS, agreed=False),
)


def _not_shown(about: About, figure: Figure, said: Said) -> Figure:
    """Where nobody is counted, it is said whether anybody answered."""
    uncounted = _not_counted(about, said)
    sentence = "Nobody whose answers may be counted answered in this time." if uncounted else figure.sentence
    return replace(figure, sentence=figure.sentence if said.answered else sentence, silence=uncounted)


def _not_counted(about: About, said: Said) -> str:
    """Who answered without agreeing that it is counted here; '' of nobody, and of few of a part of the people."""
    if not said.not_agreed or (is_small(said.not_agreed) and about.within.is_of_some):
        return ""
    return (
        f"{amount(said.not_agreed).capitalize()} people answered and are not counted: they have not agreed that the "
        "learning partner reads their answers."
    )


def _answers(said: Said, labels: dict[str, str]) -> list[Line]:
    """How often each was given; of those that are hidden not even which they are."""
    shown = parts_of(_largest_first(said.options))
    lines = [Line(labels[option], (times,)) for option, times in shown.items() if times is not None]
    return [*lines, Line("Other answers", (None,))] if 0 < len(lines) < len(shown) else lines


def _largest_first(options: dict[str, int]) -> dict[str, int]:
    return dict(sorted(options.items(), key=lambda one: (-one[1], one[0])))


def _most(said: Said, labels: dict[str, str]) -> str:
    option, times = next(iter(parts_of(_largest_first(said.options)).items()))
    if times is None:  # a sentence must not say what the table hides
        return "Each answer was given too seldom to say which came most often."
    return f"The most frequent answer was “{labels[option]}”: {share(times, sum(said.options.values()))}."
