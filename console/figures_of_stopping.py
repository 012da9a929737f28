"""What figures say of where people stop: question by question of one conversation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.chat.texts import Voice
from bot.rules.figures import FEWEST, Figure, Line, too_few
from bot.rules.small_numbers import rounded, rounded_parts, share
from console.figures_about import About
from console.figures_of_programme import NOTE
from storage import figures_talk
from storage.figures_talk import Put

_TURN = re.compile(r"(_[0-9]+)+$")  # behind the name of a question that is asked in a loop
# The conversations that are told of question by question: not those in which somebody asks for help, or leaves.
TALKS = (
    *("before_session", "before_more", "after_session", "say_more", "onboarding_partner", "onboarding_leader"),
    *("reflect", "rhythm", "suggest", "leader_feedback", "commitment_later", "commitment_seen", "reveal", "thanks"),
    *("fit", "agree_pairing", "agree_group", "another_time", "interested"),
)


def stopping(about: About) -> list[Figure]:
    """Question by question of one story: in how many conversations it was reached, answered, skipped and left."""
    tx, within, story = about.tx, about.within, about.story
    name, title = f"stopping_{story}", "Where do people stop?"
    times, people = figures_talk.begun(tx, within, story)
    if not about.may_show(people, lambda other: figures_talk.begun(tx, other, story)[1]):
        return [too_few(name, title, people)]
    return [of_stopping(about.voice, story, times, people, figures_talk.by_question(tx, within, story))]


def of_stopping(voice: Voice, story: str, times: int, people: int, found: Sequence[Put]) -> Figure:
    """Rounded: each question is reached from others, so that exact numbers would tell those that are hidden."""
    puts = _together(found)
    lines = tuple(Line(voice.short(story, one.question), _numbers(one)) for one in puts)
    return Figure(
        f"stopping_{story}",
        "Where do people stop?",
        sentence=_where(voice, story, puts),
        denominator=f"About {rounded(times)} conversations of about {rounded(people)} people began.",
        people=people,
        silence=_without_a_word(puts),
        columns=("Reached", "Answered", "Skipped", "Left without a word"),
        lines=lines if any(number is not None for one in lines for number in one.values) else (),
        notes=(NOTE,),
    )


def _together(found: Sequence[Put]) -> list[Put]:
    """What is asked in a loop is one question; those reached most often first."""
    held: dict[str, list[int]] = {}
    for one in found:
        counts = held.setdefault(_TURN.sub("", one.question), [0, 0, 0])
        for place, number in enumerate((one.answered, one.skipped, one.left)):
            counts[place] += number
    puts = [Put(question, *counts) for question, counts in held.items()]
    return sorted(puts, key=lambda one: (-(rounded(one.reached) or 0), one.question))


def _numbers(one: Put) -> tuple[int | None, ...]:
    if one.reached < FEWEST:
        return (None, None, None, None)
    return (rounded(one.reached), *rounded_parts((one.answered, one.skipped, one.left)))


def _where(voice: Voice, story: str, puts: Sequence[Put]) -> str:
    known = [one for one in puts if _numbers(one)[3]]
    worst = max(known, key=lambda one: (_numbers(one)[3] or 0, _numbers(one)[0] or 0), default=None)
    if worst is None:
        none = all(_numbers(one)[3] == 0 for one in puts)
        return "No question was left without a word." if none else "Which question most stop at is hidden."
    reached, *_, left = _numbers(worst)
    return (
        f"Most stop at “{voice.short(story, worst.question)}”: "
        f"in {share(left or 0, reached or 0)} conversations it was left without a word."
    )


def _without_a_word(puts: Sequence[Put]) -> str:
    skipped = sum(_numbers(one)[2] or 0 for one in puts)
    return f"Questions were skipped about {skipped} times." if skipped else ""
