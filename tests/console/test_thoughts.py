"""Thoughts: added, translated, retired and put first; one that leads to help or is heavy waits for a lead's yes."""

from __future__ import annotations

import re

import pytest

from bot.actions import library
from bot.chat.scene import Scene
from storage import people, prompts
from storage.database import Transaction
from tests.console.office import Browser, Office
from tests.console.test_words import draft, publish, voice

HELP, HEAVY = "Who would you ring before 999?", "Does anybody at home hit you?"


async def test_thoughts_are_added_translated_retired_and_put_first(office: Office, cora: Browser) -> None:
    await cora.get("/thoughts/new")
    form = {"words": "Who listened today?", "theme": "power", "stage": "any"}
    for words in ("\N{SLIGHTLY SMILING FACE}", "=1+1"):
        page = await cora.post("/thoughts/new", {**form, "words": words})
        assert page.errors == ["There are no words in it: write it with letters."], words
    page = await cora.look_first("/thoughts/new", form)
    assert "As it arrives" in page.text and "Another one" in page.text
    assert not await office.rows("SELECT id FROM prompts")
    await cora.post("/thoughts/new", page.forms["/console/thoughts/new"])
    page = await cora.follow()
    assert "It is in the library" in page.text and "Cora added it. Nobody has changed it since." in page.text
    assert re.search(r"It has no words in (\w+(?: Read English)?, ){2}", page.text) and "Add it in Welsh" in page.links
    page = await cora.post("/thoughts/new", {"words": "who  LISTENED today", "theme": "power", "stage": "any"})
    assert page.errors == ["This thought is in the library already."]
    added = (await office.rows("SELECT id FROM prompts WHERE words <> ''"))[0]["id"]
    await publish(cora, f"thought.{added}", "Pwy wnaeth wrando heddiw?", "cy")
    assert voice(office, "cy").added == {added: "Pwy wnaeth wrando heddiw?"}
    page = await cora.get("/thoughts?theme=power")
    assert "1 thought is not offered to everybody" in page.text and page.text.count("Not in Easy Read English") == 1
    await cora.post("/thoughts/silence/change", {"way": "retire"})
    assert "silence" in (await cora.get("/thoughts?theme=retired")).html
    await cora.post(f"/thoughts/{added}/change", {"way": "to_front", "theme": "power"})
    assert (await cora.follow()).answer.url.query == b"theme=power&said=thought_changed"
    page = await cora.get("/thoughts")
    assert "gets the next one first" in page.text
    assert page.text.index("Who listened today?") < page.text.index("What surprised you")
    assert (await cora.post(f"/thoughts/{added}/change", {"way": "down"})).status == 404  # nothing else is at the front
    await cora.post("/thoughts/what_surprised_you/change", {"way": "to_front"})
    await cora.post(f"/thoughts/{added}/change", {"way": "up"})
    page = await cora.get("/thoughts")
    assert page.text.index("Who listened today?") < page.text.index("What surprised you")
    assert (await cora.post(f"/thoughts/{added}/change", {"way": "up"})).status == 404
    assert (await cora.post("/thoughts/nothing/change", {"way": "retire"})).status == 404


async def test_the_figures_of_a_thought_leave_test_people_out(office: Office, cora: Browser) -> None:
    def offered(tx: Transaction) -> None:
        now = office.clock.now()
        for place, is_test in enumerate((False, False, True, False)):
            met = people.meet(tx, now, telegram_id=7_400_000_000 + place, timezone="UTC", is_test=is_test)
            offer = prompts.offer(tx, now, met.id, "what_surprised_you")
            if place < 3:
                prompts.answered(tx, now, offer) if place != 1 else prompts.swap(tx, now, offer)

    await office.do(offered)
    page = await cora.get("/thoughts")
    row = page.html[page.html.index("What surprised you about them?") :]
    assert re.findall(r'data-column="(Offered|Answered|Another wanted|Skipped)">(\d+)<', row)[:4] == [
        ("Offered", "3"),
        ("Answered", "1"),
        ("Another wanted", "1"),
        ("Skipped", "1"),
    ]


