"""A form that is sent several times is done once, and each time gets the same answer."""

from __future__ import annotations

import asyncio

import httpx2

from tests.console.office import FROM_HERE, Browser, Office
from tests.console.records import Records

INVITED = {"name": "Ursula", "role": "leader", "organisation": ""}


async def pressed(browser: Browser, path: str, form: dict[str, str], times: int = 10) -> list[tuple[int, str]]:
    """Where each of so many presses at once leads."""
    told, where = {"key": browser.key, **form}, f"/console{path}"
    sent = (browser.client.post(where, data=told, headers=FROM_HERE) for _ in range(times))
    return [await _led(browser, one) for one in await asyncio.gather(*sent)]


async def _led(browser: Browser, answer: httpx2.Response) -> tuple[int, str]:
    """To the page of what is to be mended, or where that press led."""
    where = answer.headers.get("location", answer.text)
    return ((await browser.client.get(where)).status_code, "") if "refused=" in where else (answer.status_code, where)


async def done(office: Office, action: str) -> int:
    return len(await office.rows("SELECT id FROM audit WHERE action = :action", action=action))


async def test_ten_presses_at_once_are_one_and_a_new_page_is_a_new_press(office: Office, cora: Browser) -> None:
    records = Records(office)
    await records.fill()
    form = {"fate": "read", "answer": records.ids["answer"]}
    await cora.get("/fates")
    assert set(await pressed(cora, "/fates", form)) == {(303, "/console/fates?said=fates_noted")}
    before = await done(office, "fate_noted")
    assert set(await pressed(cora, "/fates", form, 2)) == {(303, "/console/fates?said=fates_noted")}
    assert await done(office, "fate_noted") == before
    await pressed(cora, "/fates", form | {"fate": "kept"})
    assert await done(office, "fate_noted") == before + 1
    await cora.get("/fates")
    await pressed(cora, "/fates", form)
    assert await done(office, "fate_noted") == before + 2


async def test_what_has_to_be_mended_is_asked_for_each_time_and_a_code_is_made_once(
    office: Office, cora: Browser
) -> None:
    await cora.get("/invites")
    assert [status for status, _ in await pressed(cora, "/invites", {"role": "nonsense"}, 3)] == [422] * 3
    assert len(set(await pressed(cora, "/invites", INVITED, 3))) == 1
    assert len(await office.rows("SELECT id FROM invites")) == 1


async def test_whoever_may_not_any_more_gets_no_answer_of_an_earlier_press(office: Office, cora: Browser) -> None:
    await cora.get("/invites")
    await pressed(cora, "/invites", INVITED, 1)
    await office.do(lambda tx: tx.run("UPDATE sign_ins SET ended_at = signed_in_at, ended_why = 'signed_out'"))
    ((status, _),) = await pressed(cora, "/invites", INVITED, 1)
    assert status == 401


async def test_what_was_done_is_known_after_a_new_start_and_beside_us(office: Office, cora: Browser) -> None:
    records = Records(office)
    await records.fill()
    form = {"fate": "read", "answer": records.ids["answer"]}
    await cora.get("/fates")
    await pressed(cora, "/fates", form, 1)
    before = await done(office, "fate_noted")
    office.start_anew()
    assert await pressed(cora, "/fates", form, 2) == [(303, "/console/fates?said=fates_noted")] * 2
    assert await done(office, "fate_noted") == before
    await cora.get("/invites")
    await pressed(cora, "/invites", INVITED, 1)
    many = len(await office.rows("SELECT id FROM invites"))
    office.start_anew()
    ((status, where),) = await pressed(cora, "/invites", INVITED, 1)
    assert status == 303 and "There is an invite already" in (await cora.get(where)).text
    assert len(await office.rows("SELECT id FROM invites")) == many
    web = INVITED | {"on_web": "yes"}
    await pressed(cora, "/invites", web, 1)
    many = len(await office.rows("SELECT id FROM people"))
    office.start_anew()
    ((status, told),) = await pressed(cora, "/invites", web, 1)
    assert status == 409 and "That was done already" in told
    assert len(await office.rows("SELECT id FROM people")) == many
    ((status, _),) = await pressed(cora, "/invites", {"role": "nonsense"}, 1)
    assert (status, len(await office.rows("SELECT press FROM presses"))) == (422, 3)


async def test_a_permission_on_paper_is_written_down_once_however_often(office: Office, cora: Browser) -> None:
    records = Records(office)
    await records.fill()
    path = f"/people/{records.ids['with_concern']}/permission"
    form = {"purpose": "share_learning", "language": "en", "said": "yes", "paper": "Folder 3"}
    await cora.get(path)
    assert {status for status, _ in await pressed(cora, path, form | {"paper": ""}, 2)} == {422}
    assert {status for status, _ in await pressed(cora, path, form, 3)} == {303}
    office.start_anew()
    assert {status for status, _ in await pressed(cora, path, form, 1)} == {303}
    await cora.get(path)  # and Back, and once more
    assert {status for status, _ in await pressed(cora, path, form, 1)} == {303}
    assert await done(office, "consent_recorded") == 1
    office.clock.advance(24 * 3600 - 1)
    assert {status for status, _ in await pressed(cora, path, form | {"said": "no"}, 1)} == {401}
