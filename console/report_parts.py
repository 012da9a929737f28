"""The parts that a learning report can have, and what is told in each: the same on the page, in print and in Word.

Words of people come from one place only: quotations that may be shown at this moment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.rules.figures import FEWEST, Figure, Line, too_few
from bot.rules.periods import Period
from bot.rules.small_numbers import FEW, amount, rest_have, rounded, share
from console.desk import Reading
from console.figures_about import About
from console.figures_of_programme import NOTE
from console.figures_of_reach import TOO_LITTLE
from console.figures_told import CHARTS
from console.labels import ROLES
from console.report_by_month import each_month
from console.report_content import Content, Part, Placed, Told
from console.report_left_out import without
from storage import impact, quotation_uses
from storage.impact import Outcome, Read
from storage.reports import Report, Section

_UNTOLD = "Something has been decided, and not been told yet to whoever said it. It is not in this report."
QUOTED_IN = "heard"  # the part in which quotations stand


@dataclass(frozen=True, slots=True)
class Kind:
    """A part that there is to choose; what `counts` is told month by month."""

    title: str
    intro: str
    tell: Callable[[About], Content] = field(repr=False)
    counts: bool = True


def part(look: Reading, report: Report, chosen: Section, *, counted: bool = True) -> Part:
    """One part of a report as it is at this moment; counting its figures may take seconds, and can be left out."""
    kind = KINDS[chosen.section]
    content = without(_told(kind, about(look, report))) if counted else Content()
    return Part(
        chosen.section,
        kind.title,
        kind.intro,
        chosen.commentary,
        content.figures,
        content.told,
        placed(look, report) if chosen.section == QUOTED_IN else (),
        content.notes,
        content.nothing,
        content.left_out,
    )


def _told(kind: Kind, asked: About) -> Content:
    return each_month(asked, kind.tell) if kind.counts else kind.tell(asked)


def about(look: Reading, report: Report) -> About:
    """The period of a report, where whoever looks lives; reports are in English, like these pages."""
    period = Period(date.fromisoformat(report.from_on), date.fromisoformat(report.until_on))
    return About(look.tx, look.texts.first, look.now, look.me.person.timezone, period)


def _charts(*names: str) -> Callable[[About], Content]:
    def tell(asked: About) -> Content:
        return Content(figures=tuple(figure for name in names for figure in CHARTS[name].tell(asked)))

    return tell


def placed(look: Reading, report: Report) -> tuple[Placed, ...]:
    """The quotations that stand in a report, and the gaps; whether each may be shown is asked anew."""
    return tuple(Placed(one.id, one.quotation) for one in quotation_uses.uses_of(look.tx, report.id))


def _came_of_it(*fates: str) -> Callable[[About], Content]:
    def tell(asked: About) -> Content:
        found = [one for one in impact.outcomes(asked.tx, asked.within) if one.fate in fates and one.note]
        figures = tuple(CHARTS["hearing-back"].tell(asked)) if "led_to" in fates else ()
        notes = (_UNTOLD,) if impact.untold(asked.tx, asked.within).intersection(fates) else ()
        nothing = "" if found else "Nothing of this kind was decided and told in this time."
        return Content(figures, tuple(Told(one.note, _of(one)) for one in found), notes=notes, nothing=nothing)

    return tell


def _of(one: Outcome) -> str:
    """Roughly: all of them together are told elsewhere, and what is hidden of one could be worked out."""
    if one.people < FEWEST:
        return f"from what {FEW} people said"
    return f"from what at least {at_least(one.people)} people said"


def at_least(number: int) -> int:
    """This many or up to four fewer."""
    return number - number % FEWEST


def _reach(asked: About) -> Content:
    """Groups that can be compared; of the others one sentence, not the same one many times."""
    told = CHARTS["reach"].tell(asked)
    compared = tuple(one for one in told if one.sentence != TOO_LITTLE and sum(map(_is_told, one.lines)) > 1)
    others = [one.title for one in told if one not in compared]
    why = "because too little is left to compare where small groups are hidden"
    left = f"Not answered here, {why}: {' '.join(others)}"
    return Content(compared, notes=(left,) if others else (), left_out=tuple(others))


def _is_told(line: Line) -> bool:
    return line.values[0] is not None


def _who_read(asked: About) -> Content:
    found, name, title = impact.read(asked.tx, asked.within), "reading", "Who has read what people said?"
    if found.people < FEWEST:
        return Content(figures=(too_few(name, title, found.people),))
    return Content(figures=(of_reading(found),))


def of_reading(found: Read) -> Figure:
    roles = {role: rounded(times) for role, times in found.by_role.items() if role in ROLES}
    return Figure(
        "reading",
        "Who has read what people said?",
        sentence=f"{share(found.read, found.said).capitalize()} things that people said in their own words have been "
        "opened by somebody of the team, alone or in a list.",
        denominator=f"{amount(found.said).capitalize()} things that {amount(found.people)} people said in their own "
        "words in this time, in whatever conversation, also where they are not told what became of it.",
        people=found.people,
        silence=rest_have(found.read, found.said, "been opened by nobody yet"),
        columns=("Things opened",),
        lines=tuple(Line(ROLES[role], (times,)) for role, times in roles.items()),
        notes=("Whoever said something can see in the bot who has opened it: /who", NOTE),
    )


def _method(asked: About) -> Content:
    return Content(
        notes=(
            "Figures are counted from the records of the programme at the moment of printing. Test people are in none.",
            "A figure of fewer than five people is not shown. In the others numbers are to the nearest five, which up "
            "to 50 is told as what it may be, such as 8 to 12: shares are not to be worked out more exactly. Those "
            "from one to four are hidden, and so is what they could be worked out from. In tables of groups that goes "
            "for numbers from one to seven.",
            "Figures are of whole months that are over, each told by itself, so that no report can be taken from "
            "another one. Of the same month a later report may tell more, as what was said then is answered.",
            "Each figure says of how many people it is, and who is missing from it.",
            "A quotation stands here only because its author was shown it as it appears and said yes, and has not "
            "taken that back.",
            "No place, payment or support depends on what they say, or on saying anything.",
        )
    )


KINDS: Mapping[str, Kind] = {
    "glance": Kind(
        "The period at a glance",
        "Whether sessions took place, and whether people answered.",
        _charts("sessions", "answering"),
    ),
    "heard": Kind(
        "What we heard", "What partners and leaders said of their sessions, in figures and in words.", _charts("voices")
    ),
    "done": Kind(
        "What was done with it", "What came of what people said, as they were told.", _came_of_it("led_to", "used")
    ),
    "cannot": Kind(
        "What could not be changed, and why",
        "Some things stay as they are. People were told why.",
        _came_of_it("cannot_change"),
    ),
    "promises": Kind(
        "What leaders set out to do",
        "Promises that leaders made after a session, and what became of them.",
        _charts("promises"),
    ),
    "offers": Kind("What people were invited to", "From being asked to taking part.", _charts("opportunities")),
    "reach": Kind(
        "Whom we reached, and whom we missed",
        "Who was asked, answered and took part, group by group.",
        _reach,
    ),
    "reading": Kind("Who read it", "How much of what people said somebody of the team has opened, and who.", _who_read),
    "method": Kind(
        "How this report was made", "What the figures stand on, and what is not in them.", _method, counts=False
    ),
}
