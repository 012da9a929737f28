"""Words: found, drafted, looked at, published and taken back."""

from __future__ import annotations

import re

from bot.chat.playing import Play
from bot.chat.scene import Scene
from bot.chat.texts import Voice
from bot.conversations import STORIES
from bot.published import catch_up
from bot.wording import rehearsal
from storage import text_versions
from storage.database import Transaction
from tests.agreeing import agree
from tests.console.office import TEXTS, Browser, Office

WHY = "reflect.why"


def voice(office: Office, language: str = "en") -> Voice:
    return office.texts.voice(language)


async def draft(browser: Browser, address: str, words: str, language: str = "en") -> str:
    """Write a draft and look at it; the id of the draft where it can be published."""
    await browser.get(f"/words/{address}/{language}")
    await browser.post(f"/words/{address}/{language}", {"words": words})
    page = await browser.follow()
    return page.forms.get(f"/console/words/{address}/{language}/publish", {}).get("version", "")


async def publish(browser: Browser, address: str, words: str, language: str = "en") -> None:
    version = await draft(browser, address, words, language)
    assert version, browser.page.text
    await browser.post(f"/words/{address}/{language}/publish", {"version": version})
    await browser.follow()


async def test_a_text_is_found_by_its_words_its_area_and_its_state(cora: Browser) -> None:
    page = await cora.get("/words?q=left+behind")
    assert "1 text" in page.text and "Reading age" in page.text and "where a colon ends one, too" in page.text
    assert page.links[WHY] == f"/console/words/{WHY}"
    assert "Welsh" in page.text and 'dir="rtl"' in page.html
    assert "In reflect" in (await cora.get("/words?area=reflection")).text
    assert (await cora.get("/words?state=draft")).text.count("No texts")
    assert "Try fewer words" in (await cora.get("/words?q=zzzz")).text
    page = await cora.get("/words?page=99999&area=nonsense&state=nonsense&language=nonsense")
    assert page.status == 200 and re.search(r"Page (\d+) of \1\b", page.text) and "Next page" not in page.text


async def test_a_text_says_where_it_appears(cora: Browser) -> None:
    page = await cora.get(f"/words/{WHY}")
    assert "The conversation reflect says it." in page.text and "Begun by /reflect." in page.text
    assert "Nobody has changed it." in page.text
    assert "Begun by a note of ours: reflection." in (await cora.get("/words/reflection_note.offer.says")).text


async def test_a_change_is_drafted_looked_at_published_and_taken_back(office: Office, cora: Browser) -> None:
    came = voice(office).says("reflect", "why", {})
    await publish(cora, WHY, "A thought can help. Only you see it.")
    assert "It is said from now on." in cora.page.text
    assert voice(office).says("reflect", "why", {}) == "A thought can help. Only you see it."
    await publish(cora, WHY, "A thought can help you.")
    await cora.get(f"/words/{WHY}")
    again = next(one for one in await office.rows("SELECT id FROM text_versions WHERE state = 'live'"))["id"]
    page = await cora.get(f"/words/{WHY}")
    assert f"/console/words/{WHY}/en/back?version={again}" in page.links.values()
    page = await cora.get(f"/words/{WHY}/en/back?version={again}")
    assert "As it would be said" in page.text and "Who would notice" in page.text
    assert voice(office).says("reflect", "why", {}) == "A thought can help you."  # looking publishes nothing
    assert (await cora.get(f"/words/{WHY}/en/back?version=another")).status == 404
    await cora.post(f"/words/{WHY}/en/back", {"version": again})
    assert voice(office).says("reflect", "why", {}) == "A thought can help. Only you see it."
    await cora.post(f"/words/{WHY}/en/back", {"version": ""})
    page = await cora.follow()
    assert "What came with the program" in page.text or "It is said from now on." in page.text
    assert voice(office).says("reflect", "why", {}) == came
    assert [step.split()[0] for step in re.findall(r"Published|Drafted|Back to", page.text)][:2] == [
        "Back",
        "Published",
    ]
    said = await office.rows("SELECT action, detail FROM audit WHERE action LIKE 'words_%' ORDER BY id")
    assert {one["detail"] for one in said} == {f"{WHY} (en)"}
    assert [one["action"] for one in said] == [
        *("words_drafted", "words_published") * 2,
        *("words_published", "words_taken_back"),
    ]


