"""Two tabs: what a colleague did after a page was drawn is said before anything is done from it, with what was typed;
what was looked at is sent once; and no form of a page that was there is answered with: there is no such page."""

from __future__ import annotations

from typing import Any

from storage import tags
from storage.values import instant
from tests.console.office import Browser, Office
from tests.console.records import Records
from tests.console.reported import QUOTED, REPORT, Reported
from tests.console.seen import Page
from tests.console.test_fates import say_some
from tests.console.test_reporting import begin


async def press(browser: Browser, tab: Page, where: str, typed: dict[str, Any] | None = None) -> Page:
    """Send a form as it stands in a tab that has been open for a while, with this typed: the page to which it leads."""
    address = next(one for one in tab.forms if one.endswith(where))
    page = await browser.post(address, {**tab.forms[address], **(typed or {})})
    return await browser.follow() if page.status == 303 else page


def looked(page: Page) -> dict[str, str]:
    """What the button below a look sends along; the form of that page stands further down at the same address."""
    return {"sure": "yes", "look": str(page.answer.url).partition("look=")[2]}


async def two_leads(office: Office) -> tuple[str, Browser, Browser]:
    """Where a concern stands that nobody is on, and the browsers of a lead and of a coordinator who was handed it."""
    records = Records(office)
    await records.fill()
    sam, cora = await office.staff("safeguarding-lead"), await office.staff("coordinator")
    assert sam.who is not None
    return f"/concerns/{records.ids['concern']}", sam, cora


async def handed(path: str, sam: Browser, cora: Browser) -> None:
    """Sam asks Cora to take it over, and she does."""
    assert cora.who is not None
    await sam.get(path)
    await sam.post(f"{path}/hand-over", {"to": cora.who.id})
    await press(cora, await cora.get(path), "/take")


async def test_a_stale_page_takes_nothing_from_whoever_is_on_it_and_says_who_that_is(office: Office) -> None:
    path, sam, cora = await two_leads(office)
    tab = await sam.get(path)
    await handed(path, sam, cora)
    done = "You asked Cora to take it over at 09:00. Cora has been on it since 09:00."
    page = await press(sam, tab, "/take")
    assert page.status == 422 and done in page.text and "I take it over" in page.text, page.text
    page = await press(sam, tab, "/hand-over", {"to": cora.who.id if cora.who else ""})
    assert page.status == 422 and "Cora has been on it since 09:00." in page.text
    said = {"because": "answered", "outcome": "We spoke at ten.", "lift": "no"}
    page = await press(sam, tab, "/close", said)
    assert page.status == 422 and "Cora has been on it since 09:00." in page.text and "You have" not in page.text
    assert page.forms[f"/console{path}/close"]["outcome"] == "We spoke at ten."
    page = await press(sam, tab, "/tell", {"told": "Somebody rings you at noon, I promise.", "sure": "yes"})
    assert page.status == 422 and "at noon, I promise." in page.text
    (one,) = await office.rows("SELECT owner_id, closed_at FROM concerns WHERE id = :id", id=path.rpartition("/")[2])
    assert cora.who is not None and (one["owner_id"], one["closed_at"]) == (cora.who.id, None)
    assert await office.rows("SELECT id FROM concern_notes") == []
    page = await press(sam, await sam.get(path), "/hand-over", {"to": cora.who.id})
    assert page.errors == ["That is not possible: they are on it, or asked for it themselves."]
    page = await press(sam, await press(sam, tab, "/close", said), "/close", said)  # all the same
    assert "It is closed, with your name beside it." in page.text and "Who closed it" in page.text
    sql = "SELECT payload FROM outbox WHERE person_id = :id ORDER BY id DESC"
    assert "Sam has closed it." in (await office.rows(sql, id=cora.who.id))[0]["payload"]
    page = await press(sam, tab, "/take")
    assert page.status == 409 or "You closed it at 09:00." in page.text


async def test_whoever_is_on_it_no_more_is_told_so_and_keeps_their_words(office: Office) -> None:
    path, sam, cora = await two_leads(office)
    await handed(path, sam, cora)
    tab, own, second = await cora.get(path), await sam.get(path), await sam.get(path)
    page = await press(sam, own, "/take")
    assert "It is yours now." in page.text
    page = await press(sam, second, "/take")
    assert page.status == 422 and "You have been on it since 09:00." in page.text
    page = await press(cora, tab, "/note", {"was_done": "Rang at ten, nobody was there."})
    assert page.status == 422 and "Sam has been on it since 09:00." in page.text
    assert "Rang at ten, nobody was there." in page.html
    page = await sam.get(path)
    assert "Open Voices does not write to them first" in page.text
    await sam.post(f"{path}/lift", {"sure": "yes"})
    page = await press(sam, own, "/lift", {"sure": "yes"})
    assert page.status == 422 and "You let Voices write to them first again at 09:00." in page.text


