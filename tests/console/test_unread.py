"""What the person of a concern wrote or asked after a page of it was drawn is read before anything is done from there,
and a page that comes back says whether it can be done at all."""

from __future__ import annotations

from datetime import timedelta

from storage import concern_asked, concerns
from tests.console.office import Office
from tests.console.test_meanwhile import handed, looked, press, two_leads

READ_FIRST = "They have written or asked again since you opened the page. Look at that first."
SAID = {"because": "no_concern", "outcome": "We spoke at ten.", "lift": "no"}


async def writes(office: Office, path: str) -> None:
    """Whoever the concern is about writes, a minute later, as in the chat."""
    office.clock.advance(timedelta(minutes=1))
    concern_id = path.rpartition("/")[2]
    (whose,) = await office.rows("SELECT person_id FROM concerns WHERE id = :id", id=concern_id)
    await office.do(lambda tx: concern_asked.wrote(tx, office.clock.now(), whose["person_id"]))


async def stands(office: Office, path: str) -> tuple[bool, bool, bool]:
    """Whether somebody is on it, whether the person waits for an answer, and whether it is closed."""
    sql = "SELECT owner_id, waiting_since, closed_at FROM concerns WHERE id = :id"
    (row,) = await office.rows(sql, id=path.rpartition("/")[2])
    return row["owner_id"] is not None, row["waiting_since"] is not None, row["closed_at"] is not None


async def test_a_concern_is_not_closed_over_words_that_nobody_has_read_though_others_were_answered(
    office: Office,
) -> None:
    path, sam, _ = await two_leads(office)
    await press(sam, await sam.get(path), "/take")
    await writes(office, path)
    tab = await sam.get(path)
    await writes(office, path)
    page = await press(sam, tab, "/close", {**SAID, "asked_since": "yes"})
    assert (
        page.status == 422 and READ_FIRST in page.text and "They wrote last on Monday 2 March 2026, 09:02" in page.text
    )
    assert await stands(office, path) == (True, True, False)
    assert page.forms[f"/console{path}/close"]["outcome"] == SAID["outcome"]
    page = await press(sam, tab, "/note", {"was_done": "Rang at nine.", "spoken": "yes"})
    assert page.status == 422 and READ_FIRST in page.text and "Rang at nine." in page.html
    assert (await stands(office, path))[1]
    page = await press(sam, await press(sam, tab, "/close", SAID), "/close", {**SAID, "asked_since": "yes"})
    assert "It is closed, with your name beside it." in page.text


async def test_what_they_wrote_or_asked_meanwhile_stops_what_is_done_where_nobody_is_on_it(office: Office) -> None:
    path, sam, cora = await two_leads(office)
    assert cora.who is not None
    tab, to = await sam.get(path), {"to": cora.who.id}
    await writes(office, path)
    for where, typed in (("/close", SAID), ("/take", {}), ("/hand-over", to)):
        page = await press(sam, tab, where, typed)
        assert page.status == 422 and READ_FIRST in page.text, where
        assert await stands(office, path) == (False, True, False)
    assert "What you wrote" not in page.text
    assert "They have been asked" in (await press(sam, page, "/hand-over", to)).text  # of the page that shows it
    tab, one = await sam.get(path), path.rpartition("/")[2]
    concern = await office.do(lambda tx: concerns.by_id(tx, one))
    assert concern is not None
    await office.do(lambda tx: concern_asked.note_asked(tx, office.clock.now(), concern, None))
    page = await press(sam, tab, "/close", SAID)
    assert page.status == 422 and READ_FIRST in page.text and "They asked for a person at 09:01." in page.text
    assert "It is closed, with your name beside it." in (await press(sam, page, "/close", SAID)).text