async def test_a_rehearsal_goes_on_beyond_what_is_done_first_and_nothing_comes_of_it(
    office: Office, cora: Browser
) -> None:
    now, ana = office.clock.now(), await office.hire("partner", "Ana")

    def begin(tx: Transaction) -> None:
        agree(tx, now, ana.id, "take_part_health")
        Play(Scene(tx, now, ana, voice(office), office.texts), STORIES).begin("reflect")
        tx.run("DELETE FROM effects")  # as if the program had been changed to do it first

    await office.do(begin)
    before = [tuple(row) for row in await office.rows("SELECT * FROM conversations")]
    assert await draft(cora, WHY, "A thought can help. Only you see it.")
    assert "1 sees the new wording when the question is put again" in cora.page.text
    assert [tuple(row) for row in await office.rows("SELECT * FROM conversations")] == before
    assert not await office.rows("SELECT * FROM effects")
    found = await office.do(
        lambda tx: rehearsal.of_text(TEXTS, TEXTS.trying({}), STORIES, "en", "reflect.who_may_see.says").run(tx, now)
    )
    assert "1 comes to something that is done first, so what follows cannot be known now" in str(found)


async def test_another_process_says_what_was_published_once_it_has_looked(office: Office, cora: Browser) -> None:
    another = TEXTS.trying({})
    assert not await office.database.read(lambda tx: catch_up(tx, another))
    await publish(cora, WHY, "A thought can help you.")
    assert await office.database.read(lambda tx: catch_up(tx, another))
    assert another.voice("en").says("reflect", "why", {}) == "A thought can help you."
    assert not await office.database.read(lambda tx: catch_up(tx, another))


async def test_what_is_wrong_cannot_be_published_and_the_words_stay(office: Office, cora: Browser) -> None:
    assert await draft(cora, WHY, "Great {name}!") == ""
    for said in (
        "To mend before it can be said",
        "No words in braces can stand here",
        "“Great”",
        "exclamation mark",
        "Great {name}!",
    ):
        assert said in cora.page.text
    page = await cora.post(f"/words/{WHY}/en", {"words": "Go \u202eback"})
    assert "turns words round" in page.errors[0] and page.forms[f"/console/words/{WHY}/en"]["words"] == "Go back"
    page = await cora.post(f"/words/{WHY}/en", {"words": "Go \ufffd on."})
    assert "A sign did not come over whole" in page.errors[0]
    (row,) = await office.rows("SELECT id FROM text_versions")
    assert (await cora.post(f"/words/{WHY}/en/publish", {"version": row["id"]})).status == 422
    page = await cora.post(f"/words/{WHY}/en/publish", {"version": "another"})
    assert page.status == 422 and page.links["Go back to the page"] == f"/console/words/{WHY}/en"
    assert (await cora.get(f"/words/{WHY}/en")).forms[f"/console/words/{WHY}/en"]["words"] == "Great {name}!"
    await cora.post(f"/words/{WHY}/en/drop")
    assert "The draft is thrown away." in (await cora.follow()).text
    assert await draft(cora, WHY, voice(office).says("reflect", "why", {})) == ""
    assert "Nothing is new" in cora.page.text and "Who would notice" not in cora.page.text
    await cora.post(f"/words/{WHY}/en/drop")
    assert (await cora.post(f"/words/{WHY}/en/drop")).status == 404


async def test_a_button_is_not_called_by_words_that_mean_something_else_already(office: Office, cora: Browser) -> None:
    address = "shared.contact_by.options.call"
    for language, words in (("en", "Skip"), ("cy", "Hepgor"), ("en", "Help now")):
        assert await draft(cora, address, words, language) == ""
        assert f"Typed, “{words}” means “{words}” everywhere. It cannot be this button, too." in cora.page.text
        assert "nobody is stranded" not in cora.page.text
        (row,) = await office.rows("SELECT MAX(id) AS id FROM text_versions")
        path = f"/words/{address}/{language}/publish"
        assert (await cora.post(path, {"version": row["id"]})).status == 422
    assert await draft(cora, address, "Ring me")


