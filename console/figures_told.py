"""Every figure there is, by name: its pages and the report tell the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.rules.figures import Figure
from console.figures_about import About
from console.figures_of_programme import asked_to_take_part, heard_back, kept, met
from console.figures_of_reach import reached
from console.figures_of_stopping import stopping
from console.figures_of_talk import ANSWERING, BOTH_VOICES

Part = Callable[[About], list[Figure]]


@dataclass(frozen=True, slots=True)
class Chart:
    """One question about the programme. It may be asked of a role or of a group alone where it says so `by_role`,
    `by_group`, and of one conversation where `by_story`. Its `parts` can be counted side by side."""

    title: str
    why: str
    parts: Sequence[Part]
    by_role: bool = False
    by_group: bool = False
    by_story: bool = False

    def tell(self, about: About) -> list[Figure]:
        """Its answer, in a figure or several."""
        return [figure for part in self.parts for figure in part(about)]


CHARTS: Mapping[str, Chart] = {
    "answering": Chart(
        "Do people answer when we ask?",
        "Check-ins, thoughts to turn over and leaders' feedback, over time. Weeks with few are told together.",
        ANSWERING,
        by_group=True,
    ),
    "stopping": Chart(
        "Where do people stop?",
        "Question by question: reached, answered, skipped, left without a word.",
        (stopping,),
        by_role=True,
        by_group=True,
        by_story=True,
    ),
    "voices": Chart(
        "What do both voices say of sessions?",
        "Whether partners felt heard, and whether it gave leaders something.",
        BOTH_VOICES,
        by_group=True,
    ),
    "sessions": Chart(
        "Do sessions take place?",
        "Held, missed, cancelled, moved, and those of which nobody has said anything.",
        (met,),
        by_group=True,
    ),
    "promises": Chart("Are promises kept?", "What leaders set out to do differently, and what came of it.", (kept,)),
    "hearing-back": Chart(
        "How long do people wait to hear back?",
        "The days from saying something to hearing what became of it.",
        (heard_back,),
        by_role=True,
        by_group=True,
    ),
    "opportunities": Chart(
        "Who was asked, and who took part?",
        "From being asked to taking part, of all that was offered.",
        (asked_to_take_part,),
        by_role=True,
        by_group=True,
    ),
    "reach": Chart(
        "Whom do we reach, and whom do we miss?",
        "By role, organisation, region, language and what people told us about themselves.",
        (reached,),
    ),
}