async def test_whoever_takes_it_from_a_page_that_was_there_before_they_wrote_reads_that_first(office: Office) -> None:
    path, sam, _ = await two_leads(office)
    await press(sam, await sam.get(path), "/take")
    await writes(office, path)
    tab = await sam.get(path)
    await writes(office, path)
    page = await press(sam, tab, "/tell", {"told": "I ring at noon."})  # nor does anybody look at an answer to it
    assert page.status == 422 and READ_FIRST in page.text and "I ring at noon." in page.html
    page = await press(sam, tab, "/take")
    assert page.status == 422 and READ_FIRST in page.text and "nobody has answered that" in page.text
    assert await stands(office, path) == (True, True, False)
    assert "It is yours now." in (await press(sam, page, "/take")).text
    assert await stands(office, path) == (True, False, False)


NO_MORE = "The page is as it stands now. What you sent cannot be done from it any more."


async def test_what_came_of_it_stays_to_copy_where_somebody_closed_it_first(office: Office) -> None:
    path, sam, cora = await two_leads(office)
    await handed(path, sam, cora)
    tab, own = await sam.get(path), await cora.get(path)
    spoken = {"was_done": "Rang at nine.", "spoken": "yes"}
    await press(cora, await cora.get(path), "/close", SAID)
    for browser, stale, where, typed in ((sam, tab, "/lift", {"sure": "yes"}), (cora, own, "/note", spoken)):
        page = await press(browser, stale, where, typed)  # nobody lets write past a colleague's no of a moment ago
        assert page.status == 422 and "closed it at 09:00." in page.text and "send it once more" in page.text, where
    for browser, stale in ((sam, tab), (cora, own)):
        page = await press(browser, stale, "/close", {**SAID, "outcome": "They rang."})
        assert page.status == 422 and NO_MORE in page.text and "send it once more" not in page.text
        assert "What you wrote It was not stored." in page.text and "They rang.</textarea>" in page.html
    assert "What you wrote" not in (await sam.get(path)).text


async def test_nobody_is_asked_to_send_once_more_what_the_page_has_no_button_for(office: Office) -> None:
    path, sam, cora = await two_leads(office)
    tab = await sam.get(path)
    await press(sam, await sam.get(path), "/take")
    page = await press(sam, tab, "/take")
    assert "You have been on it since 09:00." in page.text and NO_MORE in page.text
    page = await press(sam, tab, "/hand-over", {"to": cora.who.id if cora.who else ""})
    assert NO_MORE not in page.text and "send it once more" in page.text
    await handed(path, sam, cora)
    page = await press(sam, tab, "/hand-over", {"to": cora.who.id if cora.who else ""})
    done = "You took it on at 09:00. You asked Cora to take it over at 09:00. Cora has been on it since 09:00."
    assert done in page.text and NO_MORE in page.text  # of those who took it on only the last is on it
    tab = await sam.get(path)
    await press(sam, await sam.get(path), "/lift", {"sure": "yes"})
    page = await press(sam, tab, "/lift", {"sure": "yes"})
    assert page.status == 422 and NO_MORE in page.text


async def test_the_same_words_go_a_second_time_only_to_whoever_saw_that_they_have_gone(office: Office) -> None:
    path, sam, _ = await two_leads(office)
    await sam.get(path)
    first = await sam.look_first(f"{path}/tell", {"told": "I ring on Thursday."})
    assert "Send it now" in first.text
    assert "It is on its way" in (await press(sam, first, "/tell", looked(first))).text
    again = await sam.look_first(f"{path}/tell", {"told": "I ring on  thursday"})
    assert "You sent them these words at 09:00. They get them a second time if you send this." in again.text
    assert "Send it again" in again.text
    page = await press(sam, again, "/tell", looked(again))  # as from a look before the first went
    assert page.errors == ["You sent them these words at 09:00. If they are to go again, send them once more."]
    gone = {"gone": (await office.rows("SELECT id FROM concern_notes"))[0]["id"]}
    assert f'name="gone" value="{gone["gone"]}"' in page.html and "Send it again" in page.text
    assert "It is on its way" in (await press(sam, again, "/tell", {**looked(again), **gone})).text
