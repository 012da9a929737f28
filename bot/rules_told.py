"""The rules by which Voices writes, waits and holds back, in words, with the figures that the code goes by. A test asks
about each new figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from types import ModuleType
from typing import Any

from bot.actions import broadcasting, mailing
from bot.jobs import deciding, due, nudges, reviewing, silence
from bot.rules import (
    audience,
    calendar,
    contact,
    duty,
    figures,
    help_card,
    ladder,
    notes,
    nudging,
    offers,
    owed,
    periods,
    promises,
    reach,
    reflecting,
    series,
    small_numbers,
    staying,
    voice_notes,
    who_gets_it,
)

_DAY = 24 * 60 * 60
_UNITS = (("day", _DAY), ("hour", 60 * 60), ("minute", 60), ("second", 1))


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `of` are the figures in it, each the name of a constant and the module it stands in."""

    says: str
    of: tuple[tuple[ModuleType, str], ...] = ()

    def told(self) -> str:
        """The rule with its figures as they are now."""
        return self.says.format(*(in_words(getattr(module, name)) for module, name in self.of))


def in_words(figure: Any) -> str:
    """A length of time, a time of day or a number as people say it; several of them joined."""
    if figure == timedelta():
        return "at once"
    if isinstance(figure, float):
        return f"{figure:.0%}"
    if isinstance(figure, timedelta):
        seconds = int(figure.total_seconds())
        unit, length = next((one for one in _UNITS if seconds % one[1] == 0 and seconds >= one[1]), _UNITS[-1])
        number = seconds // length
        return f"{number} {unit}{'' if number == 1 else 's'}"
    if isinstance(figure, time):
        return f"{figure:%H:%M}"
    if isinstance(figure, Mapping):
        return ", ".join(f"{name.replace('_', ' ')}: {in_words(value)}" for name, value in figure.items())
    if isinstance(figure, Sequence) and not isinstance(figure, str):
        return ", ".join(in_words(one) for one in figure)
    return str(figure)


