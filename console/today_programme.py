"""What stands on the first page because of the programme: sessions, pairings, and who has heard nothing back."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.actions import away, talking, without_a_yes
from bot.actions.finding import number_of
from bot.actions.listing import both, who_meets
from bot.actions.naming import called, when
from bot.actions.untold import CHANGED
from console import not_asked, told_by_hand
from console.answers_shown import asked
from console.desk import Reading
from console.labels import sentence
from console.not_told import PLANNED
from console.sessions import has_to_move
from console.todo import Section, Todo, section, section_of
from storage import groups, pairings, sessions, unanswered
from storage.pairings import Pairing
from storage.people import Person
from storage.readable import Readable
from storage.sessions import Session
from storage.values import moment

LONG_AGO = timedelta(days=60)
A_DAY = timedelta(days=1)
NOTHING_WAITS = "Of what you may read, everything has an answer."
LONGEST_WAITING = 5  # people
LOOKED_THROUGH = 25  # things said


def sessions_today(look: Reading) -> Section:
    found = sessions.planned_between(look.tx, *_today(look))
    return section_of("Sessions today", found, lambda one: _at_its_time(look, one), "No session is planned for today.")


def _at_its_time(look: Reading, one: Session) -> Todo:
    """With whoever asked to put it off, while there is time to: then its button leads to where it is moved."""
    starts_at = moment(one.starts_at)
    what = f"{starts_at.astimezone(_zone(look)):%H:%M} {who_meets(look.scene, one)}"
    wish = _wish_to_move(look, one) if starts_at > look.now else ""
    if none := without_a_yes.in_words(look.scene, one):
        what = f"{sentence(what)} {none}"
    if not wish:
        return Todo(what, _path(one.id), "Open")
    return Todo(f"{sentence(what)} {wish}", f"{_path(one.id)}#date", "Move it" if look.me.may("arrange") else "Open")


def _wish_to_move(look: Reading, one: Session) -> str:
    """Who asked to put it off: said before it, on the way out, or written down for them."""
    asked = [*talking.who_has_to_move(look.tx, one), *away.who_asked_to_hold(look.scene, one)]
    if asked:
        names = look.voice.words.comma.join(called(look.scene, each) for each in dict.fromkeys(asked))
        return f"{names} asked to put it off"
    return "Somebody asked to put it off" if has_to_move(look, one) else ""


def changed_and_not_told(look: Reading) -> Section | None:
    """Sessions that were moved or called off, and somebody who would come may not be told by us."""
    found = told_by_hand.waiting(look, CHANGED)
    title = "A session changed, and Voices may not tell these people"
    return section_of(title, found, lambda one: _not_told(look, *one), "") if found else None


def _not_told(look: Reading, one: Session, person: Person) -> Todo:
    """Nobody but a person can tell them, and nobody but a person knows that they did."""
    became = f"was cancelled{_is_over(look, one)}" if one.state == "cancelled" else "was changed"
    what = f"{called(look.scene, person.id)}: the session {when(look.scene, moment(one.starts_at))} {became}"
    return Todo(what, f"{_path(one.id)}/told/{person.id}", "I have told them", sends={})


def _is_over(look: Reading, one: Session) -> str:
    """That all is over of which it was, so that nothing else that was planned there takes place."""
    pairing = pairings.by_id(look.tx, one.pairing_id) if one.pairing_id else None
    if pairing is not None:
        return f", and the pairing of {who_meets(look.scene, one)} is over" if pairing.ended_at else ""
    group = groups.by_id(look.tx, one.group_id or "")
    return f", and the group {group.name} is over" if group is not None and group.ended_at else ""


def planned_and_not_told(look: Reading) -> Section | None:
    """Sessions that somebody comes to who has not heard of them, and may not be told by us."""
    found = told_by_hand.waiting(look, PLANNED)
    title = "A session is planned, and Voices may not tell these people"
    return section_of(title, found, lambda one: _not_told_of(look, *one), "") if found else None


def _not_told_of(look: Reading, one: Session, person: Person) -> Todo:
    """The first of those that were planned with it tells of all."""
    planned = [each for each in sessions.of_series(look.tx, one.series_id or "") if each.state == "planned"]
    others = f" and {len(planned) - 1} more" if len(planned) > 1 else ""
    what = f"{called(look.scene, person.id)}: the session {when(look.scene, moment(one.starts_at))}{others}"
    return Todo(what, f"{_path(one.id)}/knows/{person.id}", "I have told them", sends={})


def no_word_of(look: Reading) -> Section | None:
    """Sessions that should have been, and nobody has said whether they were."""
    found = sessions.planned_between(look.tx, look.now - LONG_AGO, look.now - A_DAY)
    title = "Nobody has said whether these took place"
    return section_of(title, found, lambda one: _no_word_of(look, one), "") if found else None


def _no_word_of(look: Reading, one: Session) -> Todo:
    """With that nobody who was to come is asked, who would otherwise say so in time."""
    what = f"{when(look.scene, moment(one.starts_at))}, {who_meets(look.scene, one)}"
    if not without_a_yes.is_asked_about(look.tx, one):
        what = f"{sentence(what)} Voices asks nobody who was to come"
    return Todo(what, _path(one.id), "Say what happened")


def waiting_for_a_yes(look: Reading) -> Section | None:
    found = pairings.proposed(look.tx)
    return section_of("Pairings that wait for a yes", found, lambda one: _wants_a_yes(look, one), "") if found else None


def _wants_a_yes(look: Reading, one: Pairing) -> Todo:
    """With whom of the two we do not ask, whose yes does not come by itself."""
    who, unasked = both(look.scene, one.partner_id, one.leader_id), not_asked.of_pairing(look, one)
    if unasked:
        who += f". Not asked: {'; '.join(f'{name}, for {why}' for _, name, why in unasked)}"
    return Todo(who, f"/pairings/{one.id}", "Open", at=one.made_at)


def nothing_heard_back(look: Reading) -> Section:
    """Whoever has said something and waits longest to hear what came of it, a line for each, with what they were asked;
    none of their words. Of those without a name all that is told is how much there is."""
    found, more = unanswered.readable_to(look.tx, look.me.roles, LOOKED_THROUGH)
    named: dict[str, list[Readable]] = {}
    for one in found:
        named.setdefault(one.person_id, []).append(one)
    nameless = named.pop("", [])
    rows = [
        Todo(_said_and_waits(look, said), f"/fates/{said[0].id}", "Look")
        for said in list(named.values())[:LONGEST_WAITING]
    ]
    others = len(named) - len(rows)
    if rows and (others > 0 or more):
        rows.append(Todo(_others(others, bool(more)), "/fates", "See all of them"))
    if nameless:  # what has no name has no address here either: an id tells when it was given
        rows.append(Todo(_nameless(len(nameless), bool(more)), "/fates", "Look"))
    return section("Said, and nothing heard back", rows, NOTHING_WAITS)


def _said_and_waits(look: Reading, said: list[Readable]) -> str:
    one, others = said[0], len(said) - 1
    days = (look.now - moment(one.said_at)).days
    when_said = "today" if days == 0 else "a day ago" if days == 1 else f"{days} days ago"
    besides = "" if not others else ", and one thing since" if others == 1 else f", and {others} things since"
    who = f"{one.name or 'Somebody'}, {number_of(one.number)}"
    return f"{who}: said {when_said}, nothing heard back (“{asked(look, one)}”{besides})"


def _others(count: int, more: bool) -> str:
    if count <= 0:
        return "More has been said since, and nothing heard back"
    who = "one more person waits" if count == 1 else f"{count} more people wait"
    return f"{'At least ' * more}{who} to hear back".capitalize()


def _nameless(count: int, more: bool) -> str:
    many = "One thing was" if count == 1 else f"{count} things were"
    return f"{'At least ' * more}{many} said by people whose names are not shown to you: nothing heard back"


def _today(look: Reading) -> tuple[datetime, datetime]:
    begin = datetime.combine(look.scene.today, time(), _zone(look))
    return begin, datetime.combine(look.scene.today + A_DAY, time(), _zone(look))


def _zone(look: Reading) -> ZoneInfo:
    return ZoneInfo(look.me.person.timezone)


def _path(session_id: str) -> str:
    return f"/sessions/{session_id}"
