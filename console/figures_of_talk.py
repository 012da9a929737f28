"""What figures say of talk: whether people answer, where they stop, and what both voices said of their sessions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.rules.figures import FEWEST, Figure, Line, hide_small, share, too_few
from bot.rules.periods import monday_of, month_of
from console.figures_about import About, have
from storage import figures_talk
from storage.figures_talk import STRANDS, Asked, Put, Said

_TURN = re.compile(r"(_[0-9]+)+$")  # behind the name of a question that is asked in a loop
_STRANDS = {
    "check_ins": ("Do people answer check-ins around their sessions?", "check-ins"),
    "reflections": ("Do people take up a thought to turn over?", "thoughts"),
    "feedback": ("Do leaders say what they take from their sessions?", "questions about what a session gave"),
}


# The conversations that are told of question by question: not those in which somebody asks for help, or leaves.
TALKS = (
    *("before_session", "before_more", "after_session", "say_more", "onboarding_partner", "onboarding_leader"),
    *("reflect", "rhythm", "suggest", "leader_feedback", "commitment_later", "commitment_seen", "reveal", "thanks"),
    *("fit", "agree_pairing", "agree_group", "another_time", "interested"),
)
MOST_WEEKS = 26  # in a figure; of more time it is told by months


def answering(about: About) -> list[Figure]:
    """Over time, how often people were asked and answered: check-ins, reflections, and feedback of leaders."""
    return [_strand(about, name, kinds) for name, kinds in STRANDS.items()]


def _strand(about: About, strand: str, kinds: Sequence[str]) -> Figure:
    tx, within, name = about.tx, about.within, f"answering_{strand}"
    title, what = _STRANDS[strand]
    people, days = figures_talk.by_day(tx, within, kinds)
    if not about.may_show(people.asked, lambda other: figures_talk.people_asked(tx, other, kinds)):
        return too_few(name, title, people.asked)
    lines = _over_time(about, days)
    asked, answered = (sum(one.values[place] or 0 for one in lines) for place in (0, 1))
    return Figure(
        name,
        title,
        sentence=f"{share(answered, asked)} {what} were answered.",
        denominator=f"{share(people.answered, people.asked)} people who were asked answered at least once.",
        people=people.asked,
        silence=have(people.asked - people.answered, "not answered"),
        columns=("Asked", "Answered"),
        lines=tuple(lines),
        shape="columns",
    )


def _over_time(about: About, days: Sequence[Asked]) -> list[Line]:
    """Every week by its Monday, or every month where there are many weeks, with how often people were asked and
    answered."""
    weeks = [*about.period.weeks()]
    by_week = len(weeks) <= MOST_WEEKS
    begin = monday_of if by_week else month_of
    held = {begin(one): [0, 0] for one in (weeks if by_week else [about.period.first, *weeks, about.period.last])}
    for day in days:
        counts = held.setdefault(begin(date.fromisoformat(day.on)), [0, 0])
        counts[0] += day.asked
        counts[1] += day.answered
    return [
        Line(_called(about, first, by_week), (asked, answered)) for first, (asked, answered) in sorted(held.items())
    ]


def _called(about: About, first: date, by_week: bool) -> str:
    month = about.voice.words.months[first.month - 1][:3]
    return f"{first.day} {month}" if by_week else f"{month} {first.year}"


def stopping(about: About) -> list[Figure]:
    """Question by question of one story: in how many conversations it was reached, answered, skipped and left."""
    tx, within, story = about.tx, about.within, about.story
    name, title = f"stopping_{story}", "Where do people stop?"
    times, people = figures_talk.begun(tx, within, story)
    if not about.may_show(people, lambda other: figures_talk.begun(tx, other, story)[1]):
        return [too_few(name, title, people)]
    puts = _together(figures_talk.by_question(tx, within, story))
    figure = Figure(
        name,
        title,
        sentence=_where(about, puts),
        denominator=f"{times} conversations of {people} people began.",
        people=people,
        silence=_without_a_word(puts),
        columns=("Reached", "Answered", "Skipped", "Left without a word"),
        lines=tuple(Line(about.voice.short(story, one.question), _numbers(one)) for one in puts),
        notes=("What fewer than five conversations reached is hidden.",),
    )
    return [figure]


def _together(found: Sequence[Put]) -> list[Put]:
    """What is asked in a loop is one question; those reached most often first."""
    held: dict[str, list[int]] = {}
    for one in found:
        counts = held.setdefault(_TURN.sub("", one.question), [0, 0, 0])
        for place, number in enumerate((one.answered, one.skipped, one.left)):
            counts[place] += number
    puts = [Put(question, *counts) for question, counts in held.items()]
    return sorted(puts, key=lambda one: (-one.reached, one.question))


def _numbers(one: Put) -> tuple[int | None, ...]:
    if one.reached < FEWEST:
        return (None, None, None, None)
    return (one.reached, one.answered, one.skipped, one.left)


def _where(about: About, puts: Sequence[Put]) -> str:
    known = [one for one in puts if one.reached >= FEWEST]
    worst = max(known, key=lambda one: (one.left, one.reached), default=None)
    if worst is None or not worst.left:
        return "No question was left without a word."
    question = about.voice.short(about.story, worst.question)
    return f"Most stop at “{question}”: in {share(worst.left, worst.reached)} conversations it was left without a word."


def _without_a_word(puts: Sequence[Put]) -> str:
    skipped = sum(one.skipped for one in puts if one.reached >= FEWEST)
    return f"Questions were skipped {skipped} times." if skipped else ""


def both_voices(about: About) -> list[Figure]:
    """What partners and leaders said of their sessions, beside each other."""
    return [
        _voice(about, "after_session", "heard", _PARTNERS, agreed=True),
        _voice(about, "leader_feedback", "gain", _LEADERS, agreed=False),
    ]


_PARTNERS = ("Partners: did you feel heard?", "partners who agreed that the learning partner reads their answers")
_LEADERS = ("Leaders: did it give you something?", "leaders who were asked")


def _voice(about: About, story: str, question: str, told: tuple[str, str], *, agreed: bool) -> Figure:
    tx, within, name, (title, whom) = about.tx, about.within, f"voices_{story}", told
    said = figures_talk.said_to(tx, within, story, question, agreed=agreed)

    def count(other: object) -> int:
        return figures_talk.said_to(tx, about.within.of_all(), story, question, agreed=agreed).answered

    if not about.may_show(said.answered, count):
        return _not_shown(about, too_few(name, title, said.answered), said)
    labels = about.voice.labels(story, question, said.options)
    return Figure(
        name,
        title,
        sentence=_most(said, labels),
        denominator=f"{share(said.answered, said.asked)} {whom}; each session is asked about anew.",
        people=said.answered,
        silence=" ".join(filter(None, (have(said.asked - said.answered, "not answered"), _not_counted(about, said)))),
        columns=("Answers",),
        lines=tuple(
            Line(labels[option], (count,)) for option, count in hide_small(_largest_first(said.options)).items()
        ),
        notes=("Numbers from one to four are hidden, and one more where they could be worked out.",),
    )


def _not_shown(about: About, figure: Figure, said: Said) -> Figure:
    """Where nobody is counted, it is said whether anybody answered."""
    uncounted = _not_counted(about, said)
    sentence = "Nobody whose answers may be counted answered in this time." if uncounted else figure.sentence
    return replace(figure, sentence=figure.sentence if said.answered else sentence, silence=uncounted)


def _not_counted(about: About, said: Said) -> str:
    """Who answered without agreeing that it is counted here; '' of nobody, and of few of a part of the people."""
    few = 0 < said.not_agreed < FEWEST
    if not said.not_agreed or (few and about.within.is_of_some):
        return ""
    how_many = "Fewer than five people" if few else f"{said.not_agreed} people"
    return (
        f"{how_many} answered and are not counted: they have not agreed that the learning partner reads their answers."
    )


def _largest_first(options: dict[str, int]) -> dict[str, int]:
    return dict(sorted(options.items(), key=lambda one: (-one[1], one[0])))


def _most(said: Said, labels: dict[str, str]) -> str:
    option, times = next(iter(hide_small(_largest_first(said.options)).items()))
    if times is None:  # a sentence must not say what the table hides
        return "Each answer was given too seldom to say which came most often."
    return f"The most frequent answer was “{labels[option]}”: {share(times, sum(said.options.values()))}."