async def test_closing_past_ones_own_asking_is_said_first_and_whoever_was_asked_hears_of_the_end(
    office: Office,
) -> None:
    path, sam, cora = await two_leads(office)
    assert cora.who is not None
    tab = await sam.get(path)
    await press(sam, await sam.get(path), "/hand-over", {"to": cora.who.id})
    said = {"because": "answered", "outcome": "We spoke at ten.", "lift": "no"}
    page = await press(sam, tab, "/close", said)
    assert page.status == 422 and "You asked Cora to take it over at 09:00." in page.text
    assert "It is closed, with your name beside it." in (await press(sam, page, "/close", said)).text
    sql = "SELECT payload FROM outbox WHERE person_id = :id ORDER BY id DESC"
    assert "Sam has closed it." in (await office.rows(sql, id=cora.who.id))[0]["payload"]


async def test_what_was_looked_at_is_sent_once_and_the_same_note_kept_twice_only_if_it_is_meant(office: Office) -> None:
    path, sam, _ = await two_leads(office)
    await sam.get(path)
    first = await sam.look_first(f"{path}/tell", {"told": "I ring on Thursday."})
    second, sure = await sam.get(str(first.answer.url).partition("127.0.0.1")[2]), looked(first)
    assert "It is on its way" in (await press(sam, first, "/tell", sure)).text
    office.start_anew()
    page = await press(sam, second, "/tell", sure)
    assert (page.status, page.heading) == (409, "That was sent already")
    assert "You sent it on Monday 2 March 2026, 09:00, from another page." in page.text
    first = await sam.look_first("/help-cards/england/correct", {"line": "samaritans", "number": "116 124"})
    second = await sam.get(str(first.answer.url).partition("127.0.0.1")[2])
    assert "It is live" in (await press(sam, first, "/correct")).text
    assert (await press(sam, second, "/correct")).heading == "That was sent already"
    note = {"was_done": "Rang at ten, nobody was there."}
    await press(sam, await sam.get(path), "/note", note)
    page = await press(sam, await sam.get(path), "/note", note)
    assert page.errors == ["You kept a note in these words at 09:00. If this is another one, keep it once more."]
    assert len(await office.rows("SELECT id FROM concern_notes")) == 2
    await press(sam, page, "/note")
    assert len(await office.rows("SELECT id FROM concern_notes")) == 3


async def test_nobody_is_written_to_past_what_they_wrote_meanwhile(office: Office) -> None:
    path, sam, _ = await two_leads(office)
    await sam.get(path)
    look = await sam.look_first(f"{path}/tell", {"told": "I ring on Thursday."})
    wrote = {"at": instant(office.clock.now()), "id": path.rpartition("/")[2]}
    await office.do(lambda tx: tx.run("UPDATE concerns SET wrote_at = :at WHERE id = :id", **wrote))
    page = await press(sam, look, "/tell", looked(look))
    assert page.status == 422 and "They have written or asked again since you opened the page." in page.text
    assert "It is on its way" in (await press(sam, page, "/tell", looked(look))).text


async def test_what_somebody_has_answered_meanwhile_is_not_answered_over_them(office: Office, cora: Browser) -> None:
    first, second, third = await say_some(office)
    dora = await office.sign_in(await office.hire("coordinator", "Dora"))
    tab, own = await cora.get("/fates"), await cora.get(f"/fates/{first}")
    led = {"answer": [first, second], "fate": "led_to", "note": "The desk is staffed from eight."}
    await press(dora, await dora.get("/fates"), "/fates", led)
    page = await press(cora, tab, "/fates", {"answer": [first, second, third], "fate": "read", "note": "Thank you."})
    assert "Dora noted “Led to something” at 09:00, of 2 of those that you chose." in page.text and page.status == 422
    assert f'value="{third}"' in page.html and page.forms["/console/fates"]["note"] == "Thank you."
    assert [row["fate"] for row in await office.rows("SELECT fate FROM fates")] == ["led_to", "led_to"]
    await press(cora, page, "/fates", {"answer": third, "fate": "read"})
    page = await press(cora, own, first, {"fate": "read"})
    assert "Dora noted “Led to something” at 09:00." in page.text and page.status == 422
    await press(cora, page, first, {"fate": "read"})  # all the same
    assert [row["fate"] for row in await office.rows("SELECT fate FROM fates ORDER BY id")][2:] == ["read", "read"]
    tab = await dora.get("/fates")
    undo = next(one for one in tab.forms if one.endswith("/undo"))
    await press(cora, await cora.get("/fates"), undo)
    page = await press(dora, tab, undo)
    assert (page.status, page.heading) == (409, "This has changed meanwhile")
    assert "Cora took it back at 09:00. Nobody has heard of it." in page.text