@pytest.mark.parametrize("words", [HELP, HEAVY])
async def test_a_new_thought_that_leads_to_help_or_sounds_heavy_waits_for_a_yes_like_a_changed_one(
    office: Office, cora: Browser, words: str
) -> None:
    sam, now = await office.proven("safeguarding-lead"), office.clock.now()
    page = await cora.look_first("/thoughts/new", {"words": words, "theme": "power", "stage": "any"})
    assert "a safeguarding lead has to agree before anybody is offered it" in page.text
    await cora.post("/thoughts/new", page.forms["/console/thoughts/new"])
    assert "a safeguarding lead has to agree. Until then nobody is offered it." in (await cora.follow()).text
    assert sam.who is not None

    def offered(tx: Transaction) -> bool:
        scene = Scene(tx, now, sam.who, voice(office), office.texts)  # type: ignore[arg-type]
        return any(one.prompt.words == words for one in library.entries(scene))

    assert not await office.do(offered)
    page = await cora.post("/thoughts/new", {"words": words, "theme": "learning", "stage": "any", "sure": ""})
    assert page.status == 422 and "It waits for the yes of a safeguarding lead" in page.errors[0]
    assert words in (await cora.get("/thoughts?theme=power")).text  # whoever looks after them finds it
    page = await sam.get("/approvals")
    (waiting,) = await office.rows("SELECT id FROM text_versions WHERE state = 'asked'")
    await sam.get(f"/approvals/{waiting['id']}")
    assert words in sam.page.text
    await sam.post(f"/approvals/{waiting['id']}/agree")
    assert await office.do(offered)
    page = await cora.post("/thoughts/new", {"words": words, "theme": "learning", "stage": "any", "sure": ""})
    assert "in the library already" in page.errors[0]


async def test_a_thought_that_had_to_be_agreed_to_waits_in_every_language(office: Office, cora: Browser) -> None:
    sam, form = await office.proven("safeguarding-lead"), {"words": HELP, "theme": "power", "stage": "any"}
    page = await cora.look_first("/thoughts/new", form)
    await cora.post("/thoughts/new", page.forms["/console/thoughts/new"])
    (asked,) = await office.rows("SELECT id, address FROM text_versions")
    await draft(cora, asked["address"], "Who can you phone?", "easy")
    assert "Ask a safeguarding lead for a yes" in cora.page.text  # while the first one waits
    await sam.get("/approvals")
    await sam.post(f"/approvals/{asked['id']}/agree")
    for language, words in (("easy", "Who can you phone?"), ("cy", "Pwy fyddech chi'n ei ffonio?")):
        await publish(cora, asked["address"], words, language)
        assert "It waits for the yes of a safeguarding lead." in cora.page.text, language
        assert not voice(office, language).added
    assert "A safeguarding lead has to agree before it is said, in every language." in cora.page.text
    await publish(cora, asked["address"], "Who listens to you?")  # nor is the yes lost with the words that needed it
    assert [*voice(office).added.values()] == [HELP]


@pytest.mark.parametrize("words", ["When would you call 111?", HEAVY])
async def test_a_suggested_thought_that_leads_to_help_or_sounds_heavy_waits_too(
    office: Office, cora: Browser, words: str
) -> None:
    ana, now = await office.hire("partner", "Ana"), office.clock.now()
    made = await office.do(lambda tx: prompts.suggest(tx, now, words, "en", ana.id))
    await cora.get("/thoughts")
    await cora.post(f"/thoughts/{made}/decide", {"theme": "power"})
    (waiting,) = await office.rows("SELECT address FROM text_versions WHERE state = 'asked'")
    assert waiting["address"] == f"thought.{made}"


async def test_a_thought_in_another_language_alone_is_listed_with_its_language(office: Office, cora: Browser) -> None:
    now = office.clock.now()
    words = "Pwy wnaeth wrando heddiw?"
    made = await office.do(lambda tx: prompts.add(tx, now, words, "cy", theme="power", stage="any"))
    page = await cora.get("/thoughts?theme=power")
    assert f"{words} Welsh" in page.text and '<span lang="cy" dir="ltr">' in page.html
    await cora.post(f"/thoughts/{made}/change", {"way": "retire"})
    assert words in (await cora.get("/thoughts?theme=retired")).text
