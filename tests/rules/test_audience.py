"""Who a broadcast is for: filters, names, reasons to leave somebody out, and what is worth a thought."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.rules.audience import Audience
from bot.rules.who_gets_it import find, why_not
from storage.candidates import Candidate

TODAY = date(2026, 3, 2)
ORDINARY: dict[str, Any] = {
    **{"language": "en", "organisation": "trust", "nation": "england", "region": "london", "availability": "now"},
    **{"available_from": None, "nudge_limit": 2, "is_test": False, "reachable": True, "paused": False},
    **{"stopped": False, "has_concern": False, "leaving": False, "roles": {"partner"}, "needs": {"captions"}},
    **{"groups": {"circle"}, "interests": {"research"}, "consents": {"take_part_health": "given"}},
}


def person(name: str, **told: Any) -> Candidate:
    return Candidate(**{"id": name, **ORDINARY, **told})


def chosen(audience: Audience, *people: Candidate, **details: Any) -> list[str]:
    told = {"topic": "", "today": TODAY, "opportunity": True, **details}
    return [one.person_id for one in find(audience, people, **told).chosen]


@pytest.mark.parametrize(
    ("audience", "other"),
    [
        (Audience(roles=("partner",)), {"roles": {"leader"}}),
        (Audience(interests=("research", "speaking")), {"interests": {"caring"}}),
        (Audience(groups=("circle",)), {"groups": set()}),
        (Audience(organisations=("trust",)), {"organisation": "other"}),
        (Audience(nations=("england",)), {"nation": "wales"}),
        (Audience(regions=("london", "midlands")), {"region": "south_west"}),
        (Audience(languages=("en",)), {"language": "cy"}),
        (Audience(needs=("captions",)), {"needs": set()}),
        (Audience(available=True), {"availability": "not_now"}),
        (Audience(available=True), {"availability": "from_a_date", "available_from": "2026-03-03"}),
        (Audience(never_asked=True), {"asked": True}),
    ],
)
def test_each_filter_lets_through_whom_it_means(audience: Audience, other: dict[str, Any]) -> None:
    assert chosen(audience, person("fits"), person("does_not", **other)) == ["fits"]


def test_every_filter_has_to_fit_and_nothing_chosen_is_nobody() -> None:
    both = Audience(roles=("partner",), regions=("london",))
    assert chosen(both, person("fits"), person("elsewhere", region="midlands")) == ["fits"]
    assert chosen(Audience(), person("anybody")) == []


def test_whoever_is_named_gets_it_as_well_and_whoever_is_left_out_by_name_does_not() -> None:
    people = (person("fits"), person("named", roles={"leader"}), person("not", region="london"))
    audience = Audience(roles=("partner",), people=("named",), without=("not",))
    assert chosen(audience, *people) == ["fits", "named"]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"has_concern": True, "paused": True}, "open_concern"),
        ({"stopped": True}, "stopped"),
        ({"paused": True}, "paused"),
        ({"leaving": True}, "leaving"),
        ({"leaving": True, "roles": {"coordinator"}}, ""),  # it is their work
        ({"reachable": False}, "unreachable"),
        ({"consents": {}}, "not_agreed"),
        ({"consents": {"take_part_health": "outdated"}}, "not_agreed"),
        ({"consents": {"take_part_health": "withdrawn", "take_part": "given"}, "taken_back": True}, "not_agreed"),
        ({"interests": set()}, "not_asked_of_opportunities"),
        ({"interests": set(), "consents": {"take_part_health": "given", "opportunities": "given"}}, ""),
        ({"consents": {"take_part_health": "given", "opportunities": "outdated"}}, "not_asked_of_opportunities"),
        ({"consents": {"take_part_health": "given", "opportunities": "withdrawn"}}, "wants_no_opportunities"),
        ({"consents": {"take_part_health": "given", "opportunities": "refused"}}, "wants_no_opportunities"),
        ({"muted": {"research"}}, "muted_topic"),
        ({"nudge_limit": 0}, "wants_no_notes"),
        ({}, ""),
    ],
)
def test_nobody_is_written_to_who_may_not_be(told: dict[str, Any], why: str) -> None:
    assert why_not(person("somebody", **told), topic="research", opportunity=True) == why


def test_a_name_does_not_overrule_a_reason_and_nobody_gets_it_twice() -> None:
    paused, heard = person("paused", paused=True), person("heard")
    audience = Audience(people=("paused", "heard"))
    found = find(audience, (paused, heard), topic="", today=TODAY, opportunity=True, asked=("heard",))
    assert found.chosen == ()
    assert found.left_out == {"asked_already": ("heard",), "paused": ("paused",)}


def test_a_need_is_never_told_as_the_reason() -> None:
    audience = Audience(needs=("captions",), interests=("research",))
    (one,) = find(audience, (person("ana"),), topic="", today=TODAY, opportunity=True).chosen
    assert one.because == ("interest:research",)
    (only,) = find(Audience(needs=("captions",)), (person("ana"),), topic="", today=TODAY, opportunity=True).chosen
    assert only.because == ("in_the_programme",)


def test_it_is_said_when_the_same_people_are_asked_again() -> None:
    regulars = [person(f"r{number}", asked=True, took_part_lately=2) for number in range(5)]
    fresh = [person(f"f{number}") for number in range(3)]
    test = person("test", is_test=True, asked=True, took_part_lately=2)
    found = find(Audience(roles=("partner",)), [*regulars, *fresh, test], topic="", today=TODAY, opportunity=True)
    assert found.warnings == {"regulars_percent": 62, "never_asked": 3}
    assert len(found.chosen) == 9
    quiet = find(Audience(roles=("partner",)), fresh, topic="", today=TODAY, opportunity=True)
    assert quiet.warnings == {}


def test_the_sample_is_spread_evenly() -> None:
    people = [person(f"p{number:02}") for number in range(20)]
    found = find(Audience(roles=("partner",)), people, topic="", today=TODAY, opportunity=False)
    assert found.sample == ("p00", "p04", "p08", "p12", "p16")


def test_an_audience_is_stored_and_read_again() -> None:
    audience = Audience(roles=("partner",), available=True, people=("p1",))
    assert Audience.read(audience.stored() | {"from_later": ["x"]}) == audience
    assert audience.stored() == {"roles": ["partner"], "available": True, "people": ["p1"]}
