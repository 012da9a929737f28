"""Planned notes: found when they are due, decided once, tried a few times, and known again afterwards."""

from __future__ import annotations

from datetime import timedelta

from storage import (
    concern_lists,
    concerns,
    conversations,
    effects,
    notices,
    nudges,
    nudges_made,
    nudging,
    people,
    profiles,
)
from storage.database import Database, Transaction
from storage.values import instant
from tests.databases import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def meet(tx: Transaction, telegram_id: int = 501) -> str:
    return people.meet(tx, NOW, telegram_id=telegram_id, timezone="Europe/London").id


def plan(tx: Transaction, person_id: str, kind: str = "fit", about: str = "", after: timedelta = HOUR) -> None:
    at = NOW + after
    nudges.plan(tx, NOW, person_id=person_id, kind=kind, about=about, due_at=at, useful_until=at + DAY)


async def test_people_are_found_by_what_is_due_for_them_each_once(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[list[str]], list[str]]:
        ana, ben, eve = (meet(tx, number) for number in (501, 502, 503))
        for person_id, kind, after in ((ben, "fit", 1), (ana, "fit", 2), (ana, "reveal", 3), (eve, "fit", 9)):
            plan(tx, person_id, kind, after=after * HOUR)
        looks = [nudges.due(tx, NOW + hours * HOUR, 10) for hours in (0, 1, 3)]
        looks.append(nudges.due(tx, NOW + 9 * HOUR, 2))
        assert [one.kind for one in nudges.due_of(tx, NOW + 3 * HOUR, ana)] == ["fit", "reveal"]
        return looks, [ana, ben]

    looks, (ana, ben) = await database.write(unit)
    assert looks == [[], [ben], [ben, ana], [ben, ana]]


async def test_planned_again_it_gets_other_times_and_decided_it_can_be_planned_anew(database: Database) -> None:
    def unit(tx: Transaction) -> list[int]:
        ana = meet(tx)
        plan(tx, ana)
        plan(tx, ana, after=2 * HOUR)
        (note,) = nudges.planned_of(tx, ana)
        assert note.due_at == instant(NOW + 2 * HOUR)
        settled = [nudges.made(tx, NOW, note.id), nudges.made(tx, NOW, note.id), nudges.lapse(tx, NOW, note.id, "why")]
        assert settled == [True, False, False]
        plan(tx, ana)
        return [len(nudges.planned_of(tx, ana)), nudges.withdraw_of(tx, NOW, ana, "away", "reveal")]

    assert await database.write(unit) == [1, 0]


async def test_after_three_failures_it_lapses(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[bool], str]:
        ana = meet(tx)
        plan(tx, ana)
        (note,) = nudges.planned_of(tx, ana)
        over = [nudges.failed(tx, NOW, note.id, NOW + DAY, 3) for _ in range(4)]
        row = tx.one("SELECT state, why FROM nudges")
        assert row is not None
        return over, f"{row['state']} {row['why']}"

    assert await database.write(unit) == ([False, False, True, False], "lapsed failed")


async def test_the_note_behind_a_conversation_is_the_one_made_at_that_moment(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[str | None], list[str], str]:
        ana = meet(tx)
        plan(tx, ana)
        (note,) = nudges.planned_of(tx, ana)
        nudges.made(tx, NOW + HOUR, note.id)
        ours = conversations.begin(tx, NOW + HOUR, ana, "fit")
        theirs = conversations.begin(tx, NOW + 2 * HOUR, ana, "menu")
        found = [nudges_made.behind(tx, ours), nudges_made.behind(tx, theirs), nudges_made.last_made(tx, ana, NOW)]
        return [one.kind if one else None for one in found], nudges_made.open_talks(tx, ana), ours.id

    kinds, talks, ours = await database.write(unit)
    assert kinds == ["fit", None, "fit"]
    assert talks == [ours]


async def test_what_was_not_said_and_what_was_done_instead_are_remembered(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[tuple[str, str]], list[bool]]:
        ana = meet(tx)
        plan(tx, ana)
        (note,) = nudges.planned_of(tx, ana)
        nudges.made(tx, NOW, note.id)
        nudges.nothing_said(tx, note.id)
        nudges_made.note_instead(tx, NOW, ana, "silence", "a_person_was_told")
        rows = tx.all("SELECT kind, why FROM nudges WHERE state = 'lapsed' ORDER BY id")
        since = [nudges_made.planned_since(tx, ana, "silence", NOW + at) for at in (-HOUR, HOUR)]
        return [(row["kind"], row["why"]) for row in rows], since

    lapsed, since = await database.write(unit)
    assert lapsed == [("fit", "no_point_any_more"), ("silence", "a_person_was_told")]
    assert since == [True, False]