async def test_a_tag_that_is_gone_or_called_otherwise_meanwhile_is_said_so(office: Office, cora: Browser) -> None:
    records, lou = Records(office), await office.staff("learning-partner")
    await records.fill()
    path = f"/tags/{records.ids['tag']}"
    tab, merging = await cora.get(path), await cora.get(path)
    await press(lou, await lou.get(path), "/rename", {"name": "Strength"})
    page = await press(cora, tab, "/rename", {"name": "Power over others"})
    assert page.status == 422 and "Lou gave it another name at 09:00." in page.text
    assert page.heading.startswith("Strength") and page.forms[f"/console{path}/rename"]["name"] == "Power over others"
    (other,) = [row["id"] for row in await office.rows("SELECT id FROM tags WHERE name = 'Trust'")]
    now, answer = office.clock.now(), records.ids["answer"]
    await office.do(lambda tx: tags.put(tx, now, other, answer, 0, 3, records.ids["staff"]))
    await press(lou, await lou.get(path), "/merge", {"into": other})
    for where in ("/rename", "/merge"):
        page = await press(cora, merging, where, {"name": "Power of many", "into": other})
        assert page.status == 409 and "Lou made this tag one with “Trust” at 09:00." in page.text
    assert page.links["See how it stands now"] == "/console/tags"
    assert (await cora.post(f"{path}/rename", {"name": "x"})).status == 404  # of no page that was there


async def test_the_words_of_a_report_are_not_written_over_and_what_is_gone_is_said_so(
    office: Office, filled: Reported, lou: Browser
) -> None:
    report = await begin(lou)
    part, ray = f"{report}/parts/heard", await office.sign_in(await office.hire("learning-partner", "Ray"))
    whole, tab, own = await lou.get(report), await lou.get(part), await lou.get(part)
    asked = await lou.get(f"{report}/delete")
    await press(ray, await ray.get(part), part, {"commentary": "Version A of what we heard."})
    page = await press(lou, tab, part, {"commentary": "Version B of what we heard."})
    assert page.status == 422 and "Ray changed the words in “What we heard” at 09:00." in page.text
    assert "Version A of what we heard." in page.text
    assert page.forms[part]["commentary"] == "Version B of what we heard."
    await press(lou, page, part, {"commentary": "Version A and B."})  # brought together
    assert "Version A and B." in (await ray.get(part)).text
    await lou.post(f"{part}/quote", {"quotation": filled.quotations[QUOTED]})
    use = {"use": (await office.rows("SELECT id FROM quotation_uses"))[0]["id"]}
    gap, other = await lou.get(part), await ray.get(part)
    assert "It does not stand in the report any more." in (await press(ray, other, "/take-out", use)).text
    page = await press(lou, gap, "/take-out", use)
    assert page.status == 409 and "Ray took a quotation out of it at 09:00." in page.text
    page = await press(lou, asked, "/delete")
    assert page.status == 409 and "Ray changed the words in “What we heard” at 09:00." in page.text
    assert "You" not in page.text.partition("Nothing was done")[0].partition("This has changed")[2]
    whole = await lou.get(report)
    await press(ray, await ray.get(report), report, {"title": REPORT, "section": ["method"]})
    page = await press(lou, own, part, {"commentary": "Version C of what we heard."})
    assert page.status == 409 and "Ray took this part out of the report at 09:00." in page.text
    page = await press(lou, whole, report, {"title": REPORT, "section": ["reach", "heard"]})
    assert page.status == 422 and "Ray changed its title, days or parts at 09:00." in page.text
    await press(ray, await ray.get(f"{report}/delete"), "/delete")
    for where, typed in ((report, {"title": "Another title"}), ("/move", {"section": "reach", "way": "up"})):
        page = await press(lou, whole, where, typed)
        assert page.status == 409 and "Ray deleted this report at 09:00." in page.text, where
    page = await press(lou, own, part, {"commentary": "Version D of what we heard."})
    assert page.status == 409 and "Version D of what we heard." in page.html
