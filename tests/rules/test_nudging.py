"""Which note goes: a table of what somebody's standing makes of one note, of two, and of whatever chance brings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.bank_holidays import never, off_days
from bot.rules.contact import may_write, next_time
from bot.rules.notes import Due, Kind, first_from
from bot.rules.nudging import A_DAY, A_WEEK, BETWEEN, SHORTLY, Standing, Verdict, behind_owed, decide

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)  # a Monday
FAR = NOW + 14 * DAY

REMINDER = Kind("session_reminder", 0, counts=False, agreed=True)
CHANGED = Kind("session_changed", 0, counts=False, agreed=True, urgent=True, by_hand=True)
TOLD = Kind("session_reminder", 0, counts=False, agreed=True, fact=True)
UNANSWERED = Kind("", 9, counts=True)
ASKED = Kind("agree_pairing", 2, counts=False, patient=True)
FIT = Kind("fit", 5, counts=True, in_turn=True)
WARNS = Kind("permission_recorded", 0, counts=False, urgent=True, warns=True)
OVER = Kind("pairing_ended", 3, counts=False, fact=True)
DIGEST = Kind("digest", 3, counts=False, quiet=True)
OPENS = Kind("concern_closed", 1, counts=False, patient=True, opens=True)


def standing(
    *,
    barred: str = "",
    talking: timedelta | None = None,
    limit: int = 2,
    counted: tuple[timedelta, ...] = (),
    spared: timedelta = timedelta(),
    days: str = "",
    since: str = "09:00",
    until: str = "17:00",
    nation: str = "england",
    weighing: bool = False,
    asked: bool = False,
) -> Standing:
    """Somebody in London; times are from NOW on."""
    off = off_days(nation, "Europe/London")
    times = [NOW + at for at in counted]

    def next_hours(at: datetime, holidays_too: bool) -> datetime:
        return next_time(at, "Europe/London", days, since, until, off if holidays_too else never)

    return Standing(
        barred,
        None if talking is None else NOW + talking,
        limit,
        times,
        max((at + A_DAY for at in times), default=NOW),
        NOW + spared,
        next_hours,
        weighing=weighing,
        asked=asked,
    )


def said(verdict: Verdict, now: datetime = NOW) -> Any:
    """A verdict as the tables below write it."""
    if verdict.what == "go":
        return "silently" if verdict.silent else "go"
    return verdict.why if verdict.what == "lapse" else verdict.at and verdict.at - now


ALONE: dict[str, tuple[Kind, dict[str, Any], timedelta, Any]] = {
    "nothing is in the way": (FIT, {}, 14 * DAY, "go"),
    "too late": (FIT, {}, timedelta(), "too_late"),
    "paused": (FIT, {"barred": "paused"}, 14 * DAY, "paused"),
    "paused, and somebody has to decide": (ASKED, {"barred": "paused"}, 14 * DAY, DAY),
    "stopped, and somebody would have to decide": (ASKED, {"barred": "stopped"}, 14 * DAY, "stopped"),
    "paused, and a session was agreed": (REMINDER, {"barred": "paused"}, HOUR, "paused"),
    "an open concern": (FIT, {"barred": "open_concern"}, DAY, "open_concern"),
    "an open concern, and a session was moved": (CHANGED, {"barred": "open_concern"}, DAY, HOUR),
    "stopped, and a session was moved": (CHANGED, {"barred": "stopped"}, DAY, HOUR),
    "out of reach, and a session was moved": (CHANGED, {"barred": "unreachable"}, DAY, HOUR),
    "out of reach, and a session that was moved has begun": (
        CHANGED,
        {"barred": "unreachable"},
        timedelta(),
        "too_late",
    ),
    "an open concern, and somebody has to decide": (ASKED, {"barred": "open_concern"}, 14 * DAY, DAY),
    "a yes was taken back, and may come again": (FIT, {"barred": "taken_back"}, 14 * DAY, DAY),
    "a yes was taken back, and something is over": (OVER, {"barred": "taken_back"}, 14 * DAY, "go"),
    "paused, and something is about to be deleted": (WARNS, {"barred": "paused"}, DAY / 2, "go"),
    "something is deleted before their hours": (WARNS, {"barred": "taken_back", "days": "wed"}, DAY / 2, "silently"),
    "whether they leave is asked": (FIT, {"weighing": True}, 14 * DAY, HOUR),
    "whether they leave is asked, and the note is of no use later": (FIT, {"weighing": True}, HOUR / 2, HOUR / 2),
    "whether they leave is asked, and a session is told of": (TOLD, {"weighing": True}, HOUR, "go"),
    "whether they leave is asked, and something is about to be deleted": (WARNS, {"weighing": True}, DAY / 2, "go"),
    "whether they leave is asked, and that is what they are reminded of": (UNANSWERED, {"weighing": True}, DAY, "go"),
    "a question without a date waits, and this is another one": (FIT, {"asked": True}, 14 * DAY, DAY),
    "a question without a date waits, and this is something else": (ASKED, {"asked": True}, 14 * DAY, "go"),
    "stopped, and something is about to be deleted": (WARNS, {"barred": "stopped"}, DAY / 2, "stopped"),
    "before their hours": (FIT, {"since": "12:00"}, 14 * DAY, 2 * HOUR),
    "before their hours, and then it is too late": (REMINDER, {"since": "12:00"}, HOUR, "outside_their_hours"),
    "urgent before their hours": (CHANGED, {"since": "12:00"}, HOUR, "silently"),
    "urgent before their hours, and there is time": (CHANGED, {"since": "12:00"}, 4 * HOUR, 2 * HOUR),
    "not on their days": (FIT, {"days": "tue"}, 14 * DAY, DAY - HOUR),
    "one today already": (FIT, {"counted": (-HOUR,)}, 14 * DAY, DAY - HOUR),
    "one today already, and a reminder": (REMINDER, {"counted": (-HOUR,)}, HOUR, "go"),
    "as many this week as they want": (FIT, {"counted": (-2 * DAY, -4 * DAY)}, 14 * DAY, 3 * DAY),
    "more this week than they want": (FIT, {"counted": (-2 * DAY, -3 * DAY, -4 * DAY)}, 14 * DAY, 4 * DAY),
    "no room before it is of no use": (FIT, {"counted": (-2 * DAY, -4 * DAY)}, DAY, "no_room"),
    "none wanted": (FIT, {"limit": 0}, 14 * DAY, "wants_no_notes"),
    "none wanted, and a reminder": (REMINDER, {"limit": 0}, HOUR, "go"),
    "in mid talk": (FIT, {"talking": HOUR / 2}, 14 * DAY, HOUR / 2),
    "in mid talk, and a reminder": (REMINDER, {"talking": HOUR / 2}, HOUR, "go"),
    "we were away, and wrote since": (ASKED, {"spared": 20 * HOUR}, 14 * DAY, 23 * HOUR),
    "we were away, and a reminder": (REMINDER, {"spared": 20 * HOUR}, HOUR, "go"),
    "always quiet": (DIGEST, {}, HOUR, "silently"),
}


@pytest.mark.parametrize("case", ALONE)
def test_one_note(case: str) -> None:
    kind, how, useful_for, wanted = ALONE[case]
    (verdict,) = decide(NOW, [Due("a", kind, NOW, NOW + useful_for)], standing(**how), after_downtime=False)
    assert said(verdict) == wanted


WITH_ANOTHER: dict[str, tuple[Kind, Kind, timedelta, bool, Any]] = {
    "the less useful one waits a day": (ASKED, FIT, 14 * DAY, False, A_DAY),
    "or two hours, where it does not count": (REMINDER, ASKED, 14 * DAY, False, BETWEEN),
    "or is let go": (REMINDER, FIT, HOUR, False, "another_was_more_useful"),
    "what was agreed waits for minutes": (REMINDER, REMINDER, HOUR, False, SHORTLY),
    "and so does what is urgent": (CHANGED, CHANGED, 5 * HOUR, False, SHORTLY),
    "that we may write first again goes before what was agreed": (OPENS, REMINDER, HOUR, False, SHORTLY),
    "and before what is urgent": (OPENS, CHANGED, 5 * HOUR, False, SHORTLY),
    "after a downtime it does not take their place": (REMINDER, OPENS, FAR - NOW, True, "after_downtime"),
    "after a downtime it is let go": (ASKED, FIT, 14 * DAY, True, "after_downtime"),
    "after a downtime reminders are let go too": (REMINDER, REMINDER, HOUR, True, "after_downtime"),
}


@pytest.mark.parametrize("case", WITH_ANOTHER)
def test_of_two_notes_the_more_useful_one_goes(case: str) -> None:
    first, second, useful_for, after_downtime, wanted = WITH_ANOTHER[case]
    dues = [Due("b", second, NOW, NOW + useful_for), Due("a", first, NOW - HOUR, FAR)]
    verdicts = decide(NOW, dues, standing(), after_downtime=after_downtime)
    assert {one.due.id: said(one) for one in verdicts} == {"a": "go", "b": wanted}


def test_after_a_downtime_the_one_that_waits_for_their_hours_keeps_the_others_from_going() -> None:
    dues = [Due(name, kind, NOW, FAR) for name, kind in (("a", FIT), ("b", ASKED), ("c", FIT))]
    verdicts = decide(NOW, dues, standing(since="12:00"), after_downtime=True)
    assert {one.due.id: said(one) for one in verdicts} == {"a": "after_downtime", "b": 2 * HOUR, "c": "after_downtime"}


def test_what_the_team_tells_by_hand_stands_for_them_to_see_also_after_a_downtime() -> None:
    dues = [Due(name, CHANGED, NOW, FAR) for name in ("a", "b")]
    for barred in ("unreachable", "stopped", "paused", "open_concern"):
        verdicts = decide(NOW, dues, standing(barred=barred), after_downtime=True)
        assert {one.due.id: said(one) for one in verdicts} == {"a": HOUR, "b": HOUR}, barred


OFFER = Kind("opportunity_note", 5, counts=True)
AFTER = Kind("after_session", 3, counts=True)
# A note that is due, how many days ago notes went, from when and until when a sending is of use; when the note goes.
WITH_A_DATE: dict[str, tuple[Kind, tuple[int, ...], int, int, Any]] = {
    "the last place of the week": (AFTER, (3,), 0, 14, A_DAY),
    "there is room for both": (AFTER, (), 0, 14, "go"),
    "there is room for both, and not in time": (AFTER, (), 0, 1, A_DAY),
    "there is room for both, and it is the less useful one": (Kind("reflection", 6, counts=True), (), 0, 14, A_DAY),
    "what does not count takes no place": (REMINDER, (3,), 0, 14, "go"),
    "it begins later, and would come too late": (AFTER, (3,), 2, 4, A_DAY),
    "it begins later, and there is time": (AFTER, (3,), 2, 14, "go"),
    "it comes too late anyhow": (AFTER, (3,), -2, 0, "go"),
}


@pytest.mark.parametrize("case", WITH_A_DATE)
def test_a_note_without_a_date_leaves_the_last_place_to_what_is_sent_for_one(case: str) -> None:
    kind, ago, begins, until, wanted = WITH_A_DATE[case]
    sent = Due("offer", OFFER, NOW + begins * DAY, NOW + until * DAY)
    how = standing(counted=tuple(-days * DAY for days in ago))
    (verdict,) = decide(NOW, [Due("a", kind, NOW, FAR)], how, after_downtime=False, dated=[sent])
    assert said(verdict) == wanted


QUOTATION = Kind("quotation", 5, counts=True, patient=True, rises=True)


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_what_somebody_is_asked_waits_for_a_fortnight_at_most_however_much_else_there_is(limit: int) -> None:
    """A note about a session comes up each day, and would go first."""
    counted: list[timedelta] = []
    for hour in range(24 * 14):
        now = NOW + hour * HOUR
        how = standing(limit=limit, counted=tuple(counted))
        others = [Due(f"s{day}", AFTER, NOW + day * DAY, NOW + (day + 5) * DAY) for day in range(hour // 24 + 1)]
        verdicts = decide(now, [Due("q", QUOTATION, now, FAR, since=NOW), *others], how, after_downtime=False)
        goes = [one.due.id for one in verdicts if one.what == "go"]
        if goes:
            counted.append(now - NOW)
        if "q" in goes:
            break
    assert "q" in goes and len(counted) > 1, counted


BECAME = Kind("became", 4, counts=True, patient=True, rises=True, owed=True)


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_what_came_of_somebodys_words_waits_for_a_fortnight_at_most_also_beside_what_is_sent_for_a_date(
    limit: int,
) -> None:
    """An offer, a note about a session and a question to ask come up each day, and would take every place."""
    counted: list[timedelta] = []
    for hour in range(24 * 14 + 1):
        now = NOW + hour * HOUR
        how = standing(limit=limit, counted=tuple(counted))
        became = Due("b", BECAME, NOW, FAR, since=NOW)
        asked = Due("q", QUOTATION, NOW - DAY, FAR, since=NOW - 30 * DAY)
        others = [Due(f"s{day}", AFTER, NOW + day * DAY, NOW + (day + 5) * DAY) for day in range(hour // 24 + 1)]
        offer = Due(f"offer{hour // 24}", OFFER, now, now + 10 * DAY)
        owed = [became] if became.is_owed(now) else []
        first = behind_owed(now, offer, how, owed)  # what is sent to many is laid at any moment, also before the rest
        if first.what == "go":
            counted.append(now - NOW)
            how = standing(limit=limit, counted=tuple(counted))
        verdicts = decide(now, [became, asked, *others], how, after_downtime=False, dated=[offer])
        goes = [one.due.id for one in verdicts if one.what == "go"]
        counted += [now - NOW] if goes else []
        if "b" in goes:
            break
    assert "b" in goes and len(counted) > 1, counted


def test_what_is_sent_for_a_date_waits_for_what_is_owed_only_where_that_can_go() -> None:
    offer = Due("offer", OFFER, NOW, FAR)
    owed, fresh = (Due("b", BECAME, NOW, FAR, since=NOW - days * DAY) for days in (7, 6))
    assert said(behind_owed(NOW, offer, standing(), [owed])) == A_DAY
    assert said(behind_owed(NOW, offer, standing(barred="paused"), [owed])) == "paused"
    later = Due("b", BECAME, NOW, NOW, since=NOW - 8 * DAY)  # of no use any more
    assert said(behind_owed(NOW, offer, standing(), [later])) == "go"
    for one, wanted in ((owed, "go"), (fresh, A_DAY)):
        (verdict,) = decide(NOW, [one], standing(counted=(-3 * DAY,)), after_downtime=False, dated=[offer])
        assert said(verdict) == wanted


def test_what_is_sent_for_a_date_waits_for_the_note_that_we_may_write_first_again() -> None:
    opens = Due("o", OPENS, NOW, FAR)
    assert opens.goes_first(NOW)
    assert said(behind_owed(NOW, Due("offer", OFFER, NOW, FAR), standing(), [opens])) == BETWEEN
    assert said(behind_owed(NOW, Due("offer", OFFER, NOW, NOW + HOUR), standing(), [opens])) == "go"  # or too late
    assert said(behind_owed(NOW, Due("offer", OFFER, NOW, FAR), standing(talking=HOUR), [opens])) == HOUR


def test_what_waits_long_gives_way_to_what_is_sent_for_a_date_and_to_an_agreed_session_as_ever() -> None:
    long_ago = NOW - 20 * DAY
    asked = Due("q", QUOTATION, NOW, FAR, since=long_ago)
    (verdict,) = decide(NOW, [asked], standing(), after_downtime=False, dated=[Due("offer", OFFER, NOW, FAR)])
    assert said(verdict) == A_DAY
    verdicts = decide(NOW, [asked, Due("r", REMINDER, NOW, FAR)], standing(), after_downtime=False)
    assert {one.due.id: said(one) for one in verdicts} == {"r": "go", "q": A_DAY}
    assert [Due("q", QUOTATION, NOW, FAR, since=NOW - days * DAY).rank(NOW) for days in (-1, 1, 2, 6, 60)] == [
        *(5, 5, 4, 2, 2),
    ]
    assert Due("q", QUOTATION, NOW, FAR, since=None).rank(NOW) == 5
    assert first_from(NOW, QUOTATION) == NOW + 6 * DAY


def test_on_a_bank_holiday_goes_only_what_was_agreed() -> None:
    good_friday = datetime(2026, 4, 3, 10, 0, tzinfo=UTC)
    found = {}
    for nation in ("england", "scotland"):
        for kind in (FIT, REMINDER):
            due = Due("a", kind, good_friday, good_friday + 7 * DAY)
            (verdict,) = decide(good_friday, [due], standing(nation=nation), after_downtime=False)
            found[nation, kind.story] = said(verdict, good_friday)
    assert found == {
        ("england", "fit"): DAY - 2 * HOUR,  # at nine in summer time
        ("england", "session_reminder"): "go",
        ("scotland", "fit"): DAY - 2 * HOUR,
        ("scotland", "session_reminder"): "go",
    }


# --- whatever chance brings

KINDS = (REMINDER, CHANGED, ASKED, FIT, DIGEST, Kind("reflection", 6, counts=True), Kind("news", 2, counts=False))
HOURS = (
    ("", "09:00", "17:00"),
    ("mon,wed", "22:00", "06:00"),
    ("fri", "10:00", "10:00"),
    ("sun,tue", "00:30", "02:15"),
)
moments = st.integers(-20 * 24 * 60, 20 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))
dues = st.lists(
    st.builds(
        lambda kind, due_at, useful: (kind, due_at, due_at + useful),
        st.sampled_from(KINDS),
        moments.filter(lambda at: at <= NOW),
        st.integers(1, 40 * 24).map(lambda hours: hours * HOUR),
    ),
    max_size=8,
).map(lambda rows: [Due(str(number), *row) for number, row in enumerate(rows)])
past = st.lists(moments.filter(lambda at: at <= NOW), max_size=5)


@settings(deadline=None, max_examples=300)
@given(
    dues,
    past,
    st.integers(0, 3),
    st.sampled_from(HOURS),
    st.sampled_from(("", "", "", "paused", "stopped", "open_concern", "not_agreed")),
    st.one_of(st.none(), st.integers(0, 30)),
    st.booleans(),
    st.integers(-100, 100),
)
def test_the_rule_whatever_is_due(
    planned: list[Due],
    counted: list[datetime],
    limit: int,
    hours: tuple[str, str, str],
    barred: str,
    talking: int | None,
    after_downtime: bool,
    shift: int,
) -> None:
    now = NOW + shift * HOUR  # also before some of it was planned: a clock that ran back
    how = standing(barred=barred, limit=limit, days=hours[0], since=hours[1], until=hours[2])
    rest = max((at + A_DAY for at in counted), default=now)
    talk = None if talking is None else now + timedelta(minutes=talking)
    how = Standing(barred, talk, limit, counted, rest, now, how.next_hours)
    verdicts = decide(now, planned, how, after_downtime=after_downtime)
    assert sorted(one.due.id for one in verdicts) == sorted(one.id for one in planned)  # exactly one verdict each
    goes = [one for one in verdicts if one.what == "go"]
    waits = [one for one in verdicts if one.what == "wait"]
    stand = [one for one in waits if one.why == barred and one.due.kind.by_hand]
    assert len(goes) <= 1
    for one in goes:
        kind = one.due.kind
        inside = may_write(now, "Europe/London", *hours)
        assert inside or (kind.urgent and one.silent)
        assert one.due.useful_until > now and not barred
        week = [at for at in counted if at > now - A_WEEK]
        assert not kind.counts or (len(week) < limit and all(at + A_DAY <= now for at in counted))
        assert kind.agreed or talk is None or talk <= now
    assert all(one.at is not None and now < one.at <= one.due.useful_until for one in waits)
    assert all(one.why for one in verdicts if one.what == "lapse")
    assert not after_downtime or len(goes) + len(waits) - len(stand) <= 1


# --- bank holidays and the team
