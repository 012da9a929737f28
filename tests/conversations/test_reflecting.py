"""Thoughts to turn over: for whom they are, which ones come, and who is asked what about them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.actions import copying
from bot.rules.reflecting import THEMES
from storage import groups, pairings, people, profiles, prompts
from tests.agreeing import agree
from tests.cast import ANA, BEN, CORA, Member
from tests.conversations.room import ENGLISH, Room

BY_WORDS = {one.words: one for one in ENGLISH.prompts}
EVERY = len(ENGLISH.prompts)


def known(room: Room, who: Member = ANA, role: str = "partner") -> str:
    """Somebody who has joined; their id."""

    def meet(tx: Any) -> str:
        person = people.meet(tx, room.now, telegram_id=who.chat_id, timezone="Europe/London")
        people.give_role(tx, room.now, person.id, role)
        people.joined(tx, room.now, person.id)
        agree(tx, room.now, person.id, "take_part_health" if role == "partner" else "take_part")
        return person.id

    return room.write(meet)


def offered(room: Room, times: int = EVERY, who: Member = ANA) -> list[str]:
    """The ids of what somebody is offered, one after the other."""
    found = []
    for _ in range(times):
        found.append(BY_WORDS[room.command("reflect", who)[-1].text].id)
        room.says("not today", who)
    return found


def pair(room: Room, ana: str, ben: str, *, days_gone: int, days_to_go: int) -> None:
    def unit(tx: Any) -> None:
        today = room.now.date()
        pairing = pairings.propose(
            tx,
            room.now,
            partner_id=ana,
            leader_id=ben,
            from_on=today - timedelta(days=days_gone),
            until_on=today + timedelta(days=days_to_go),
        )
        pairings.say(tx, room.now, pairing, "partner", "yes")
        pairings.say(tx, room.now, pairing, "leader", "yes")

    room.write(unit)


def stages(ids: list[str]) -> set[str]:
    return {one.stage for one in ENGLISH.prompts if one.id in ids}


def themes(ids: list[str]) -> set[str]:
    return {one.theme for one in ENGLISH.prompts if one.id in ids}


def test_nothing_is_kept_of_somebody_who_has_not_agreed(room: Room) -> None:
    room.join()
    shown = room.command("reflect")
    assert shown[0].text == ENGLISH.says("reflect", "not_agreed", {})
    assert shown[-1].text == ENGLISH.says("onboarding_partner", "adult", {})


def test_whoever_took_consent_back_is_asked_nothing(room: Room) -> None:
    room.welcomed()
    room.command("consent")
    room.press("Keeping your answers, also about health")
    room.says("no")
    assert room.command("reflect")[0].text == ENGLISH.says("reflect", "not_agreed", {})


def test_somebody_who_works_with_nobody_gets_what_fits_always_and_nothing_of_a_group(room: Room) -> None:
    known(room)
    always = [one.id for one in ENGLISH.prompts if one.stage == "any" and one.theme != "group"]
    first = offered(room, len(always))
    assert sorted(first) == sorted(always)
    assert offered(room, len(always)) == first


def test_both_sides_get_what_fits_the_stage_that_they_are_in(room: Room) -> None:
    ana, ben = known(room), known(room, BEN, "leader")
    pair(room, ana, ben, days_gone=10, days_to_go=80)
    assert stages(offered(room, 30)) == {"beginning", "any"}
    assert stages(offered(room, 30, BEN)) == {"beginning", "any"}
    room.later(days=70)
    assert stages(offered(room, 30)) == {"ending", "any"}


def test_the_themes_that_somebody_chose_are_kept_to(room: Room) -> None:
    ana = known(room)
    room.write(lambda tx: profiles.keep(tx, ana, {"reflect_themes": "power,group"}))
    assert themes(offered(room, 12)) == {"power", "group"}


def test_members_of_a_group_get_what_is_about_groups(room: Room) -> None:
    ana = known(room)

    group = room.write(lambda tx: groups.form(tx, room.now, name="Tuesdays", facilitator_id=None, members=[ana]))
    assert "group" not in themes(offered(room, 20))  # they have not said yes to it yet
    room.write(lambda tx: groups.say(tx, group, ana, "yes"))
    assert themes(offered(room, 20)) == {*THEMES}


def test_what_was_retired_comes_to_nobody(room: Room) -> None:
    known(room)
    retired = offered(room, 1)[0]
    room.write(lambda tx: prompts.retire(tx, room.now, retired))
    assert retired not in offered(room, 40)


def test_what_staff_added_comes_like_the_others(room: Room) -> None:
    known(room)
    room.write(lambda tx: prompts.add(tx, room.now, "Who laughed?", "en", theme="power", stage="any"))
    room.write(lambda tx: prompts.add(tx, room.now, "Pwy?", "cy", theme="power", stage="any"))
    seen = {room.command("reflect")[-1].text for _ in range(EVERY)}
    assert "Who laughed?" in seen and "Pwy?" not in seen


def test_a_library_that_is_retired_as_a_whole_says_so(room: Room) -> None:
    known(room)

    def retire_all(tx: Any) -> None:
        for one in ENGLISH.prompts:
            prompts.retire(tx, room.now, one.id)

    room.write(retire_all)
    assert room.command("reflect")[-1].text == ENGLISH.says("reflect", "none_left", {})


def test_a_leader_has_no_leader_to_show_it_to(room: Room) -> None:
    known(room, BEN, "leader")
    room.command("reflect", BEN)
    room.says("Hm.", BEN)
    assert "My leader" not in room.says("done", BEN)[-1].buttons


def test_who_may_see_it_can_be_changed_with_an_old_button(room: Room) -> None:
    known(room)
    room.command("reflect")
    room.answers("Hm.", "done", "only me")
    room.press("The team")
    assert room.one("SELECT visible_to FROM answers WHERE answer = 'Hm.'") == "staff"


def test_only_coordinators_look_after_the_thoughts(room: Room) -> None:
    known(room)
    assert room.command("prompts")[-1].text == ENGLISH.says("prompts", "not_yours", {})


def test_a_suggestion_that_another_coordinator_decided_about_meanwhile_stays_decided(room: Room) -> None:
    ana = known(room)
    known(room, CORA, "coordinator")
    made = room.write(lambda tx: prompts.suggest(tx, room.now, "Why?", "en", ana))
    room.command("prompts", CORA)
    room.says("see suggestions", CORA)
    room.write(lambda tx: prompts.decide(tx, room.now, made, theme=None))
    room.says("Power", CORA)
    kept = room.write(lambda tx: prompts.by_id(tx, made))
    assert kept is not None and kept.state == "retired"


def test_suggestions_come_ten_at_a_time(room: Room) -> None:
    ana = known(room)
    known(room, CORA, "coordinator")
    for number in range(12):
        room.write(lambda tx, n=number: prompts.suggest(tx, room.now, f"Why {n}?", "en", ana))  # type: ignore[misc]
    room.command("prompts", CORA)
    room.says("see suggestions", CORA)
    shown = room.answers(*["power"] * 10, who=CORA)
    assert shown[-1].text == ENGLISH.says("prompts", "no_more_suggestions", {})
    assert "Why 10?" in (room.command("prompts", CORA) and room.says("see suggestions", CORA)[-1].text)


def test_the_learning_partner_is_named_only_while_the_yes_to_that_stands(room: Room) -> None:
    ana = known(room)
    room.write(lambda tx: agree(tx, room.now, ana, "share_learning"))
    room.command("reflect")
    room.says("He laughed at himself first")
    assert "The learning partner" in room.says("done")[-1].buttons
    room.command("consent")
    room.press("Learning partner reads without your name")
    room.says("no")
    said = room.press("The learning partner")[-1].text
    assert said == ENGLISH.says("reflect", "team_may_read", {})
    assert "Seen by: the team." in room.command("mywords")[0].text
    person = room.person()
    assert person is not None
    (kept,) = room.write(lambda tx: copying.everything(tx, person, ENGLISH))["answers"][:1]
    assert kept["visible_to"] == "staff"
