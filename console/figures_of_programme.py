"""What figures say of the programme: sessions, promises, opportunities, and how long people wait to hear back."""

from __future__ import annotations

from bot.rules.figures import Figure, Line, banded, middle, share, too_few
from console.figures_about import About, have
from storage import figures_programme
from storage.values import instant

_BANDS = (7, 14, 28)  # days
_BAND_NAMES = ("Within a week", "In the second week", "In the third or fourth week", "Later than four weeks")


def met(about: About) -> list[Figure]:
    """What became of the sessions of this time."""
    tx, within, name, title = about.tx, about.within, "sessions", "Do sessions take place?"
    found = figures_programme.sessions(tx, within, instant(about.now))
    if not about.may_show(found.people, lambda other: figures_programme.sessions(tx, other, instant(about.now)).people):
        return [too_few(name, title, found.people)]
    over = found.all - found.planned
    figure = Figure(
        name,
        title,
        sentence=f"{share(found.held, over)} sessions took place; {found.moved} of all were moved at least once.",
        denominator=f"{found.all} sessions in which {found.people} people were to meet.",
        people=found.people,
        silence=have(found.unsaid, "begun, and nobody has said what became of them"),
        columns=("Sessions",),
        lines=(
            Line("Took place", (found.held,)),
            Line("Did not take place", (found.missed,)),
            Line("Cancelled", (found.cancelled,)),
            Line("Nobody has said", (found.unsaid,)),
            Line("Still to come", (found.planned,)),
            Line("Moved, of all these", (found.moved,)),
        ),
    )
    return [figure]


def kept(about: About) -> list[Figure]:
    """What became of what leaders set out to do."""
    tx, within, name, title = about.tx, about.within, "promises", "Are promises kept?"
    found = figures_programme.promises(tx, within, about.today)
    if not about.may_show(found.leaders, lambda other: figures_programme.promises(tx, other, about.today).leaders):
        return [too_few(name, title, found.leaders)]
    due = found.all - found.open
    figure = Figure(
        name,
        title,
        sentence=f"{share(found.done, due)} promises that were due were kept, and {found.partly} in part.",
        denominator=f"{found.all} promises of {found.leaders} leaders, as they say what became of them.",
        people=found.leaders,
        silence=have(found.unsaid, "passed without a word from whoever made the promise"),
        columns=("Promises",),
        lines=(
            Line("Kept", (found.done,)),
            Line("Kept in part", (found.partly,)),
            Line("Not yet", (found.not_yet,)),
            Line("The wrong promise", (found.wrong,)),
            Line("Due, and nothing said", (found.unsaid,)),
            Line("Not due yet", (found.open,)),
        ),
        notes=("Leaders are counted together and never compared.",),
    )
    return [figure]


def asked_to_take_part(about: About) -> list[Figure]:
    """From being asked to taking part, of all opportunities that were opened in this time."""
    tx, within, name, title = about.tx, about.within, "opportunities", "Who was asked, and who took part?"
    found = figures_programme.offered(tx, within)
    if not about.may_show(found.people, lambda other: figures_programme.offered(tx, other).people):
        return [too_few(name, title, found.people)]
    figure = Figure(
        name,
        title,
        sentence=f"{share(found.took_part, found.asked)} times that somebody was asked, they took part.",
        denominator=f"{found.opportunities} opportunities of which {found.people} people were told, each once.",
        people=found.people,
        silence=have(found.asked - found.answered, "not been answered"),
        columns=("Times",),
        lines=(
            Line("Asked", (found.asked,)),
            Line("Answered", (found.answered,)),
            Line("Interested", (found.interested,)),
            Line("Offered a place", (found.chosen,)),
            Line("Took part", (found.took_part,)),
        ),
    )
    return [figure]


def heard_back(about: About) -> list[Figure]:
    """How long it took from saying something in one's own words to hearing what became of it."""
    tx, within = about.tx, about.within
    name, title = "hearing_back", "How long do people wait to hear what became of their words?"
    found = figures_programme.heard_back(tx, within)
    if not about.may_show(found.people, lambda other: figures_programme.heard_back(tx, other).people):
        return [too_few(name, title, found.people)]
    told, days = sum(found.days.values()), middle(found.days)
    waited = "" if days is None else f" Half of them heard within {days} {'day' if days == 1 else 'days'}."
    bands = banded(found.days, _BANDS)
    figure = Figure(
        name,
        title,
        sentence=f"{share(told, found.said)} things that people said have been answered.{waited}",
        denominator=f"{found.said} things that {found.people} people said in their own words.",
        people=found.people,
        silence=have(found.untold + found.without, "not been answered"),
        columns=("Things said",),
        lines=(
            *(Line(label, (number,)) for label, number in zip(_BAND_NAMES, bands, strict=True)),
            Line("Decided, not told yet", (found.untold,)),
            Line("Nothing decided yet", (found.without,)),
        ),
        notes=("What only its person may see waits for nobody, and is not counted.",),
    )
    return [figure]