async def test_silent_are_those_who_said_what_it_means_and_are_neither_away_nor_waiting(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[str], list[str]]:
        silent = [meet(tx, 501 + number) for number in range(7)]
        means = ("gentle_note", "ask_a_person", "leave_me", *["gentle_note"] * 4)
        for person_id, one in zip(silent, means, strict=True):
            people.joined(tx, NOW, person_id)
            profiles.keep(tx, person_id, {"silence_means": one})
        people.pause(tx, NOW, silent[3])
        concerns.raise_(tx, NOW, silent[4], None, "contact_me")
        people.unreachable(tx, NOW, silent[5], "blocked")
        tx.run("UPDATE people SET seen_at = :at WHERE id = :id", at=instant(NOW + DAY), id=silent[6])
        return [one for one, _, _ in nudging.silent_since(tx, NOW + HOUR)], silent[:2]

    found, wanted = await database.write(unit)
    assert found == wanted


async def test_notices_are_marked_as_seen_once(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[int], list[str]]:
        cora = meet(tx)
        for about in ("a", "b", "c"):
            notices.note(tx, NOW, "person_stopped", about)
        first, second, third = notices.to_look_at(tx)
        assert [one.about for one in notices.to_look_at(tx, first.id)] == ["b", "c"]
        seen = [notices.see(tx, NOW, cora, [first.id, second.id]) for _ in range(2)]
        return seen, [one.id == third.id and one.about for one in notices.to_look_at(tx)]  # type: ignore[misc]

    assert await database.write(unit) == ([2, 0], ["c"])


async def test_a_notice_that_needs_nobody_any_more_is_withdrawn_unless_somebody_has_seen_it(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[int], list[tuple[str, str]]]:
        for kind, about in (("session_missed", "a"), ("session_missed", "b"), ("session_told_both_ways", "b")):
            notices.note(tx, NOW, kind, about)
        notices.see(tx, NOW, meet(tx), [notices.to_look_at(tx)[0].id])
        return [notices.withdraw(tx, "session_missed", one) for one in ("a", "b")], notices.unseen(tx)

    assert await database.write(unit) == ([0, 1], [("session_told_both_ways", "b")])


async def test_what_was_done_is_found_by_whose_conversation_it_was_and_since_when(database: Database) -> None:
    def unit(tx: Transaction) -> list[bool]:
        ana, ben = meet(tx), meet(tx, 502)
        talk = conversations.begin(tx, NOW, ana, "pause")
        effects.note(tx, NOW + HOUR, talk.id, "asked_to_hold", "", True)
        asked = [(ana, NOW), (ana, NOW + HOUR), (ana, NOW + DAY), (ben, NOW)]
        return [effects.done_since(tx, one, "asked_to_hold", since) for one, since in asked]

    assert await database.write(unit) == [True, True, False, False]


async def test_who_waits_is_told_longest_first(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[str], list[str], str]:
        ana, ben = meet(tx, 501), meet(tx, 502)
        concern = concerns.raise_(tx, NOW + HOUR, ana, None, "contact_me")
        concerns.raise_(tx, NOW, ben, None, "another_way")
        return (
            [one.person_id for one in concern_lists.still_open(tx)],
            [ben, ana, ana],
            concern_lists.person_of(tx, concern),
        )

    found, (ben, ana, same), person = await database.write(unit)
    assert (found, person) == ([ben, ana], same)


async def test_a_concern_is_closed_once_by_somebody_named_and_a_new_one_can_follow(database: Database) -> None:
    def unit(tx: Transaction) -> tuple[list[bool], str | None, bool, bool]:
        ana, ben, cora = meet(tx, 501), meet(tx, 502), meet(tx, 503)
        first = concerns.raise_(tx, NOW, ana, None, "contact_me")
        closed = [concerns.close(tx, NOW + HOUR, first, who, "") for who in (cora, ben)]
        one = concerns.by_id(tx, first)
        is_hers = one is not None and one.owner_id == cora
        was_open = concerns.is_open(tx, ana)
        again = concerns.raise_(tx, NOW + 2 * HOUR, ana, None, "contact_me")
        return (
            closed,
            one.closed_at if one else None,
            is_hers and not was_open,
            again != first and concerns.is_open(tx, ana),
        )

    assert await database.write(unit) == ([True, False], instant(NOW + HOUR), True, True)
