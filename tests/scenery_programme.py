"""The lines that set the scene of the programme: who works with whom, when they meet, and what became of it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.actions import planning, talking
from storage import answers, conversations, groups, nudges, pairings, profiles, sessions
from storage.answers import Given
from storage.database import Transaction
from storage.pairings import Pairing
from storage.values import instant
from tests.casting import PEOPLE, TIMEZONE, WHO, Scene, find, found, let_agree, taking_part
from tests.playing import Player

_PAIR = rf"(?P<partner>{PEOPLE}) and (?P<leader>{PEOPLE})"
_NAMES = rf"(?P<names>(?:{PEOPLE})(?:, (?:{PEOPLE}))*)"
_AT = r"on (?P<day>\d{4}-\d\d-\d\d) at (?P<time>\d\d:\d\d)(, for (?P<minutes>\d+) minutes)?(, in (?P<place>.+))?"


async def _agree(player: Player, line: re.Match[str]) -> None:
    person = await found(player, line["who"])
    await player.database.write(lambda tx: let_agree(tx, player, person, line["purpose"]))


async def _are_paired(player: Player, line: re.Match[str]) -> None:
    """Both take part, and both have said yes to each other."""
    await player.database.write(lambda tx: _pair(tx, player, line["partner"], line["leader"]))


def _pair(tx: Transaction, player: Player, partner: str, leader: str) -> None:
    now = player.clock.now()
    pairing_id = pairings.propose(
        tx,
        now,
        partner_id=taking_part(tx, player, partner, "partner").id,
        leader_id=taking_part(tx, player, leader, "leader").id,
        from_on=now.date(),
    )
    pairings.say(tx, now, pairing_id, "partner", "yes")
    pairings.say(tx, now, pairing_id, "leader", "yes")


async def _pair_meets(player: Player, line: re.Match[str]) -> None:
    await player.database.write(
        lambda tx: _plan(tx, player, line, pairing_id=_pairing(tx, line["partner"], line["leader"]).id)
    )


async def _pair_has_met(player: Player, line: re.Match[str]) -> None:
    """So many times, a week apart, the last time a week ago."""
    await player.database.write(lambda tx: _meet(tx, player, _pairing(tx, line["partner"], line["leader"]), line))


def _meet(tx: Transaction, player: Player, pairing: Pairing, line: re.Match[str]) -> None:
    now = player.clock.now()
    for weeks in range(int(line["times"]), 0, -1):
        at = now - timedelta(weeks=weeks)
        session = sessions.plan(tx, at, pairing_id=pairing.id, starts_at=at, timezone=TIMEZONE)
        sessions.becomes(tx, session.id, "held")


async def _fit_is_asked(player: Player, line: re.Match[str]) -> None:
    """As two days after their first session."""
    now = player.clock.now()

    def ask(tx: Transaction) -> None:
        pairing = _pairing(tx, line["partner"], line["leader"])
        for person_id in (pairing.partner_id, pairing.leader_id):
            planning.note(tx, now, person_id, "fit", pairing.id)

    await player.database.write(ask)


async def _form_group(player: Player, line: re.Match[str]) -> None:
    """All of them take part, and have said yes to the group."""
    await player.database.write(
        lambda tx: _form(tx, player, line["name"], line["names"].split(", "), line["facilitator"])
    )


def _form(tx: Transaction, player: Player, name: str, names: list[str], facilitator: str | None) -> None:
    members = [taking_part(tx, player, one, "partner").id for one in names]
    leads = taking_part(tx, player, facilitator, "coordinator").id if facilitator else None
    group_id = groups.form(tx, player.clock.now(), name=name, members=members, facilitator_id=leads)
    for one in members:
        groups.say(tx, group_id, one, "yes")


async def _group_meets(player: Player, line: re.Match[str]) -> None:
    await player.database.write(lambda tx: _plan(tx, player, line, group_id=_group(tx, line["name"])))


def _plan(tx: Transaction, player: Player, line: re.Match[str], **whose: str) -> None:
    now = player.clock.now()
    local = datetime.fromisoformat(f"{line['day']}T{line['time']}").replace(tzinfo=ZoneInfo(TIMEZONE))
    session = sessions.plan(
        tx,
        now,
        starts_at=local,
        timezone=TIMEZONE,
        minutes=int(line["minutes"] or 60),
        place=line["place"] or "",
        pairing_id=whose.get("pairing_id"),
        group_id=whose.get("group_id"),
    )
    planning.plan_session(tx, now, session)


async def _wants(player: Player, line: re.Match[str]) -> None:
    person = await found(player, line["who"])
    told = {"nudge_limit": int(line["limit"])}
    await player.database.write(lambda tx: profiles.keep(tx, person.id, told))


async def _may_tell(player: Player, line: re.Match[str]) -> None:
    """They have these needs and one more, of which their leader is told nothing."""
    person, told = await found(player, line["who"]), line["needs"].split(", ")
    await player.database.write(lambda tx: profiles.keep_needs(tx, person.id, [*told, "screen_reader"], told))


async def _hard_day(player: Player, line: re.Match[str]) -> None:
    """They wrote this to themselves when they joined."""
    await player.database.write(lambda tx: _write_plan(tx, player, line["who"], line["words"]))


def _write_plan(tx: Transaction, player: Player, who: str, words: str) -> None:
    now, person = player.clock.now(), find(tx, who)
    talk = conversations.begin(tx, now, person.id, "onboarding_partner")
    given = Given("hard_day", words, words, "", "en", instant(now), "me", None, None, None)
    answers.give(tx, now, person.id, talk.id, given)
    talk.ended_at = instant(now)
    conversations.save(tx, talk)


async def _became(player: Player, line: re.Match[str]) -> None:
    held = await player.database.read(
        lambda tx: sessions.of_pairing(tx, _pairing(tx, line["partner"], line["leader"]).id)
    )
    states = [one.state for one in held]
    assert states[-1] == line["state"], f"their sessions are {states}"


async def _eases(player: Player, line: re.Match[str]) -> None:
    def told(tx: Transaction) -> str:
        last = sessions.of_pairing(tx, _pairing(tx, line["partner"], line["leader"]).id)[-1]
        return talking.eased_by(tx, last, find(tx, line["partner"]).id)

    known = await player.database.read(told) != ""
    assert known != bool(line["not"]), f"it is {'' if known else 'not '}known"


async def _is_planned(player: Player, line: re.Match[str]) -> None:
    person = await found(player, line["who"])
    planned = await player.database.read(lambda tx: nudges.planned_of(tx, person.id))
    kinds = [one.kind for one in planned]
    if line["kinds"] == "nothing":
        assert not kinds, f"{kinds} are planned for {line['who']}"
    else:
        assert set(line["kinds"].split(", ")) <= set(kinds), f"{kinds} are planned for {line['who']}"


async def _note_is_due(player: Player, line: re.Match[str]) -> None:
    person, now = await found(player, line["who"]), player.clock.now()
    await player.database.write(lambda tx: planning.note(tx, now, person.id, line["kind"]))


async def _silence_means(player: Player, line: re.Match[str]) -> None:
    person = await found(player, line["who"])
    told = {"silence_means": line["means"]}
    await player.database.write(lambda tx: profiles.keep(tx, person.id, told))


async def _is_on_duty(player: Player, line: re.Match[str]) -> None:
    person = await found(player, line["who"])
    told = {"contact_days": line["days"], "contact_from": line["since"], "contact_until": line["until"]}
    await player.database.write(lambda tx: profiles.keep(tx, person.id, told))


def _pairing(tx: Transaction, partner: str, leader: str) -> Pairing:
    both = {find(tx, partner).id, find(tx, leader).id}
    theirs = [one for one in pairings.standing(tx) if {one.partner_id, one.leader_id} == both]
    assert theirs, f"{partner} and {leader} are not paired"
    return theirs[-1]


def _group(tx: Transaction, name: str) -> str:
    named = [one.id for one in groups.standing(tx) if one.name == name]
    assert named, f"there is no group {name}"
    return named[0]


GIVEN: dict[str, Scene] = {
    rf"{WHO} has agreed to (?P<purpose>\w+)": _agree,
    rf"{_PAIR} are paired": _are_paired,
    rf"{_PAIR} meet {_AT}": _pair_meets,
    rf"{_PAIR} have met (?P<times>\d+) times?": _pair_has_met,
    rf"{_PAIR} are to be asked how it fits": _fit_is_asked,
    rf"the group (?P<name>[\w ]+) has {_NAMES}(, and (?P<facilitator>{PEOPLE}) facilitates)?": _form_group,
    rf"the group (?P<name>[\w ]+) meets {_AT}": _group_meets,
    rf"{WHO} wants (?P<limit>\d) notes? a week": _wants,
    rf"{WHO} may tell the leader: (?P<needs>.+)": _may_tell,
    rf"a (?P<kind>\w+) note for {WHO} is due": _note_is_due,
    rf"{WHO} said about silence: (?P<means>\w+)": _silence_means,
    rf"{WHO} is on duty on (?P<days>[\w,]+) from (?P<since>\d\d:\d\d) until (?P<until>\d\d:\d\d)": _is_on_duty,
    rf"{WHO} wrote for a hard day: (?P<words>.+)": _hard_day,
}
THEN: dict[str, Scene] = {
    rf"the last session of {_PAIR} is (?P<state>planned|held|missed|cancelled)": _became,
    rf"what eases the last session of {_PAIR} is (?P<not>not )?known to (?P=leader)": _eases,
    rf"for {WHO} (?P<kinds>[\w, ]+) (is|are) planned": _is_planned,
}
