"""What figures say of the programme: sessions, promises, opportunities, and how long people wait to hear back."""

from __future__ import annotations

from collections.abc import Mapping

from bot.rules.figures import Figure, Line, banded, middle, too_few
from bot.rules.small_numbers import amount, have, hide_small, hide_steps, share
from console.figures_about import About
from storage import figures_programme
from storage.figures_programme import Heard, Offered, Promises, Sessions
from storage.values import instant

NOTE = "Numbers from one to four are hidden, and so is what they could be worked out from."
_BANDS = (7, 14, 28)  # days
_BAND_NAMES = ("Within a week", "In the second week", "In the third or fourth week", "Later than four weeks")
_UNTOLD, _WITHOUT = "Decided, not told yet", "Nothing decided yet"


def _lines(counts: Mapping[str, int | None]) -> tuple[Line, ...]:
    """None where all of it is hidden."""
    lines = tuple(Line(label, (number,)) for label, number in counts.items())
    return () if all(number is None for number in counts.values()) else lines


def _missing(count: int | None, what: str) -> str:
    """Of what nobody knows more; the line says where it is hidden."""
    return "" if count is None else have(count, what)


def met(about: About) -> list[Figure]:
    """What became of the sessions of this time."""
    tx, within, now = about.tx, about.within, instant(about.now)
    found = figures_programme.sessions(tx, within, now)
    if not about.may_show(found.people, lambda other: figures_programme.sessions(tx, other, now).people):
        return [too_few("sessions", "Do sessions take place?", found.people)]
    return [of_sessions(found)]


def of_sessions(found: Sessions) -> Figure:
    shown = hide_small(
        {
            "Took place": found.held,
            "Did not take place": found.missed,
            "Cancelled": found.cancelled,
            "Nobody has said": found.unsaid,
            "Still to come": found.planned,
        }
    )
    held, planned, (_, moved) = shown["Took place"], shown["Still to come"], hide_steps((found.all, found.moved))
    begun = found.all - found.planned if planned is not None else found.all
    took_place = f"{share(found.held, begun).capitalize()} sessions took place"
    if planned is None:
        took_place += ", with those still to come counted among them"
    return Figure(
        "sessions",
        "Do sessions take place?",
        sentence=f"{took_place if held is not None else 'How many sessions took place is hidden'}; "
        f"{share(found.moved, found.all)} were moved at least once.",
        denominator=f"{amount(found.all).capitalize()} sessions in which {found.people} people were to meet.",
        people=found.people,
        silence=_missing(shown["Nobody has said"], "begun, and nobody has said what became of them"),
        columns=("Sessions",),
        lines=_lines({**shown, "Moved, of all these": moved}),
        notes=(NOTE,),
    )


def kept(about: About) -> list[Figure]:
    """What became of what leaders set out to do."""
    tx, today = about.tx, about.today
    found = figures_programme.promises(tx, about.within, today)
    if not about.may_show(found.leaders, lambda other: figures_programme.promises(tx, other, today).leaders):
        return [too_few("promises", "Are promises kept?", found.leaders)]
    return [of_promises(found)]


def of_promises(found: Promises) -> Figure:
    shown = hide_small(
        {
            "Kept": found.done,
            "Kept in part": found.partly,
            "Not yet": found.not_yet,
            "The wrong promise": found.wrong,
            "Due, and nothing said": found.unsaid,
            "Not due yet": found.open,
        }
    )
    done, partly, known = shown["Kept"], shown["Kept in part"], None not in (shown["Kept"], shown["Not due yet"])
    in_part = "" if partly is None else f", and {partly} in part"
    were_kept = f"{share(done or 0, found.all - found.open).capitalize()} promises that were due were kept{in_part}."
    return Figure(
        "promises",
        "Are promises kept?",
        sentence=were_kept if known else "How many of the promises that were due were kept is hidden.",
        denominator=f"{found.all} promises of {found.leaders} leaders, as they say what became of them.",
        people=found.leaders,
        silence=_missing(shown["Due, and nothing said"], "passed without a word from whoever made the promise"),
        columns=("Promises",),
        lines=_lines(shown),
        notes=("Leaders are counted together and never compared.", NOTE),
    )


def asked_to_take_part(about: About) -> list[Figure]:
    """From being asked to taking part, of all opportunities that were opened in this time."""
    tx, title = about.tx, "Who was asked, and who took part?"
    found = figures_programme.offered(tx, about.within)
    if not about.may_show(found.people, lambda other: figures_programme.offered(tx, other).people):
        return [too_few("opportunities", title, found.people)]
    return [of_opportunities(found)]


def of_opportunities(found: Offered) -> Figure:
    steps = (found.asked, found.answered, found.interested, found.chosen, found.took_part)
    names = ("Asked", "Answered", "Interested", "Offered a place", "Took part")
    shown = dict(zip(names, hide_steps(steps), strict=True))
    took_part, answered = shown["Took part"], shown["Answered"]
    times = f"{share(took_part or 0, found.asked).capitalize()} times that somebody was asked, they took part."
    return Figure(
        "opportunities",
        "Who was asked, and who took part?",
        sentence=times if took_part is not None else "How often somebody who was asked took part is hidden.",
        denominator=f"{found.opportunities} opportunities of which {found.people} people were told, each once.",
        people=found.people,
        silence=have(None if answered is None else found.asked - answered, "not been answered"),
        columns=("Times",),
        lines=_lines(shown),
        notes=(NOTE,),
    )


def heard_back(about: About) -> list[Figure]:
    """How long it took from saying something in one's own words to hearing what became of it."""
    tx, title = about.tx, "How long do people wait to hear what became of their words?"
    found = figures_programme.heard_back(tx, about.within)
    if not about.may_show(found.people, lambda other: figures_programme.heard_back(tx, other).people):
        return [too_few("hearing_back", title, found.people)]
    return [of_hearing_back(found)]


def of_hearing_back(found: Heard) -> Figure:
    bands = dict(zip(_BAND_NAMES, banded(found.days, _BANDS), strict=True))
    shown = hide_small({**bands, _UNTOLD: found.untold, _WITHOUT: found.without})
    hidden = [name for name, count in shown.items() if count is None]
    told, days = sum(found.days.values()), middle(found.days)
    known = not {*hidden} & {*bands} or not {*hidden} - {*bands}
    waited = "" if days is None or {*hidden} & {*bands} else f" Half of them heard within {days} {_days(days)}."
    answered = f"{share(told, found.said).capitalize()} things that people said have been answered.{waited}"
    return Figure(
        "hearing_back",
        "How long do people wait to hear what became of their words?",
        sentence=answered if known else "How many things that people said have been answered is hidden.",
        denominator=f"{amount(found.said).capitalize()} things that {found.people} people said in their own words "
        "where they are told what became of it: around sessions, in thoughts and feedback, and when they joined.",
        people=found.people,
        silence=have(found.said - told if known else None, "not been answered"),
        columns=("Things said",),
        lines=_lines(shown),
        notes=("What only its person may see waits for nobody, and is not counted.", NOTE),
    )


def _days(number: int) -> str:
    return "day" if number == 1 else "days"
