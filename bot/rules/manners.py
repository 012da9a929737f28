"""What somebody's access needs change in how we write to them. The one place that says so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

EASY_READ = "easy_read"
# Needs that change what the bot does; the others are for people to arrange.
ACTS = (EASY_READ, "one_step", "voice_messages", "no_emoji", "more_time", "screen_reader")


@dataclass(frozen=True, slots=True)
class Manners:
    """How we write to one person.

    `one_at_a_time`: a question is a message of its own, a button has a row of its own, and few are shown at once.
    `in_words`: no emoji and no signs for show. `written_out`: what can be answered stands in the text. `by_voice`:
    where a voice note is taken, it is said. `unhurried`: more time between what we begin.
    """

    one_at_a_time: bool = False
    in_words: bool = False
    written_out: bool = False
    by_voice: bool = False
    unhurried: bool = False

    @property
    def in_rows(self) -> bool:
        """Whether each button has a row of its own."""
        return self.one_at_a_time or self.written_out


AS_USUAL = Manners()


def manners_for(needs: Collection[str]) -> Manners:
    """How to write to somebody with these needs."""
    if not needs:
        return AS_USUAL
    return Manners(
        one_at_a_time="one_step" in needs,
        in_words="no_emoji" in needs or "screen_reader" in needs,
        written_out="screen_reader" in needs,
        by_voice="voice_messages" in needs,
        unhurried="more_time" in needs,
    )
