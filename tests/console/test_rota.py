"""Who is on duty: what follows from the hours, changing them, and the help cards; and a phone that was lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.foreseen import Foreseen
from console.fortnight import Shown, counted
from storage import doors, help_card, profiles
from storage.database import Transaction
from tests.console.concern_scene import HOURS
from tests.console.office import Browser, Office
from tests.console.records import Records
from tests.console.test_hostile import ABSURD


@pytest.fixture
async def sam(office: Office) -> Browser:
    """A lead from Monday to Friday, and Cora, who stands in."""
    sam, cora = await office.staff("safeguarding-lead"), await office.hire("coordinator", "Cora")
    assert sam.who is not None
    who = sam.who.id

    def set_up(tx: Transaction) -> None:
        profiles.keep(tx, who, {**HOURS, "deputy_id": cora.id})
        profiles.keep(tx, cora.id, {"contact_days": "fri", "contact_from": "09:00", "contact_until": "12:00"})

    await office.do(set_up)
    return sam


async def test_it_says_who_would_be_told_at_three_on_sunday_and_what_the_person_hears(sam: Browser) -> None:
    page = await sam.get("/rota")
    for words in (
        "If somebody asked for a person on Sunday 8 March 2026, 03:00",
        "Sunday 8 March 2026, 03:00: Sam, as the first to be asked.",
        "Monday 9 March 2026, 09:15: Cora, as who stands in, unless somebody is on it by then.",
        "10:00: nobody, for the admins would be told, and there is none.",
        "They are told that they should hear by Monday 9 March 2026, 13:00.",
        "From Friday 6 March 2026, 17:00 to Monday 9 March 2026, 09:00",
        "3 April 2026: Sam, Cora would read on that weekday and do not. Nobody reads.",
    ):
        assert words in page.text, words
    page = await sam.get("/rota?day=tomorrow&time=10am")
    assert "Tuesday 3 March 2026, 10:00: Sam" in page.text and "Somebody reads at that time." in page.text
    assert len((await sam.get("/rota?day=nonsense&time=99")).errors) == 2
    page = await sam.get("/rota?day=28/03/2027&time=01:30")
    assert "That is 02:00, because the clocks go forward that night" in page.text and "27, 02:00" in page.text


async def test_hours_a_stand_in_and_a_nation_are_changed_and_whoever_stands_in_hears(
    office: Office, sam: Browser
) -> None:
    dora = await office.hire("coordinator", "Dora")
    assert sam.who is not None
    path = f"/rota/{sam.who.id}"
    await sam.get(path)
    told = {"days": ["mon", "sun"], "since": "8am", "until": "half past four", "deputy": dora.id, "nation": "scotland"}
    assert (await sam.post(path, told)).status == 303
    page = await sam.follow()
    assert "Monday, Sunday08:00 to 16:30DoraScotland" in page.text
    (row,) = await office.rows("SELECT payload FROM outbox WHERE person_id = :id", id=dora.id)
    assert "stand in" in row["payload"]
    await sam.get(path)
    assert (await sam.post(path, {"deputy": dora.id, "nation": "scotland"})).status == 303
    assert "Before a partner is invited, the programme still needs" in (await sam.follow()).text
    assert "The programme needs a safeguarding lead's hours." in (await sam.get("/")).text


async def test_absurd_hours_are_refused_and_come_back(office: Office, sam: Browser) -> None:
    assert sam.who is not None
    path = f"/rota/{sam.who.id}"
    await sam.get(path)
    for text in ABSURD:
        page = await sam.post(path, {"days": "mon", **dict.fromkeys(("since", "until", "deputy", "nation"), text)})
        assert page.status == 422 and "Choose a nation." in page.errors
    assert "09:00 to 17:00" in (await sam.get("/rota")).text


async def test_the_same_time_twice_is_asked_about_and_a_whole_day_is_called_so(office: Office, sam: Browser) -> None:
    assert sam.who is not None
    path, told = f"/rota/{sam.who.id}", {"days": ["mon"], "deputy": "", "nation": "wales"}
    await sam.get(path)
    page = await sam.post(path, {**told, "since": "9am", "until": "9am"})
    assert page.status == 422 and "which would be day and night" in page.errors[0]
    page = await sam.post(path, {**told, "since": "", "until": ""})
    assert [one.split(",")[0] for one in page.errors] == [
        f"Type {one} when they read on those days" for one in ("from", "until")
    ]
    assert (await sam.post(path, {**told, "since": "18:00", "until": "24:00"})).status == 303
    assert "Monday18:00 to 00:00" in (await sam.follow()).text
    await sam.get(path)
    assert (await sam.post(path, {**told, "since": "00:00", "until": "midnight"})).status == 303
    assert "MondayThe whole day" in (await sam.follow()).text


async def test_a_lead_is_not_said_to_stand_in_where_nobody_does(office: Office, sam: Browser) -> None:
    assert sam.who is not None
    await office.do(lambda tx: profiles.keep(tx, sam.who.id if sam.who else "", {"deputy_id": None}))
    page = await sam.get("/rota")
    assert "Sam, as a safeguarding lead, because nobody is named who stands in" in page.text


async def test_a_number_is_looked_at_once_more_before_it_is_live(office: Office, sam: Browser) -> None:
    path = "/help-cards/wales"
    page = await sam.get(path)
    assert "Last checked: never" in page.text and "call 111" in page.text
    page = await sam.look_first(f"{path}/correct", {"line": "samaritans", "number": "116 124"})
    assert page.heading == "Is this right?" and "Samaritans: call 116 124" in page.text
    assert "116 123" in (await sam.get(path)).text
    await sam.post(f"{path}/correct", {"line": "samaritans", "number": "116 124", "sure": "yes"})
    assert "It is live" in (await sam.follow()).text and "Samaritans: call 116 124" in sam.page.text
    page = await sam.post(f"{path}/correct", {"line": "life", "number": "000"})
    assert page.errors == ["When a life is in danger, only 999 and 112 are answered there."]
    page = await sam.look_first(f"{path}/correct", {"line": "life", "number": "112"})
    assert "Now it has 999 From now on 112" in " ".join(page.text.split())
    await sam.post(f"{path}/check")
    page = await sam.follow()
    assert "Last checked: 2 March 2026 by Sam." in page.text
    assert "Sam checked every number." in page.text and "Sam changed the line: Samaritans." in page.text
    assert "Wants checking" in (await sam.get("/help-cards")).text
    assert "Not checked for three months: England, Scotland, Northern Ireland" in (await sam.get("/")).text


async def test_what_is_no_number_never_gets_onto_a_card(office: Office, sam: Browser) -> None:
    await sam.get("/help-cards/wales")
    for text in ABSURD[::2]:
        for line, sure in (("life", ""), ("life", "yes"), (text, "yes")):
            if not any(letter.isdecimal() for letter in text) or line == text or len(text) > 30:
                said = {"line": line, "number": text, "sure": sure}
                assert (await sam.post("/help-cards/wales/correct", said)).status == 422
    assert await office.do(lambda tx: help_card.numbers(tx, "wales")) == {}
    assert (await sam.get("/help-cards/atlantis")).status == 404
    assert (await sam.post("/help-cards/atlantis/check")).status == 404


async def test_a_phone_is_locked_and_opened_again(office: Office, cora: Browser) -> None:
    records = Records(office)
    await records.fill()
    path, eve = f"/people/{records.ids['without_concern']}", records.ids["without_concern"]
    await cora.get(path)
    assert (await cora.post(f"{path}/unlock-phone")).status == 404
    await cora.post(f"{path}/lock-phone")
    assert "Phone locked" in (await cora.follow()).text
    there = await office.do(lambda tx: doors.telegram_of(tx, eve))
    assert there is not None and there.locked_at
    await cora.post(f"{path}/unlock-phone")
    (told,) = await office.rows("SELECT payload FROM outbox WHERE reason = 'chat_unlocked'")
    assert "A note from Voices. This chat is open again." in told["payload"]
    page = await cora.follow()
    assert "They go on by writing something in it." in page.text and "Phone locked" not in page.text


def test_what_reads_alike_in_a_fortnight_is_counted() -> None:
    one = Foreseen(datetime(2026, 3, 2, tzinfo=UTC), "stays", "quotation", "week_is_full")
    waits = [Shown(each, None, "09:00", each.kind, each.why, None) for each in (one, replace(one, kind="fit"), one)]
    assert [(each.called, each.times) for each in counted(waits)] == [("quotation", 2), ("fit", 1)]


async def test_a_fortnight_is_shown_by_day_with_its_words_and_nothing_is_sent(office: Office, cora: Browser) -> None:
    records = Records(office)
    await records.fill()
    before = await office.rows("SELECT id FROM outbox")
    page = await cora.get(f"/people/{records.ids['without_concern']}/fortnight")
    assert page.heading == "What Eve gets in the next 14 days"
    assert "Monday 2 March 2026" in page.text and "A note from Voices. It is about a learning group" in page.text
    page = await cora.get(f"/people/{records.ids['with_concern']}/fortnight")
    assert "ecause they asked for a person, and nobody of the team has let us write first again" in page.text
    assert "This is worked out as if it stayed as it is now: they asked for a person" in page.text
    assert await office.rows("SELECT id FROM outbox") == before
    assert await office.rows("SELECT id FROM audit WHERE action = 'fortnight_looked_at'")
    assert (await cora.get(f"/people/{records.ids['staff']}/fortnight")).status == 404


async def test_hours_without_a_day_and_numbers_that_nobody_can_dial_are_not_kept(office: Office) -> None:
    sam = await office.staff("safeguarding-lead")
    assert sam.who is not None
    hours = {"since": "9:00", "until": "17:00", "deputy": "", "nation": "wales"}
    for days, said in (([], "Choose the days on which these hours are."), (["xyz"], "Choose days from Monday")):
        await sam.get(f"/rota/{sam.who.id}")
        page = await sam.post(f"/rota/{sam.who.id}", {**hours, "days": days})
        assert page.status == 422 and said in page.text
    await sam.get("/help-cards/wales")
    for number in ("javascript:alert(1)", "call 999", "1 or 2", "0", "99", "9" * 16):
        page = await sam.post("/help-cards/wales/correct", {"line": "life", "number": number, "sure": "yes"})
        assert page.status == 422 and "Type only the number, in digits and spaces" in page.text
    for sure in ("", "yes"):
        page = await sam.post("/help-cards/wales/correct", {"line": "own", "number": "\u200b", "sure": sure})
        assert page.status == 422 and "nothing in this that anybody sees" in page.errors[0]