WRITING = (
    Rule("We write first at most {} times a week, unless somebody chose another number, from none to three.", (
        (nudging, "DEFAULT_LIMIT"),
    )),
    Rule("Of the notes that count towards it no two come within {}; for whoever asked for more time, twice that.", (
        (nudging, "A_DAY"),
    )),
    Rule("Whether a sentence of theirs may be used comes late among these, and one rank earlier with each {} of "
         "waiting, but never before what is sent for a date.", ((notes, "RISES_EVERY"),)),
    Rule("What came of somebody's words rises in the same way; once it has waited for {}, it is the next of these "
         "notes, also before what is sent for a date: it comes within two weeks, or in their next hours after that.", (
        (notes, "OWED_AFTER"),
    )),
    Rule("A week is the last {}, not the week of the calendar.", ((nudging, "A_WEEK"),)),
    Rule("Of notes that are due at the same moment the most useful one goes. Another that does not count towards the "
         "week waits for {}; what is urgent, or was agreed and would else be too late, for {}. What is due only later "
         "does not wait for that: news comes while it is news.", ((nudging, "BETWEEN"), (nudging, "SHORTLY"))),
    Rule("Whoever wrote in the last {} and has a question open is not interrupted.", ((nudging, "IN_MID_TALK"),)),
    Rule("While a question about leaving, deleting or what they agreed to waits for somebody, or a person is offered "
         "to whoever wants one thing at a time, no other talk begins, for {} at most. We look again each {}.", (
        (nudging, "WEIGHS"), (nudging, "WEIGHED_AGAIN"),
    )),
    Rule("We write in the days and hours that somebody chose; who chose none, on weekdays from {} to {}.", (
        (contact, "EARLIEST"), (contact, "LATEST"),
    )),
    Rule("Not on a bank holiday of their nation, but for a session that was agreed."),
    Rule("A note that is due and cannot come waits for its time, and lapses when it is of no use any more."),
    Rule("For the last place of somebody's week, what the team sends for a date goes before what has none."),
    Rule("A question that waits is asked about once, after {} of silence or later: in their hours, and when their week "
         "has room. One that does not go out by the end of those hours, or within {}, lapses, and another is made.", (
        (nudges, "AFTER"), (nudges, "USEFUL_FOR"),
    )),
    Rule("Whoever asked for it gets a gentle note after {} without a word, useful for {}; once, until they write.", (
        (silence, "LONG"), (silence, "USEFUL_FOR"),
    )),
    Rule("After we were away for more than {}, each person gets one note of what was missed, and the rest lapses.", (
        (due, "DOWNTIME"),
    )),
    Rule("A note that fails is tried {} times, {} apart, and then the team is told.", (
        (due, "TRIES"), (due, "AGAIN_AFTER"),
    )),
    Rule("Whoever agreed a year ago, or to words that have changed, is asked once more, within {}.", (
        (reviewing, "USEFUL_FOR"),
    )),
)  # fmt: skip
SESSIONS = (
    Rule("A question before a session is left out when the session is less than {} away.", ((calendar, "SOON"),)),
    Rule("Where the last hour before a session is not theirs, the reminder comes up to {} before.", (
        (calendar, "HOURS_BEFORE"),
    )),
    Rule("Whether a session is still good is asked until {} before it, and not put again.", ((calendar, "AN_HOUR"),)),
    Rule("How a session went is asked for {} at most, and not put again.", ((calendar, "AFTER_FOR"),)),
    Rule("At most {} sessions are planned in one go.", ((series, "MOST"),)),
    Rule("A promise is asked about on its day and {} after it was made, unless that is within {} of its day.", (
        (promises, "AFTER"), (promises, "TOO_NEAR"),
    )),
    Rule("Days that can be chosen for a promise: {}; who chooses none is asked after {}.", (
        (promises, "CHOSEN"), (promises, "UNSAID"),
    )),
    Rule("A thought to turn over comes, in days: {}. Zero is never.", ((reflecting, "EVERY_DAYS"),)),
    Rule("Two people are at the beginning for {}, where the end of their pairing is not known.", (
        (reflecting, "BEGINNING"),
    )),
    Rule("A voice note may last {}.", ((voice_notes, "LONGEST"),)),
    Rule("Whoever wants one written down is shown it at once if that took no more than {}; else it waits under their "
        "own words.", ((voice_notes, "JUST_ASKED"),)),
)  # fmt: skip
SAFETY = (
    Rule("Whoever asks for a person is answered within {} of the hours in which the team reads.",
         ((duty, "IN_TOUCH_WITHIN"),)),
    Rule("While nobody has said that they are on it, the next ones of the team are told, at these times "
         "from then on: {}.", ((ladder, "AFTER"),)),
    Rule("When the person writes meanwhile, those who were told hear of it at once, then every {} at most; after heavy "
         "words every {}.", ((ladder, "AGAIN_AFTER"), (ladder, "GRAVE_AFTER"))),
    Rule("When somebody is on it and the person has not heard from anybody by the time that they were told, the same "
         "ladder begins with whoever is on it, and anew at each opening. Whoever takes on a late one has {} first.", (
        (owed, "TO_BE_IN_TOUCH"),
    )),
    Rule("What was missed while Voices was away is one alert to each."),
    Rule("Whoever cannot be reached is waited for {}, then the next one is told.", ((ladder, "PATIENCE"),)),
    Rule("From asking on Voices does not write first, but for a few kinds, until whoever is on it, or a lead, lets it: "
         "at any time, or when it is closed. That stays so when the person asks again before it is closed."),
    Rule("The help numbers are checked every {}.", ((help_card, "CHECK_EVERY"),)),
    Rule("How anybody is is never scored, sorted or kept as a label. Words that sound heavy open a door, no more."),
)  # fmt: skip
MANY = (
    Rule("More than {} people are written to only when a second person of the team agrees.", (
        (audience, "TWO_PEOPLE_OVER"),
    )),
    Rule("What goes to many can be taken back unseen for {} after it was confirmed.", ((broadcasting, "UNDO_FOR"),)),
    Rule("Whoever sends is told when the same words went within {}.", ((broadcasting, "SAME_WORDS_WITHIN"),)),
    Rule("Whoever sends is told when somebody took part {} times of the last three, when these are {} of all or more, "
         "or when {} people or more were never asked.", (
        (who_gets_it, "OFTEN_LATELY"), (who_gets_it, "SHARE_OF_REGULARS"), (who_gets_it, "NEVER_ASKED_FROM"),
    )),
    Rule("Whoever is offered a place has {} to say yes or no before the team is told.", ((offers, "ANSWER_WITHIN"),)),
    Rule("A decision that is overdue is asked for again after {}, each working day.", ((deciding, "AGAIN_AFTER"),)),
    Rule("By email we say that something waits when nobody looked for {}; a link in it works for {}.", (
        (mailing, "UNSEEN_FOR"), (mailing, "LASTS"),
    )),
)  # fmt: skip
STAFF_PAGES = (
    Rule("The staff pages sign out after {} without a touch, {} at most; they warn {} before.", (
        (staying, "IDLE"), (staying, "AT_MOST"), (staying, "WARNED"),
    )),
    Rule("What cannot be taken back asks for a code that is not older than {}.", ((staying, "FRESH"),)),
    Rule("No figure is shown of fewer than {} people, nor a smaller number in one; whom we reach, of fewer than {}.", (
        (figures, "FEWEST"), (reach, "SMALL"),
    )),
    Rule("Every figure is to the nearest {}, up to {} as a range; what leaves the house of whole months, {} at most.", (
        (small_numbers, "STEP"), (figures, "ROUGH"), (periods, "MOST_MONTHS"),
    )),
)  # fmt: skip
RULES: Mapping[str, Sequence[Rule]] = {
    "When Voices writes first": WRITING,
    "Sessions, promises and thoughts": SESSIONS,
    "When somebody asks for a person": SAFETY,
    "What goes to many": MANY,
    "The staff pages": STAFF_PAGES,
}

# Why nothing goes to somebody of our own accord, as the job that writes calls it.
HELD_BACK = {
    nudging.OPEN_CONCERN: "They asked for a person, and nobody of the team has let Voices write first again. Whoever "
    "is on it can, at any time.",
    nudging.PAUSED: "They, or a coordinator for them, paused what we send.",
    nudging.SAID_NO: "They said no to keeping their answers: nothing is asked of them until they say yes.",
    nudging.OUTDATED: "They agreed to words that have changed since: they are asked about these alone.",
    nudging.TAKEN_BACK: "They took back their yes to keeping what they say: they are told facts about sessions alone.",
    "left": "They have left the programme.",
    "stopped": "They stopped Voices.",
    "unreachable": "Telegram cannot reach them.",
    "erased": "Their data were deleted.",
    "leaving": "They are leaving.",
    "deleting": "They have asked for their data to be deleted.",
    "not_agreed": "They have not agreed, or have taken it back.",
}
