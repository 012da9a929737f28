"""What figures say of the programme: sessions, promises, opportunities, and how long people wait to hear back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.rules.figures import Figure, Line, banded, least, middle, most, too_few
from bot.rules.small_numbers import amount, parts_of, rest_have, rounded, share, share_of
from console.figures_about import About
from storage import figures_programme
from storage.figures_programme import Heard, Offered, Promises, Sessions
from storage.values import instant

NOTE = (
    "Numbers are to the nearest five, and up to 50 they are told as what they may be: 5 is 5 to 7, and 10 is 8 to 12. "
    "Bars are as long as the nearest five. Those from one to four are hidden, and so is what they could be worked out "
    "from."
)
_BANDS = (7, 14, 28)  # days
_BAND_NAMES = ("Within a week", "In the second week", "In the third or fourth week", "Later than four weeks")
_UNTOLD, _WITHOUT = "Decided, not told yet", "Nothing decided yet"


def _lines(counts: Mapping[str, int | None]) -> tuple[Line, ...]:
    """None where all of it is hidden."""
    lines = tuple(Line(label, (number,)) for label, number in counts.items())
    return () if all(number is None for number in counts.values()) else lines


def _missing(count: int | None, what: str) -> str:
    """Of what nobody knows more; the line says where it is hidden."""
    return f"{amount(count).capitalize()} have {what}." if count else ""


def _instead(what: str, shown: Mapping[str, int | None], of_all: int) -> str:
    """What is hidden, and what can be said nevertheless: of the numbers that are shown the largest."""
    known = {label: number for label, number in shown.items() if number}
    if not known:
        return f"{what} is hidden."
    highest = max(known.values())
    names = [f"“{label}”" for label, number in known.items() if number == highest]
    return (
        f"{what} is hidden. Most often: {' and '.join(names)}, {share(highest, of_all)}{' each' if names[1:] else ''}."
    )


def met(about: About) -> list[Figure]:
    """What became of the sessions of this time."""
    tx, within, now = about.tx, about.within, instant(about.now)
    found = figures_programme.sessions(tx, within, now)
    if not about.may_show(found.people, lambda other: figures_programme.sessions(tx, other, now).people):
        return [too_few("sessions", "Do sessions take place?", found.people)]
    return [of_sessions(found)]


def of_sessions(found: Sessions) -> Figure:
    shown = parts_of(
        {
            "Took place": found.held,
            "Did not take place": found.missed,
            "Cancelled": found.cancelled,
            "Nobody has said": found.unsaid,
            **({"Still to come": found.planned} if found.planned else {}),
        }
    )
    took_place = f"{share(found.held, found.all).capitalize()} sessions took place"
    if found.planned:
        took_place += ", with those still to come counted among them"
    if shown["Took place"] is None:
        took_place = _instead("How many sessions took place", shown, found.all).removesuffix(".")
    return Figure(
        "sessions",
        "Do sessions take place?",
        sentence=f"{took_place}; {share(found.moved, found.all)} were moved at least once.",
        denominator=f"{amount(found.all).capitalize()} sessions in which {amount(found.people)} people were to meet.",
        people=found.people,
        silence=_missing(shown["Nobody has said"], "begun, and nobody has said what became of them"),
        columns=("Sessions",),
        lines=_lines({**shown, "Moved, of all these": rounded(found.moved)}),
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
    shown = parts_of(
        {
            "Kept": found.done,
            "Kept in part": found.partly,
            "Not yet": found.not_yet,
            "The wrong promise": found.wrong,
            "Due, and nothing said": found.unsaid,
            "Not due yet": found.open,
        }
    )
    partly = shown["Kept in part"]
    in_part = "" if partly is None else f", and {amount(partly)} in part"
    were_kept = f"{share(found.done, found.all).capitalize()} promises were kept{in_part}"
    if shown["Not due yet"] != 0:
        were_kept += ", with those not due yet counted among them"
    return Figure(
        "promises",
        "Are promises kept?",
        sentence=f"{were_kept}." if shown["Kept"] is not None else _instead("How many were kept", shown, found.all),
        denominator=f"{amount(found.all).capitalize()} promises of {amount(found.leaders)} leaders, as they say what "
        "became of them.",
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
    shown = {name: rounded(count) for name, count in zip(names, steps, strict=True)}
    return Figure(
        "opportunities",
        "Who was asked, and who took part?",
        sentence=f"{share(found.took_part, found.asked).capitalize()} times that somebody was asked, they took part.",
        denominator=f"{found.opportunities} opportunities of which {amount(found.people)} people were told, each once.",
        people=found.people,
        silence=rest_have(found.answered, found.asked, "not been answered"),
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
    shown = parts_of({**bands, _UNTOLD: found.untold, _WITHOUT: found.without})
    answered, waiting = [shown[name] for name in bands], _sum(shown, (_UNTOLD, _WITHOUT), found.said)
    sentence = _instead("How many things that people said have been answered", shown, found.said)
    if None not in answered:
        days = middle(found.days)
        waited = "" if days is None else f" Half of them heard within {days} {_days(days)}."
        sentence = f"{_of_all(answered, found.said).capitalize()} things that people said have been answered.{waited}"
    return Figure(
        "hearing_back",
        "How long do people wait to hear what became of their words?",
        sentence=sentence,
        denominator=f"{amount(found.said).capitalize()} things that {amount(found.people)} people said in their own "
        "words where they are told what became of it: around sessions, in thoughts and feedback, and when they joined.",
        people=found.people,
        silence=_missing(waiting, "not been answered"),
        columns=("Things said",),
        lines=_lines(shown),
        notes=("What only its person may see waits for nobody, and is not counted.", NOTE),
    )


def _of_all(numbers: Sequence[int | None], whole: int) -> str:
    """Of parts that are told how much they are of the whole together: no more than they tell."""
    told = [number for number in numbers if number]
    return share_of(sum(map(least, told)), sum(map(most, told)), whole) if told else share(0, whole)


def _sum(shown: Mapping[str, int | None], names: Iterable[str], whole: int) -> int | None:
    """Of the numbers as they are shown, so that it tells no more than they do; None where one of them is hidden."""
    numbers = [shown[name] for name in names]
    return None if None in numbers else min(sum(number or 0 for number in numbers), rounded(whole) or 0)


def _days(number: int) -> str:
    return "day" if number == 1 else "days"
