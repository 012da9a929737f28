"""What stands on the first page because a person waits for one: concerns, who is on duty, help numbers, and who cannot
be reached."""

from __future__ import annotations

from bot.actions import keeping_card, owing, rota
from bot.actions.being_in_touch import told_of
from bot.actions.finding import number_of
from bot.actions.looking_after import asked_over
from bot.actions.naming import called, when
from bot.actions.owing import Owing
from console.desk import Reading
from console.todo import Section, Todo, section, section_of
from storage import concern_lists, directory
from storage.concerns import Concern
from storage.values import moment

WHO_MENDS = (
    "Until then no partner can be invited, and whoever asks for a person may wait. An admin invites a safeguarding "
    "lead under Team; the lead sets the hours and who stands in under On duty."
)


def asked_for_a_person(look: Reading) -> Section:
    """Whoever waits to hear from a person, those first to whom somebody has to answer first, and who is on it."""
    waiting = [one for one in concern_lists.still_open(look.tx) if one.person_id != look.me.person.id]
    found = owing.in_order(look.tx, waiting, rota.duties(look.tx))
    return section_of(
        "Waiting to hear from a person", found, lambda each: _waits(look, *each), "Nobody is waiting.", first=True
    )


def _waits(look: Reading, stands: Owing, one: Concern) -> Todo:
    told = told_of(look.scene, one)
    what = f"{told['who']}. {told['on_it']}"
    if stands.heard_at:
        what = f"{what} Somebody was in touch on {when(look.scene, moment(stands.heard_at))}."
    if asks := asked_over(look.scene, one):
        what = f"{what} {called(look.scene, asks)} asks you to take it over."
    return Todo(what, f"/concerns/{one.id}", "Look", one.raised_at, due=stands.due, told_last=stands.told_last)


def holds(look: Reading) -> Section | None:
    """It is closed, and until somebody says so nothing that we begin goes to the person."""
    found = [one for one in concern_lists.still_held(look.tx) if one.person_id != look.me.person.id]
    return (
        section_of("May Voices write to them first again?", found, lambda one: _holds(look, one), "") if found else None
    )


def _holds(look: Reading, one: Concern) -> Todo:
    told = told_of(look.scene, one)
    return Todo(f"{told['who']}. {told['on_it']}", f"/concerns/{one.id}", "Decide", one.closed_at or "")


def rota_gaps(look: Reading) -> Section | None:
    missing = look.voice.labels("rota", "wanting", rota.missing(look.tx)).values()
    rows = [Todo(f"The programme needs {one}.", "/rota", "Set it") for one in missing]
    return section("Missing before a partner is invited", rows, "") if rows else None


def rota_warnings(look: Reading) -> list[str]:
    """That nobody is named who answers whoever asks for a person: for those who can bring somebody in, or tell them."""
    if not (look.me.may("invite_staff") or look.me.may("invite")):
        return []
    missing = rota.missing(look.tx)
    named = ", ".join(look.voice.labels("rota", "wanting", missing).values())
    return [f"The programme has to have {named}. {WHO_MENDS}"] if missing else []


def cards(look: Reading) -> Section | None:
    """Cards that nobody has checked for a quarter of a year, on one line."""
    late = keeping_card.unchecked(look.tx, look.now)
    named = ", ".join(look.voice.label(nation) for nation in late)
    rows = [Todo(f"Not checked for three months: {named}", "/help-cards", "Check them")] if late else []
    return section("Help numbers", rows, "") if rows else None


def unreachable(look: Reading) -> Section | None:
    found = directory.unreachable(look.tx)
    return section_of("Telegram cannot reach them", found, lambda one: _unreachable(*one), "") if found else None


def _unreachable(person_id: str, number: int, name: str, since: str) -> Todo:
    return Todo(f"{name or 'Somebody'}, {number_of(number)}", f"/people/{person_id}", "Open", at=since)