async def test_a_draft_that_was_saved_meanwhile_is_not_written_over_in_silence(office: Office, cora: Browser) -> None:
    path, other = f"/words/{WHY}/en", await office.sign_in(await office.hire("coordinator", "Dora"))
    shown = [(await browser.get(path)).forms[f"/console{path}"]["shown"] for browser in (cora, other)]
    await cora.post(path, {"words": "Words of Cora.", "shown": shown[0]})
    page = await other.post(path, {"words": "Words of Dora.", "shown": shown[1]})
    assert page.status == 422 and "Saved meanwhile, by Cora" in page.text and "Words of Cora." in page.text
    form = page.forms[f"/console{path}"]
    assert form["words"] == "Words of Dora."
    await other.post(path, {"words": form["words"], "shown": form["shown"]})
    assert "Words of Dora." in (await other.follow()).text
    assert "Words of Cora." in (await cora.get(f"/words/{WHY}")).text
    await cora.post(path, {"words": "A thought. " * 40})
    assert '<details class="govuk-details"' in (await cora.get(f"/words/{WHY}")).html


async def test_a_preview_shows_the_phone_with_its_buttons_and_what_is_hard_to_read(
    office: Office, cora: Browser
) -> None:
    hard = "How often, considering everything and anything that may be of importance to you, may I offer you something?"
    await draft(cora, "rhythm.how_often.says", hard)
    page = cora.page
    assert "As it would be said" in page.text and "Every four weeks" in page.text and "Help now" in page.text
    assert "We aim at" in page.text and "Nobody is in the middle of a conversation." in page.text
    path = "/words/rhythm.how_often.says/en"
    await cora.post(f"{path}/to-me")
    assert (await cora.follow()).answer.url.path == f"/console{path}/look"
    sent = (await office.rows("SELECT payload FROM outbox ORDER BY id"))[-1]
    assert "How often, considering" in sent["payload"] and "[Every four weeks]" in sent["payload"]
    assert "inline_keyboard" not in sent["payload"]
    await draft(cora, "access.kept", "It is kept.")
    assert "/access is named now, and would not be any more." in cora.page.text
    page = await cora.get(f"{path}/look")
    assert "Counted is whoever has a question of ours open." in page.text
    await draft(cora, "rhythm.how_often.says", "کتنی بار؟ اگر آپ چھوڑ دیں تو جیسا ہے ویسا رہے گا", "ur")
    assert 'dir="rtl"' in cora.page.html


async def test_when_the_english_changes_each_translation_is_stale_until_it_is_made_anew(
    office: Office, cora: Browser
) -> None:
    await publish(cora, WHY, "A thought can help. Only you see it.")
    page = await cora.get("/words?state=stale")
    assert WHY in page.links and page.html.count(">Stale: the English changed<") == 3
    await publish(cora, WHY, "Gall syniad helpu. Dim ond chi sy'n ei weld.", "cy")
    page = await cora.get("/words?state=stale")
    assert page.html.count(">Stale: the English changed<") == 2
    assert voice(office, "cy").says("reflect", "why", {}).startswith("Gall syniad helpu. Dim")


async def test_what_people_agreed_to_changes_with_the_program_only(cora: Browser) -> None:
    address = "shared.consent_quotes.says"
    assert "People agreed to these words." in (await cora.get(f"/words/{address}")).text
    assert (await cora.post(f"/words/{address}/en", {"words": "May we quote you?"})).status == 404


async def test_an_upgrade_of_a_text_that_staff_changed_is_a_conflict_until_they_choose(
    office: Office, cora: Browser
) -> None:
    assert cora.who is not None
    who = cora.who.id

    def before_the_upgrade(tx: Transaction, address: str, words: str) -> None:
        """As it was kept when another text came with the program."""
        now, marks = office.clock.now(), {"made_from": "old", "instead_of": "old"}
        text_versions.add(tx, now, who, language="en", address=address, state="live", words=words, **marks)

    await office.do(lambda tx: before_the_upgrade(tx, WHY, "Ours."))
    await office.do(lambda tx: before_the_upgrade(tx, "reflect.none_left", "Ours, {name}."))
    await publish(cora, "reflect.not_today", "Fine. Another day.")  # and everything is loaded
    assert voice(office).says("reflect", "why", {}) == "Ours."
    assert "no thought to offer" in voice(office).says("reflect", "none_left", {})  # nobody would fill that place
    assert {WHY, "reflect.none_left"} <= set((await cora.get("/words?state=conflict")).links)
    assert "An upgrade fills other places" in (await cora.get("/words/reflect.none_left")).text
    assert "is said until you choose." in (await cora.get(f"/words/{WHY}")).text
    await cora.post(f"/words/{WHY}/en/ours")
    assert "The words of the team stay." in (await cora.follow()).text
    assert (await cora.post(f"/words/{WHY}/en/ours")).status == 404
    assert WHY not in (await cora.get("/words?state=conflict")).links
