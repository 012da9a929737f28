"""A group and a pairing end: whoever cannot hear so from us is named until a person has told them, or we can."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.conversations import STORIES
from bot.fortnight import Book
from bot.jobs import due
from storage import groups, nudges, people, sessions
from storage.database import Transaction
from tests.console import answered
from tests.console.agreed import agreed
from tests.console.office import TEXTS, Browser, Office
from tests.console.records import Records

DAY = timedelta(days=1)
OVER = {"group": "and the group Circle is over", "pairing": "and the pairing of Ana and Ben is over"}


async def meeting(office: Office, what: str, first: timedelta = DAY) -> Records:
    """Records in which this group or pairing meets tomorrow, or `first` else, and in eight days, as everybody knows."""
    records, now = Records(office), office.clock.now()
    await records.fill()
    await agreed(office, records)

    def unit(tx: Transaction) -> None:
        sessions.becomes(tx, records.ids["session"], "held")
        for done in ("session", "pairing"):
            nudges.withdraw_about(tx, now, records.ids[done], "done")
        for who in ("with_concern", "without_concern", "leader"):
            answered.agree(tx, now, records.ids[who], "take_part")
            groups.say(tx, records.ids["group"], records.ids[who], "yes")
        for wait in (first, 8 * DAY):
            plan = partial(sessions.plan, tx, now, starts_at=now + wait, timezone="Europe/London")
            _ = plan(group_id=records.ids[what]) if what == "group" else plan(pairing_id=records.ids[what])

    await office.do(unit)
    return records


async def ended(office: Office, cora: Browser, records: Records, what: str) -> str:
    """End it as its page does; the page's address."""
    path = f"/{what}s/{records.ids[what]}"
    page = await cora.get(f"{path}/end" if what == "group" else path)
    form = {name: value for name, value in page.forms[f"/console{path}/end"].items() if name == "cancels"}
    assert (await cora.post(f"{path}/end", form)).status == 303
    await cora.follow()
    return path


def _back(tx: Transaction, now: datetime, person_id: str) -> None:
    """They write again, after a pause or after they had blocked us."""
    person = people.by_id(tx, person_id)
    assert person is not None
    people.seen(tx, now, person)
    people.carry_on(tx, person_id)


async def written_in_the_next_days(office: Office, person_id: str, days: int = 3) -> list[str]:
    """What is written to somebody of our own accord in the next minute, and while so many days pass."""
    for minutes in (1, *[60] * 24 * days):
        office.clock.advance(60 * minutes)
        now = office.clock.now()
        await office.do(lambda tx, now=now: due.write_to(tx, now, Book(TEXTS, STORIES), person_id, None))  # type: ignore[misc]
    rows = await office.rows("SELECT reason FROM outbox WHERE person_id = :id ORDER BY id", id=person_id)
    return [row["reason"] for row in rows]


@pytest.mark.parametrize("what", ["group", "pairing"])
async def test_whoever_cannot_hear_that_it_is_over_is_named_until_a_person_has_told_them(
    what: str, office: Office, cora: Browser
) -> None:
    records = await meeting(office, what)
    ana = records.ids["with_concern"]
    path = await ended(office, cora, records, what)
    assert "hear of it, unless this page says below that they do not." in cora.page.text
    named = "Voices does not write to these people that it is over. Tell them yourself: Ana: they asked for a person"
    assert named in cora.page.text and "Eve:" not in cora.page.text and "Ben:" not in cora.page.text
    line = f"I have told them Ana: the session Tuesday 3 March 2026, 09:00 was cancelled, {OVER[what]}"
    assert line in (await cora.get("/")).text
    assert await written_in_the_next_days(office, ana, days=0) == []
    await cora.post(next(form for form in cora.page.forms if form.endswith(f"/told/{ana}")))
    assert line not in (await cora.get("/")).text and "Tell them yourself" not in (await cora.get(path)).text
    rows = await office.rows("SELECT why FROM nudges WHERE person_id = :id AND kind LIKE '%_ended'", id=ana)
    assert [row["why"] for row in rows] == ["told_by_hand"]


@pytest.mark.parametrize("what", ["group", "pairing"])
async def test_whoever_did_not_hear_before_its_hour_that_a_session_is_off_stands_on_today_until_told(
    what: str, office: Office, cora: Browser
) -> None:
    records = await meeting(office, what)
    ana = records.ids["with_concern"]
    path = await ended(office, cora, records, what)
    assert await written_in_the_next_days(office, ana, days=2) == []
    assert cora.who is not None
    cora = await office.sign_in(cora.who)
    line = f"I have told them Ana: the session Tuesday 3 March 2026, 09:00 was cancelled, {OVER[what]}"
    assert line in (await cora.get("/")).text and "Tell them yourself: Ana" in (await cora.get(path)).text
    await cora.get("/")
    await cora.post(next(form for form in cora.page.forms if form.endswith(f"/told/{ana}")))
    assert line not in (await cora.get("/")).text and "Tell them yourself" not in (await cora.get(path)).text


@pytest.mark.parametrize("hours", [2, 24])
@pytest.mark.parametrize(("what", "who"), [("group", "without_concern"), ("pairing", "leader")])
async def test_whoever_can_be_written_to_hears_once_that_it_is_over(
    what: str, who: str, hours: int, office: Office, cora: Browser
) -> None:
    records = await meeting(office, what, first=timedelta(hours=hours))
    await ended(office, cora, records, what)
    assert await written_in_the_next_days(office, records.ids[who]) == [f"nudge_{what}_ended"]


@pytest.mark.parametrize("blocked", [False, True])
@pytest.mark.parametrize(("what", "who"), [("group", "without_concern"), ("pairing", "leader")])
async def test_whoever_is_back_in_time_hears_that_they_need_not_come_and_that_it_is_over(
    what: str, who: str, blocked: bool, office: Office, cora: Browser
) -> None:
    records, now = await meeting(office, what), office.clock.now()
    person_id = records.ids[who]
    if blocked:
        await office.do(lambda tx: people.unreachable(tx, now, person_id, "Forbidden: bot was blocked by the user"))
    else:
        await office.do(lambda tx: people.pause(tx, now, person_id))
    await ended(office, cora, records, what)
    assert ("Telegram cannot reach them" if blocked else "they have paused") in cora.page.text
    assert await written_in_the_next_days(office, person_id, days=0) == []
    await office.do(partial(_back, now=office.clock.now(), person_id=person_id))
    assert await written_in_the_next_days(office, person_id) == ["nudge_session_changed", f"nudge_{what}_ended"]


async def test_a_session_that_was_planned_after_the_page_was_drawn_is_not_cancelled_unnamed(
    office: Office, cora: Browser
) -> None:
    records, now = await meeting(office, "group"), office.clock.now()
    group = records.ids["group"]
    path = f"/groups/{group}/end"
    page = await cora.get(path)
    shown = {"cancels": page.forms[f"/console{path}"]["cancels"]}
    await office.do(
        lambda tx: sessions.plan(tx, now, group_id=group, starts_at=now + 9 * DAY, timezone="Europe/London")
    )
    page = await cora.post(path, shown)
    assert "Nothing was done, because this has changed since you opened the page." in page.text
    assert "A session is planned for Wednesday 11 March 2026, 09:00 by now, which was not named here." in page.text
    assert "These 3 sessions are cancelled" in page.text
    assert {row["state"] for row in await office.rows("SELECT state FROM sessions WHERE group_id IS NOT NULL")} == {
        "planned"
    }
    assert (await cora.post(path, {"cancels": page.forms[f"/console{path}"]["cancels"]})).status == 303
