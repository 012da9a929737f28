"""Telegram's limits, whatever the order in which people write."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.pacing import ENOUGH_CALLS, GROUP_WINDOW, PER_GROUP, Pacer

ANA, BEN, GROUP = 1, 2, -1


def send(pacer: Pacer, chat_id: int, now: float, *, quiet: bool = False) -> bool:
    if pacer.opens(now, quiet=quiet) > now or pacer.chat_opens(chat_id, now) > now:
        return False
    pacer.reserve(now, quiet=quiet)
    pacer.came_back(chat_id, now, now)
    return True


def most_in(window: float, times: list[float]) -> int:
    return max((sum(start <= at < start + window for at in times) for start in times), default=0)


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(
            st.floats(0, 0.2), st.integers(1, 60), st.booleans(), st.sampled_from(["send", "take", "use", "give back"])
        ),
        max_size=250,
    )
)
def test_no_second_holds_more_than_thirty(steps: list[tuple[float, int, bool, str]]) -> None:
    pacer, now, used, taken = Pacer(30, 1), 0.0, list[float](), list[int]()
    chats: dict[int, list[float]] = {}
    for pause, chat_id, quiet, step in steps:
        now += pause
        if step in ("send", "take"):
            if chat_id in taken or max(pacer.opens(now, quiet=quiet), pacer.chat_opens(chat_id, now)) > now:
                continue
            pacer.reserve(now, quiet=quiet)
            taken.append(chat_id)
        if step in ("send", "use") and taken:
            chat = taken.pop()
            pacer.came_back(chat, now, now)
            used.append(now)
            chats.setdefault(chat, []).append(now)
        if step == "give back" and taken:
            taken.pop()
            pacer.release()
    assert most_in(1.0, used) <= 30
    assert all(most_in(1.0, times) <= 1 for times in chats.values())


def test_whoever_follows_a_sender_that_died_lets_its_last_second_pass() -> None:
    pacer = Pacer(30, 1)
    pacer.follows_another(100.0)
    assert not send(pacer, ANA, 101.0)
    assert send(pacer, ANA, 101.02)
    unlimited = Pacer(0, 0)
    unlimited.follows_another(100.0)
    assert send(unlimited, ANA, 100.0)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(0, 0.3), st.floats(0, 0.2)), min_size=80, max_size=80))
def test_what_is_held_up_on_the_way_makes_no_second_too_full(delays: list[tuple[float, float]]) -> None:
    """Telegram counts by when a call gets there, which we do not see. A call takes 10 ms each way at the least."""
    pacer, there, back = Pacer(30, 1), list[float](), list[tuple[float, float, int]]()
    for _ in range(ENOUGH_CALLS):
        pacer.reserve(0.0)
        pacer.came_back(1, 0.0, 0.02)
    now, waiting = 1.5, list(enumerate(delays, start=2))
    while waiting or back:
        for at, sent_at, chat_id in sorted(one for one in back if one[0] <= now):
            pacer.came_back(chat_id, sent_at, at)
        back = [one for one in back if one[0] > now]
        while waiting and pacer.opens(now) <= now:
            chat_id, (on_the_way, on_the_way_back) = waiting.pop(0)
            pacer.reserve(now)
            there.append(now + 0.01 + on_the_way)
            back.append((there[-1] + 0.01 + on_the_way_back, now, chat_id))
        now += 0.002
    assert most_in(1.0, there) <= 30


def test_thirty_go_at_once_and_the_next_a_second_later() -> None:
    pacer = Pacer(30, 1)
    assert [send(pacer, chat_id, 10.0) for chat_id in range(31)] == [True] * 30 + [False]
    assert 11.0 < pacer.opens(10.0) <= 11.03
    assert send(pacer, 99, pacer.opens(10.0))


def test_a_slot_counts_from_when_it_is_taken() -> None:
    pacer = Pacer(2, 0)
    pacer.reserve(0.0)
    pacer.reserve(0.0)
    assert pacer.opens(5.0) > 5.0
    pacer.came_back(ANA, 5.0, 5.0)
    pacer.release()
    assert pacer.opens(5.0) <= 5.0


def test_a_broadcast_is_spread_and_leaves_room_for_a_reply() -> None:
    pacer, now, sent, replies = Pacer(30, 1), 0.0, 0, list[float]()
    asked: float | None = None
    for tick in range(10_000):  # ten seconds
        now = tick / 1000
        if tick % 700 == 350:
            asked = now
        if asked is not None and send(pacer, 1_000_000 + tick, now):
            replies.append(now - asked)
            asked = None
        sent += send(pacer, tick + 1, now, quiet=True)
    assert sent + len(replies) >= 290
    assert max(replies) <= 0.15


def test_a_chat_gets_one_message_a_second() -> None:
    pacer = Pacer(30, 1)
    assert send(pacer, ANA, 0.0)
    assert not send(pacer, ANA, 1.0)
    assert send(pacer, BEN, 1.0)
    assert send(pacer, ANA, 1.03)


def test_a_group_gets_twenty_messages_a_minute() -> None:
    pacer = Pacer(30, 1)
    times = [now for now in (tick / 10 for tick in range(3000)) if send(pacer, GROUP, now)]
    assert most_in(GROUP_WINDOW, times) == PER_GROUP
    assert len(times) >= 90


def test_after_a_refusal_that_chat_waits() -> None:
    pacer = Pacer(30, 1)
    pacer.refused(ANA, 0.0, 7)
    assert pacer.chat_opens(ANA, 6.9) == 7.0
    assert send(pacer, BEN, 0.0)


def test_two_refused_chats_and_nothing_through_close_all() -> None:
    pacer = Pacer(30, 1)
    pacer.refused(ANA, 0.0, 5)
    pacer.refused(BEN, 0.1, 7)
    assert pacer.opens(0.2) == 7.1
    pacer.passed(7.2)
    pacer.refused(ANA, 7.3, 5)
    assert pacer.opens(7.3) <= 7.3


def test_without_limits_only_a_refusal_counts_and_not_for_ever() -> None:
    pacer = Pacer(0, 0)
    assert pacer.idle
    assert all(send(pacer, ANA, 0.0) for _ in range(1000))
    pacer.refused(ANA, 0.0, 5)
    assert not pacer.idle
    assert pacer.chat_opens(ANA, 1.0) == 5.0
    assert pacer.opens(1.0) == -math.inf
    pacer.passed(6.0)
    assert pacer.idle


def test_quiet_chats_are_forgotten() -> None:
    pacer = Pacer(0, 1)
    for chat_id in range(10_000):
        assert send(pacer, chat_id, chat_id / 10)
    assert len(pacer._chats) < 600
