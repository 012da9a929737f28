"""Words of a hard day wait for a safeguarding lead, who agrees, or sends them back and says why."""

from __future__ import annotations

from tests.console.office import Browser, Office
from tests.console.test_words import WHY, draft, publish, voice


async def test_what_is_said_on_a_hard_day_waits_for_a_safeguarding_lead(office: Office, cora: Browser) -> None:
    address, words = "help_now.and_a_person", "If you would like a person, tap Talk to a person."
    await publish(cora, address, words)
    assert "It waits for the yes of a safeguarding lead." in cora.page.text
    assert voice(office).says("help_now", "and_a_person", {}) != words
    sam = await office.staff("safeguarding-lead")
    today = await sam.get("/")
    (path,) = [one for label, one in today.links.items() if "/approvals/" in one]
    assert f"“{words}”, in English" in today.text and address not in today.text
    assert words in (await sam.get(path.removeprefix("/console"))).text
    await sam.post(path.removeprefix("/console") + "/agree")
    assert "It is said from now on." in (await sam.follow()).text
    assert voice(office).says("help_now", "and_a_person", {}) == words
    await cora.get(f"/words/{address}")
    await cora.post(f"/words/{address}/en/back", {"version": ""})  # to go back needs a yes as well
    assert voice(office).says("help_now", "and_a_person", {}) == words
    (row,) = await office.rows("SELECT id FROM text_versions ORDER BY id DESC LIMIT 1")
    await sam.get("/approvals")
    assert (await sam.post(f"/approvals/{row['id']}/send-back")).status == 422
    await sam.post(f"/approvals/{row['id']}/send-back", {"why": "Too long."})
    assert "It is a draft again." in (await sam.follow()).text
    for step in ("/agree", "/send-back", ""):  # in another tab
        path = f"/approvals/{row['id']}{step}"
        page = await sam.post(path, {"why": "Too long."}) if step else await sam.get(path)
        assert page.status == (409 if step else 404) and "You sent it back at 09:00." in page.text, step
        assert page.links["See how it stands now"] == "/console/approvals"
    heard = await office.rows("SELECT person_id, payload FROM outbox WHERE reason = 'concern' ORDER BY id")
    assert sam.who is not None and cora.who is not None
    assert [one["person_id"] for one in heard] == [sam.who.id, cora.who.id]
    assert "wait for your yes" in heard[0]["payload"] and "Too long." in heard[1]["payload"]
    for address, words in (
        ("webdoor.ask_help", "Help, now"),
        ("shared.contact_by.says", "How shall they reach you?"),
        (WHY, "A thought can help. For help call 999."),
        (WHY, "A thought can help if you want to die."),
    ):
        await draft(cora, address, words)
        assert "Ask a safeguarding lead for a yes" in cora.page.text, address


async def test_a_text_that_once_needed_a_yes_needs_it_in_every_language_from_then_on(
    office: Office, cora: Browser
) -> None:
    await publish(cora, WHY, "A thought can help. For help call 999.")
    assert "It waits for the yes of a safeguarding lead." in cora.page.text
    for language, words in (("en", "A thought can help."), ("cy", "Gall syniad helpu.")):
        await publish(cora, WHY, words, language)
        assert "It waits for the yes of a safeguarding lead." in cora.page.text, language
    assert "A safeguarding lead has to agree" in (await cora.get(f"/words/{WHY}")).text


async def test_why_a_draft_was_sent_back_stands_beside_it_until_a_yes_is_asked_for_again(
    office: Office, cora: Browser
) -> None:
    address, why = "help_now.and_a_person", "Who reads “tap”, who has no phone?"
    pages = (f"/words/{address}", f"/words/{address}/en", f"/words/{address}/en/look")
    await publish(cora, address, "If you would like a person, tap Talk to a person.")
    sam = await office.staff("safeguarding-lead")
    (asked,) = await office.rows("SELECT MAX(id) AS id FROM text_versions")
    await sam.get("/approvals")
    await sam.post(f"/approvals/{asked['id']}/send-back", {"why": why})
    assert sam.who is not None
    for page in pages:
        text = (await cora.get(page)).text
        assert f"{sam.who.name} sent it back, " in text and why in text, page
    assert "Sent back" in (await cora.get(pages[0])).text and "Drafted" in cora.page.text  # the first was one
    (logged,) = await office.rows("SELECT action FROM audit ORDER BY id DESC LIMIT 1")
    assert logged["action"] == "words_sent_back"
    await publish(cora, address, "If you would like a person, use Talk to a person.")
    for page in pages:
        assert "sent it back" not in (await cora.get(page)).text, page


async def test_a_draft_that_was_sent_back_and_changed_since_still_says_why(office: Office, cora: Browser) -> None:
    address = "help_now.and_a_person"
    await publish(cora, address, "If you would like a person, tap Talk to a person.")
    sam = await office.staff("safeguarding-lead")
    (asked,) = await office.rows("SELECT MAX(id) AS id FROM text_versions")
    await sam.get("/approvals")
    await sam.post(f"/approvals/{asked['id']}/send-back", {"why": "Too short."})
    assert await draft(cora, address, "If you would like to talk to a person, tap Talk to a person.")
    assert "sent it back" in cora.page.text and "Too short." in cora.page.text
